"""From a source sentence to the model's words: only allowed cuts, and the source's own letters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.summarising.engines.llm.editing import cuts, dated
from stories.summarising.operations import undo, whitelist

SOURCE = (
    "However, the mayor (a lawyer), who was born here, said on Tuesday that “Kim Jung‑kwan” won 4.5\u202f% on Monday."
)
DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (
            'The mayor said that "Kim Jung-kwan" won 4.5 % on Monday.',
            "The mayor said that “Kim Jung‑kwan” won 4.5\u202f% on Monday.",
        ),
        (
            'THE MAYOR (A LAWYER) said on Tuesday that "kim jung-kwan" won 4.5 % on Monday',
            "The mayor (a lawyer) said on Tuesday that “Kim Jung‑kwan” won 4.5\u202f% on Monday.",
        ),
    ],
)
def test_the_letters_are_the_sources_whatever_the_model_writes(wanted, shown):
    made = cuts(SOURCE, wanted)
    assert made is not None
    assert made[0] == shown
    assert undo(*made) == (SOURCE, [])


@pytest.mark.parametrize(
    "wanted",
    [
        "The mayor said Kim Jung-kwan won.",  # a figure and a day are left out
        "The mayor said on Tuesday that Kim Jung-kwan won 5.5 % on Monday.",  # another figure
        "The mayor who was born here won 4.5 % on Monday.",  # who said it is left out
        "Kim Jung-kwan won 4.5 % on Monday.",
        "Kim Jung-kwan said that the mayor won 4.5 % on Monday.",  # another order
        "However, the mayor (a lawyer), who was born here, said on Tuesday that Kim won 4.5 % on Monday, experts say.",
        "",
        "…",
    ],
)
def test_what_no_allowed_cuts_lead_to_is_no_edit(wanted):
    assert cuts(SOURCE, wanted) is None


def test_days_are_put_in_brackets_and_all_operations_moved_along():
    made = cuts(SOURCE, "The mayor, who was born here, said on Tuesday that Kim Jung-kwan won 4.5 % on Monday.")
    assert made is not None
    shown = dated(*made, DAY, "en")
    assert shown is not None
    assert "on Tuesday [March 3] that" in shown[0]
    assert shown[0].endswith("on Monday [March 2].")
    assert undo(*shown) == (SOURCE, [])
    assert whitelist(*shown) == []


WORDS = SOURCE.split()


@given(st.lists(st.booleans(), min_size=len(WORDS), max_size=len(WORDS)))
def test_whichever_words_the_model_leaves_out_the_cuts_are_allowed_and_undone_exactly(kept):
    wanted = " ".join(word for word, is_kept in zip(WORDS, kept, strict=True) if is_kept)
    made = cuts(SOURCE, wanted)
    if made is not None:
        shown = dated(*made, DAY, "en")
        assert shown is not None
        assert undo(*shown) == (SOURCE, [])
        assert whitelist(*shown) == []
        assert "said" in shown[0]
        assert "4.5\u202f%" in shown[0]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_are_compared_without_an_exception(source, wanted):
    made = cuts(source, wanted)
    if made is not None:
        assert undo(*made) == (source, [])
