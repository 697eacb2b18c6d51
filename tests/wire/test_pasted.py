"""Reading an article as somebody copied it from a page."""

from __future__ import annotations

import pytest

from wire.pasted import Pasted, read_pasted

BODY = "The first ship entered the harbour at 6:40 a.m. on Thursday.\n\nThe port authority put the cost at $36 million."


def test_what_stands_above_the_text_is_read_and_the_rest_is_the_text():
    raw = f"https://port.example/a/1\r\nPort of Vell Reopens\nBy Ada Wren\nPublished Thu, Feb 19, 2026, 14:05\n\n{BODY}"
    found = Pasted("https://port.example/a/1", "Port of Vell Reopens", "", "Feb 19, 2026, 14:05", "Ada Wren", BODY)
    assert read_pasted(raw) == found


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2026-02-19", "2026-02-19"),
        ("19 February 2026", "19 February 2026"),
        ("Updated on 19 Feb 2026 at 2:05 p.m.", "19 Feb 2026 at 2:05 p.m."),
        ("2026-02-19T14:05+09:00", "2026-02-19T14:05+09:00"),
        ("2026-02-19 14:05 GMT", "2026-02-19T14:05+00:00"),
        # A zone that we cannot tell: the day alone, rather than a wrong minute.
        ("Feb 19, 2026, 14:05 KST", "Feb 19, 2026"),
        ("Date: Feb 19, 2026 | 4 min read", "Feb 19, 2026"),
        ("2 hours ago", ""),
        ("The strike that began on Feb 9, 2026 is over", ""),
    ],
)
def test_dates_are_read_where_a_line_tells_nothing_else(line, date):
    assert read_pasted(f"Port of Vell Reopens\n{line}\n{BODY}").date == date


def test_lines_may_say_what_they_are_in_any_order():
    raw = (
        f"Publisher: Port Paper\nAddress: https://port.example/a/1\nHeadline: By Land and Sea\nByline: A. Wren\n{BODY}"
    )
    assert read_pasted(raw) == Pasted("https://port.example/a/1", "By Land and Sea", "Port Paper", "", "A. Wren", BODY)


def test_a_standfirst_stays_and_dates_far_down_are_text():
    raw = "Port Reopens\nShips wait no longer\n" + "\n".join(f"Line {n}." for n in range(12)) + "\n2026-02-19\n"
    found = read_pasted(raw)
    assert found.text.startswith("Ships wait no longer\nLine 0.")
    assert found.text.endswith("2026-02-19")
    assert found.date == ""


@pytest.mark.parametrize("raw", ["", " \n ", "\0", "x" * 100_000, "https://a.example/", "By\nBy \nDate:\n" * 400])
def test_anything_is_read_without_a_fault(raw):
    assert isinstance(read_pasted(raw), Pasted)
