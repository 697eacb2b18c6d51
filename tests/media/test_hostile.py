"""Pictures that break things are answered within their limits, and those who wait behind them are answered too."""

from __future__ import annotations

import signal

import pytest

from media import quarantine
from media.inspecting import BadPicture
from tests.media import broken
from tests.media.conftest import encoded, scene

# The cheap ones run always; the rest takes seconds each.
_DEAR = ("7,000", "49 megapixels", "300 MB", "40 MB", "19 MB", "60 MB", "16,000 x 3,000")


class _Stopped(Exception):
    """What a task's time limit raises, wherever the task is."""


def answered(data: bytes) -> dict:
    """What came of a file: within 300 MB and the limit of processor time, and if refused then in a sentence."""
    head, _ = quarantine.ask(quarantine.order_for_new(720), data)
    assert head["peak_bytes"] < 300_000_000
    assert head["cpu_seconds"] < 2.2  # the limit of 2, and what the kernel rounds
    if "refused" in head:
        assert head["refused"].endswith(".")
    return head


def test_every_cheap_case_is_answered_and_the_next_picture_is_taken(settings):
    told = {name: answered(data) for name, data in broken.cheap_cases(_DEAR)}
    assert "web page" in told["HTML as JPEG"]["refused"]
    assert "too many pixels" in told["PNG 50,000 x 50,000, empty"]["refused"]
    assert "too small" in told["1 x 1"]["refused"]
    assert {name for name in told if name.startswith("orientation") and "found" in told[name]} == {
        f"orientation {turn}" for turn in range(1, 9)
    }
    assert told["JPEG and zip at once"]["found"][0] == "jpeg"
    assert told["XMP that asks for a file"]["said"] == {}
    assert told["XMP with an entity bomb"]["said"] == {}
    assert quarantine.open_new(encoded(scene(1)), max_width_px=720).picture.size == (720, 480)


@pytest.mark.deep
def test_every_case_is_answered():
    assert all(answered(data) for _, data in broken.cases())


@pytest.mark.deep
def test_fuzzed_pictures_are_answered():
    assert all(answered(data) for _, data in broken.fuzzed(3_000))


def test_some_fuzzed_pictures_are_answered():
    assert all(answered(data) for _, data in broken.fuzzed(70, seed=2))


def test_what_takes_too_long_or_too_much_is_ended_with_a_sentence(settings):
    data = encoded(scene(1, 3000, 2000), "PNG")
    settings.IMAGE_OPEN_SECONDS = 0.02
    with pytest.raises(BadPicture, match="takes too long"):
        quarantine.open_new(data, max_width_px=720)
    settings.IMAGE_OPEN_SECONDS, settings.IMAGE_OPEN_BYTES = 2, 40_000_000
    with pytest.raises(BadPicture, match="too much memory"):
        quarantine.open_new(data, max_width_px=720)
    settings.IMAGE_OPEN_BYTES = 300_000_000
    assert quarantine.open_new(data, max_width_px=720).found.width_px == 3000


def test_a_child_that_was_killed_is_replaced():
    data = encoded(scene(1))
    quarantine.open_new(data, max_width_px=72)
    for child in quarantine._children.values():
        child._process.kill()
    assert quarantine.open_new(data, max_width_px=72).picture.size == (72, 48)


def test_who_is_stopped_while_a_picture_is_opened_is_not_given_its_pixels_for_the_next():
    big, small = encoded(scene(1, 3000, 2000), "PNG"), encoded(scene(2, 60, 40))
    quarantine.open_new(small, max_width_px=72)

    def stop(*_: object) -> None:
        raise _Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(_Stopped):
            quarantine.open_new(big, max_width_px=720)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert quarantine.open_new(small, max_width_px=72).picture.size == (60, 40)


def test_a_phones_heic_is_taken():
    opened = quarantine.open_new(broken.encoded(broken.photo(640, 480), "HEIF"), max_width_px=320)
    assert (opened.found.format, opened.picture.size) == ("heic", (320, 240))
