"""The press keeps what it is given, within its bounds."""

from __future__ import annotations

from partners.press import Press


def test_the_press_returns_what_it_was_given_and_nothing_for_another_key():
    press = Press(max_bytes=100)
    press.keep(("a", 1), b"x" * 40)
    assert press.find(("a", 1)) == b"x" * 40
    assert press.find(("a", 2)) is None


def test_a_full_press_is_emptied_and_goes_on():
    press = Press(max_bytes=100)
    for n in range(1_000):
        press.keep(n, b"x" * 30)
        assert press.find(n) == b"x" * 30
    assert sum(press.find(n) is not None for n in range(1_000)) <= 3
