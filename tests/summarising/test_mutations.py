"""The support check against edits of true sentences that its authors have not seen (benchmarks/mutations)."""

from __future__ import annotations

import pytest

from benchmarks.mutations.corpus import cases, plain
from benchmarks.mutations.measuring import HARMLESS, TRIMS, WRONG, flagged_share, mean, measured, overall_share, sample

LIMIT = 100


@pytest.fixture(scope="module")
def sentences():
    return cases()


def _told(results):
    return {name: f"{flagged_share(judged):.1%} of {len(judged)}" for name, judged in results.items()}


@pytest.mark.deep
def test_at_least_97_per_cent_of_wrong_edits_are_not_published_by_themselves(sentences):
    results = measured(WRONG, sentences, LIMIT)
    assert mean(results) >= 0.97, _told(results)
    assert all(flagged_share(judged) >= 0.8 for judged in results.values()), _told(results)


@pytest.mark.deep
def test_at_most_3_per_cent_of_harmless_edits_are_flagged(sentences):
    results = measured(HARMLESS, sentences, LIMIT)
    assert mean(results) <= 0.03, _told(results)
    assert overall_share(results) <= 0.03, _told(results)


@pytest.mark.deep
def test_at_most_3_per_cent_of_the_allowed_deletions_are_flagged(sentences):
    results = measured({name: TRIMS[name] for name in TRIMS if "bracket" not in name}, sentences, LIMIT)
    assert mean(results) <= 0.03, _told(results)


def test_the_same_edits_are_made_every_time(sentences):
    some = sentences[:80]
    for name in ("figure not in the article", "quotation spliced", "two facts joined"):
        assert sample(name, WRONG[name], some, 20) == sample(name, WRONG[name], some, 20)


def test_every_kind_of_edit_finds_sentences_and_every_wrong_one_changes_them(sentences):
    some = sentences[::6]
    for name, kind in {**WRONG, **HARMLESS, **TRIMS}.items():
        found = sample(name, kind, some, 3)
        assert len(found) == 3, name
        if name in WRONG:
            assert all(plain(one.text) != plain(one.original) for one in found), name
