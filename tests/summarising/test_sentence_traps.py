"""How well texts are cut into sentences: F1 over the borders inside each trap."""

from __future__ import annotations

import pytest

from stories.summarising.sentences import split
from tests.summarising.traps import TRAPS, UNSEEN


def has_no_spaces(sentence: str) -> bool:
    return any("\u3040" <= character <= "\u9fff" for character in sentence)


def f1(rows: tuple[tuple[str, ...], ...]) -> float:
    """100 x the harmonic mean of precision and recall over the borders between a row's sentences."""
    right = wrong = missed = 0
    for row in rows:
        text = ("" if has_no_spaces(row[0]) else " ").join(row)
        wanted, at = set(), 0
        for sentence in row[:-1]:
            at = text.index(sentence, at) + len(sentence)
            wanted.add(at)
        found = {end for _, end in split(text)[:-1]}
        right, wrong, missed = (
            right + len(wanted & found),
            wrong + len(found - wanted),
            missed + len(wanted - found),
        )
    return 200 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize("rows", [TRAPS, UNSEEN], ids=["traps", "unseen"])
def test_at_least_92_of_100_borders_are_right_on_traps_of_news(rows):
    assert len(TRAPS) >= 60
    assert f1(rows) >= 92


def test_entities_around_a_border_belong_to_no_sentence():
    text = "He said &#8220;no.&#8221;&nbsp; &nbsp;She left. &nbsp;"
    assert [text[start:end] for start, end in split(text)] == ["He said &#8220;no.&#8221;", "She left."]


def test_an_unclosed_quotation_swallows_no_more_than_itself():
    text = 'He said "stop and left. The rest is long. ' + "More words came. " * 40
    assert len(split(text)) == 42
