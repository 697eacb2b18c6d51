"""Where marks stand in a sentence, and how quotations are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.languages import quoted
from readers.stops import cut


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Projects in Texas, Ohio and Georgia.", "Projects in Texas, Ohio and Georgia [2][3]."),
        ("No stop at the end", "No stop at the end [2][3]"),
        ("Will it hold?", "Will it hold [2][3]?"),
        ("It went on…", "It went on [2][3]…"),
        ("The team flew to the U.S.", "The team flew to the U.S. [2][3]"),
        ("It sailed at 6:40 a.m.", "It sailed at 6:40 a.m. [2][3]"),
        ("선박이 입항했다.", "선박이 입항했다 [2][3]."),
        ("货轮进入港口。", "货轮进入港口[2][3]。"),
        ("船が入港した。", "船が入港した[2][3]。"),
        ("دخلت السفينة الميناء.", "دخلت السفينة الميناء [2][3]."),
        ("جہاز بندرگاہ میں آیا۔", "جہاز بندرگاہ میں آیا [2][3]۔"),
        ("She said “we go.”", "She said “we go.” [2][3]"),
        ("Tariffs rise from 15\u202f% to 25\u202f%.", "Tariffs rise from 15\u202f% to 25\u202f% [2][3]."),
    ],
)
def test_marks_stand_before_the_final_stop(text, shown):
    head, last, gap, stop = cut(text)
    assert f"{head}{last}{gap}[2][3]{stop}" == shown


@given(st.text())
def test_cutting_never_changes_a_character(text):
    head, last, _, stop = cut(text)
    assert head + last + stop == text


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "“Go.”"), ("en-GB", "“Go.”"), ("ko", "“Go.”"), ("ja", "「Go.」"), ("ar", "«Go.»"), ("de", "„Go.“")],
)
def test_each_language_has_its_quotation_marks(language, shown):
    assert quoted("Go.", language) == shown


@pytest.mark.parametrize("text", ["“Go.”", "“Go”.", '"Go."', "«Go»", "「Go。」"])
def test_quotation_marks_are_not_set_twice(text):
    assert quoted(text, "en") == text
