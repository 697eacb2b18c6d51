"""The support check on any string: no exception, a verdict each time, and time in proportion to the article."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from stories.summarising.folding import squash
from stories.summarising.request import Evidence
from stories.summarising.sentences import split
from stories.summarising.support import check
from tests.summarising.random_text import strings
from tests.summarising.supporting import PUBLISHED

LANGUAGES = ("en", "de", "ar", "ko", "zh")
OPERATIONS = (
    {"op": "cut", "at": 0, "removed": "But ", "kind": "leading_connective", "raised": True},
    {"op": "resolve_date", "at": 9, "inserted": "[Feb 17]"},
    {"op": "resolve_name", "at": 4, "inserted": "[Kim]", "article": "a", "snapshot": "h", "start": 0, "end": 3},
)


def evidence_of(article: str) -> list[Evidence]:
    return [Evidence("a", "h", start, end, article[start:end]) for start, end in split(article)[:3]]


def assert_checked(text: str, article: str, number: int) -> None:
    evidence, language = evidence_of(article), LANGUAGES[number % len(LANGUAGES)]
    operations = OPERATIONS[: number % 4]
    found = check(text, evidence, {"h": article}, {"a": PUBLISHED}, operations, language)
    assert found.tier in "ABDF"
    assert found.tier in "FD" or found.evidence
    for cited in (cited for cited in evidence[:1] if squash(cited.quote)):
        own = check(cited.quote, [cited], {"h": article}, {"a": PUBLISHED}, language=language)
        assert own.tier == "A", cited.quote


def test_any_text_against_any_article_gets_a_verdict_and_own_words_pass():
    texts = list(strings(300, seed=11))
    for number, (text, article) in enumerate(pairwise(texts)):
        assert_checked(text, article, number)


@pytest.mark.deep
def test_fifty_thousand_texts_get_a_verdict_and_own_words_pass():
    before = ""
    for number, text in enumerate(strings(50_000, seed=12, most=40)):
        assert_checked(text, before, number)
        before = text


HOSTILE = (
    "a ",
    "(",
    " - ",
    ", who ",
    '"',
    "12 ",
    "Kim said ",
    "U.S. ",
    "[",
    "Feb 17 ",
    "not ",
    "١٢ ",
    "．",
    "첫 ",
    "'",
)


@pytest.mark.deep
@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_article_takes_about_four_times_the_time(piece):
    text = piece * (1900 // len(piece)) + "b."

    def seconds(times: int) -> float:
        article = piece * times + "."
        started = time.process_time()
        check(text, [Evidence("a", "h", 0, len(article), article)], {"h": article}, {"a": PUBLISHED})
        return time.process_time() - started

    # The best of three: a busy machine makes one of them slow, and squared time all.
    short, long = (min(seconds(times) for _ in range(3)) for times in (2000, 8000))
    assert long < max(short, 0.02) * 9, (short, long)
