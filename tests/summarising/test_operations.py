"""Typed operations: what undoing gives back, and which cuts are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.summarising.operations import KINDS, cut, cut_problem, undo, whitelist

SOURCE = "However, the mayor (a lawyer), who was born here, said on Tuesday that Kim resigned."


def made(source: str, *parts: tuple[str, str]) -> tuple[str, list[dict]]:
    """Cut each part out, from the left, and record where in the final text it stood."""
    text, operations = source, []
    for part, kind in parts:
        start = text.index(part)
        text, operation = cut(text, start, start + len(part), kind)
        operations.append(operation)
    return text, operations


def test_cuts_undone_give_the_source_and_the_capital_goes_back():
    text, operations = made(
        SOURCE,
        ("However, ", "leading_connective"),
        (" (a lawyer)", "parenthetical"),
        (", who was born here,", "non_restrictive"),
        (" on Tuesday", "attribution_date"),
    )
    assert text == "The mayor said that Kim resigned."
    assert undo(text, operations) == (SOURCE, [])
    assert whitelist(text, operations) == []


def test_brackets_and_cuts_in_one_sentence_are_undone_together():
    text = "The mayor said on Tuesday [Feb 17] that Kim [Kim Jung-kwan] resigned."
    operations = [
        {"op": "cut", "at": 0, "removed": "But ", "kind": "leading_connective", "raised": True},
        {"op": "resolve_date", "at": text.index("[Feb"), "inserted": "[Feb 17]"},
        {"op": "resolve_name", "at": text.index("[Kim"), "inserted": "[Kim Jung-kwan]"},
    ]
    assert undo(text, operations) == ("But the mayor said on Tuesday that Kim resigned.", [])


@pytest.mark.parametrize(
    "operation",
    [
        {},
        {"op": "cut"},
        {"op": "cut", "at": "0", "removed": "x"},
        {"op": "cut", "at": 99, "removed": "x", "kind": "dateline"},
        {"op": "rewrite", "at": 0, "inserted": "[x]"},
        {"op": "resolve_date", "at": 0, "inserted": "[x]"},
        {"op": "resolve_date", "at": 4, "inserted": "mayor"},
        {"op": "resolve_date", "at": 4, "inserted": None},
    ],
)
def test_an_operation_that_does_not_fit_is_named_and_changes_nothing(operation):
    bare, problems = undo("The mayor resigned.", [operation])
    assert bare == "The mayor resigned."
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("removed", "kind", "before", "after"),
    [
        (", police said,", "non_restrictive", "The gate fell", " at noon."),
        (", who denied it,", "non_restrictive", "The mayor", " left."),
        (", which may fall,", "non_restrictive", "The gate", " stands."),
        (", the third of 12,", "non_restrictive", "The gate", " stands."),
        (" (allegedly)", "parenthetical", "He stole", " a car."),
        (" (40 people)", "parenthetical", "The crew", " left."),
        (" not", "parenthetical", "He did", " go."),
        ("Police say ", "leading_connective", "", "he left."),
        (", the governor", "non_restrictive", "The mayor", ", and the judge left."),
        (" on Tuesday", "attribution_date", "The mayor resigned", " in Ghent."),
        ("However, ", "leading_connective", "The mayor left. ", "the judge stayed."),
        ("x", "unheard of", "", ""),
    ],
)
def test_a_cut_that_changes_what_is_said_is_refused_with_its_words(removed, kind, before, after):
    assert removed.strip(" ,") in cut_problem(kind, removed, before=before, after=after)


@pytest.mark.parametrize(
    ("removed", "kind", "before", "after"),
    [
        ("SEOUL, Feb. 19 (Yonhap) -- ", "dateline", "", "The gate fell."),
        ("LONDON — ", "dateline", "", "The gate fell."),
        (", a lawyer from Ghent", "non_restrictive", "She met Mira Dunne", "."),
        ("In addition, ", "leading_connective", "", "the gate fell."),
        (" on\u00a0Tuesday", "attribution_date", "The mayor said", " that Kim left."),
    ],
)
def test_the_cuts_of_the_trade_are_allowed(removed, kind, before, after):
    assert cut_problem(kind, removed, before=before, after=after) == ""


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_cut_of_any_text_can_be_undone(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown, operation = cut(text, start, end, data.draw(st.sampled_from(sorted(KINDS))))
    assert undo(shown, [operation]) == (text, [])


@pytest.mark.parametrize(
    ("removed", "kind"),
    [
        (" (at most)", "parenthetical"),
        (" (acting)", "parenthetical"),
        (" (or her deputy)", "parenthetical"),
        (", up to a point,", "non_restrictive"),
        ("SATIRE - ", "dateline"),
        ("UNCONFIRMED (Coastal Wire) - ", "dateline"),
    ],
)
def test_what_takes_a_statement_back_is_no_part_that_may_be_cut(removed, kind):
    before = "" if kind == "dateline" else "Mira Dunne"
    assert cut_problem(kind, removed, before=before, after="The gate fell.")
