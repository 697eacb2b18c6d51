"""Stored text: what becomes of what people paste, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import BadText
from foundation.text import clean_line, clean_text, shortened


def _clean(value: str, **options) -> str:
    return clean_text(value, name="The headline", **{"max_chars": 50, **options})


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_break_becomes_one_newline(newline):
    assert _clean(f"one{newline}two") == "one\ntwo"


def test_text_is_composed_and_loses_its_outer_space():
    assert _clean(" \u00a0Cafe\u0301\n ") == "Caf\u00e9"


@pytest.mark.parametrize("kept", ["10\u202f000", "a\u00a0b", "working\u2011level", "a\tb", "😀", "한국", "\u200fسلام"])
def test_what_carries_meaning_stays(kept):
    assert _clean(f"x{kept}x") == f"x{kept}x"


@pytest.mark.parametrize(
    ("char", "code"),
    [("\0", "U+0000"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\ud800", "U+D800"), ("\uffff", "U+FFFF")],
)
def test_what_cannot_be_stored_is_refused_with_its_code_and_place(char, code):
    with pytest.raises(BadText) as refusal:
        _clean(f"abc{char}def")
    assert str(refusal.value) == (
        f"The headline holds a character that cannot be stored ({code} at position 4). Take it out and save again."
    )


def test_a_refusal_can_itself_be_shown_and_stored():
    with pytest.raises(BadText) as refusal:
        _clean("\ud800")
    assert str(refusal.value).encode().isascii()


def test_the_longest_text_is_taken_and_one_more_character_is_not():
    assert _clean("é" * 50) == "é" * 50
    with pytest.raises(BadText, match=r"^The headline is too long: 51 characters, and 50 are allowed\.$"):
        _clean("é" * 51)


def test_length_is_counted_after_composing():
    assert len(_clean("e\u0301" * 50)) == 50


def test_five_megabytes_are_refused_with_both_numbers():
    with pytest.raises(BadText, match="5,000,000 characters, and 50 are allowed"):
        _clean("x" * 5_000_000)


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0", "\u200b", "\u200f\u2060", "\ufeff"])
def test_what_shows_nothing_counts_as_empty(blank):
    with pytest.raises(BadText, match=r"^The headline is empty\. Write something and save again\.$"):
        _clean(blank, required=True)


def test_empty_text_is_fine_where_none_is_required():
    assert _clean("  ") == ""


def test_a_line_has_no_line_breaks_or_tabs():
    assert clean_line("one\r\n\ttwo\u2028three", name="The headline", max_chars=50) == "one two three"


@given(st.text(max_size=60))
def test_whatever_is_accepted_is_in_stored_form_and_stays_so(value):
    try:
        text = _clean(value)
    except BadText:
        return
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.encode().decode() == text
    assert _clean(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A short line.", "A short line."),
        ("The minister declares an emergency", "The minister …"),
        ("물관리장관은비상사태를선포했다물관리장관은", "물관리장관은비상사태를선포했다물관리…"),
        ("A " + "x" * 30, "A " + "x" * 16 + "…"),
    ],
)
def test_a_long_text_is_shortened_between_words_and_says_so(text, told):
    assert shortened(text, 18) == told
