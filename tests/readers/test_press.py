"""Long pages that are kept in the process: each by its address and its tag, and never past what there is room for."""

from __future__ import annotations

import pytest

from readers import press


@pytest.fixture(autouse=True)
def _empty():
    press.forget()
    yield
    press.forget()


def test_a_long_page_is_written_once_for_each_address_and_tag():
    written = []

    def write() -> bytes:
        written.append(1)
        return b"%d" % len(written) + b"x" * press.LONG_BYTES

    first = press.pressed("/stories/a/", "one", write)
    assert press.pressed("/stories/a/", "one", write) == first
    others = [press.pressed("/stories/a/", "two", write), press.pressed("/ko/stories/a/", "one", write)]
    assert len({first, *others}) == 3
    assert len(written) == 3


def test_a_usual_page_is_not_kept():
    assert press.pressed("/stories/a/", "one", lambda: b"first") == b"first"
    assert press.pressed("/stories/a/", "one", lambda: b"second") == b"second"


def test_the_oldest_leave_when_there_is_no_room_and_what_is_longer_than_all_is_not_kept(monkeypatch):
    monkeypatch.setattr(press, "MOST_BYTES", 2 * press.LONG_BYTES)
    page = b"x" * press.LONG_BYTES
    for tag in ("one", "two", "three"):
        press.pressed("/stories/a/", tag, lambda: page)
    assert press.pressed("/stories/a/", "three", lambda: b"anew") == page
    assert press.pressed("/stories/a/", "one", lambda: b"anew") == b"anew"
    press.pressed("/stories/b/", "one", lambda: 3 * page)
    assert press.pressed("/stories/b/", "one", lambda: b"anew") == b"anew"
