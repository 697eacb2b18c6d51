"""Any string goes through folder, splitter, figures, tagger and candidates: no exception, offsets exact."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from stories.summarising.candidates import candidates, refusal
from stories.summarising.figures import figures
from stories.summarising.folding import fold_map
from stories.summarising.operations import undo
from stories.summarising.preparing import prepare
from stories.summarising.reldates import days_named, resolve, with_brackets
from stories.summarising.sentences import split
from tests.summarising.random_text import strings
from tests.summarising.story import article

LANGUAGES = ("en", "de", "fr", "es", "ar", "ko", "ja", "zh")
DAY = date(2026, 3, 1)


def assert_read_exactly(text: str) -> None:
    folded = fold_map(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert all(before <= after for before, after in pairwise(folded.starts))
    spans = split(text)
    assert all(0 <= start < end <= len(text) and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    found = figures(text)
    assert all(0 <= figure.start < figure.end <= len(text) and figure.value.is_finite() for figure in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for language in LANGUAGES:
        resolutions = resolve(folded.text, DAY, language)
        days_named(folded.text, DAY, resolutions or (), language)
        if resolutions:
            assert undo(*with_brackets(text, resolutions)) == (text, [])


def assert_candidates_are_the_sources_words(text: str, language: str) -> None:
    source = article("a", text, language=language)
    prepared = prepare(source)
    for sentence in prepared.sentences:
        refusal(sentence, language)
    for found in candidates(0, source, prepared, {s.start for s in prepared.sentences}, DAY):
        assert undo(found.text, found.operations) == (found.sentence.text, [])


def test_any_string_is_read_without_an_error_and_with_exact_offsets():
    for number, text in enumerate(strings(400)):
        assert_read_exactly(text)
        assert_candidates_are_the_sources_words(text, LANGUAGES[number % len(LANGUAGES)])


@pytest.mark.deep
def test_fifty_thousand_strings_are_read_without_an_error_and_with_exact_offsets():
    for number, text in enumerate(strings(50_000, seed=50_000, most=40)):
        assert_read_exactly(text)
        if number % 5 == 0:
            assert_candidates_are_the_sources_words(text, LANGUAGES[number // 5 % len(LANGUAGES)])
