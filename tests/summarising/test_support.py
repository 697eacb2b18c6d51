"""The support check: what evidence carries a sentence, and what it says when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stories.summarising.request import Evidence
from stories.summarising.support import check

TEXT = (
    "The Harbour Authority counted 141 cracks on Tuesday. Director Mira Dunne said “the gate will hold” for "
    "US$1.5 billion.\n\nDunne left later."
)
OTHER = "Mira Dunne’s Harbour Authority found 141 cracks. Nobody was hurt."
TEXTS = {"h1": TEXT, "h2": OTHER}
WHEN = {"a": datetime(2026, 2, 19, tzinfo=UTC)}


def cite(quote: str, *, text: str = TEXT, snapshot: str = "h1", article: str = "a") -> Evidence:
    start = text.index(quote)
    return Evidence(article, snapshot, start, start + len(quote), quote)


FIRST = cite("The Harbour Authority counted 141 cracks on Tuesday.")
SECOND = cite("Director Mira Dunne said “the gate will hold” for US$1.5 billion.")


def reasons(verdict, rule):
    return [found.reason for found in verdict.findings if found.rule == rule and not found.passed]


def test_a_verbatim_sentence_passes_whatever_its_typography():
    verdict = check('Director Mira Dunne said "the gate will hold" for US$1.5\u00a0billion.', [SECOND], TEXTS)
    assert verdict.tier == "A"
    assert verdict.evidence == (SECOND,)


def test_a_wrong_number_fails_and_the_reason_names_both():
    verdict = check("The Harbour Authority counted 114 cracks on Tuesday.", [FIRST], TEXTS)
    assert verdict.tier == "F"
    assert reasons(verdict, "V1") == ["the article says 141, the sentence says 114"]


@pytest.mark.parametrize("amount", ["US$1.5 million", "1.5 billion won", "15 billion dollars"])
def test_another_scale_or_unit_is_a_wrong_number(amount):
    assert check(f"Director Mira Dunne spoke of {amount}.", [SECOND], TEXTS).tier == "F"


def test_the_same_amount_in_other_notation_passes_but_needs_review():
    assert check("Mira Dunne spoke of $1.5bn.", [SECOND], TEXTS).tier == "D"


def test_rounding_passes_only_behind_a_hedge():
    passage = cite("counted 141 cracks", text=TEXT)
    wide = {"h1": TEXT.replace("141", "1,405")}
    passage = cite("counted 1,405 cracks", text=wide["h1"])
    assert check("It counted about 1,400 cracks.", [passage], wide).tier == "D"
    assert check("It counted 1,400 cracks.", [passage], wide).tier == "F"


def test_altered_quoted_words_fail():
    verdict = check("Director Mira Dunne said “the gate may hold” for US$1.5 billion.", [SECOND], TEXTS)
    assert verdict.tier == "F"
    assert reasons(verdict, "V4") == ["the quoted words “the gate may hold” do not stand in the cited passage"]


def test_a_name_no_passage_has_fails():
    verdict = check("Director Lena Groot spoke.", [SECOND], TEXTS)
    assert verdict.tier == "F"
    assert "Lena Groot" in reasons(verdict, "V3")[0]


def test_a_moved_span_is_no_citation():
    moved = replace(FIRST, start=FIRST.start + 1, end=FIRST.end + 1)
    verdict = check(FIRST.quote, [moved], TEXTS)
    assert (verdict.tier, verdict.evidence) == ("F", ())
    assert reasons(verdict, "V0")[0] == "the cited passage no longer stands at this place of the article"


def test_a_citation_of_a_detached_article_is_dropped_and_the_rest_stands():
    gone = replace(FIRST, snapshot="h9")
    verdict = check(FIRST.quote, [gone, FIRST], TEXTS)
    assert (verdict.tier, verdict.evidence) == ("A", (FIRST,))
    assert reasons(verdict, "V0") == ["the cited article is not attached any more"]


def test_offsets_outside_the_text_and_no_citation_at_all_fail():
    assert check(FIRST.quote, [replace(FIRST, end=9999)], TEXTS).tier == "F"
    assert check(FIRST.quote, [], TEXTS).tier == "F"


def test_a_citation_that_does_not_carry_the_sentence_by_itself_is_dropped():
    beside = cite("Nobody was hurt.", text=OTHER, snapshot="h2", article="b")
    verdict = check(FIRST.quote, [FIRST, beside], TEXTS)
    assert (verdict.tier, verdict.evidence) == ("A", (FIRST,))
    assert reasons(verdict, "V7")


def test_a_shorter_form_of_a_name_counts_where_the_article_has_the_full_one():
    short = cite("Dunne left later.")
    assert check("Mira Dunne left.", [short], TEXTS).tier == "D"
    assert check("Lena Dunne left.", [short], TEXTS).tier == "F"


BRACKETED = "The Harbour Authority counted 141 cracks on Tuesday [Feb 17]."
OPERATION = {"op": "resolve_date", "at": BRACKETED.index("["), "inserted": "[Feb 17]"}


def test_a_date_bracket_that_follows_from_the_articles_date_passes_as_edited():
    assert check(BRACKETED, [FIRST], TEXTS, WHEN, [OPERATION]).tier == "B"


def test_a_wrong_date_bracket_fails_with_the_right_one_in_the_reason():
    wrong = BRACKETED.replace("17]", "18]")
    verdict = check(wrong, [FIRST], TEXTS, WHEN, [OPERATION | {"inserted": "[Feb 18]"}])
    assert verdict.tier == "F"
    assert "[Feb 17]" in reasons(verdict, "V2")[0]


def test_a_bracket_without_the_articles_date_fails_and_one_without_a_record_is_computed_again():
    assert check(BRACKETED, [FIRST], TEXTS, {}, [OPERATION]).tier == "F"
    assert check(BRACKETED, [FIRST], TEXTS, WHEN).tier == "B"
    assert check(BRACKETED.replace("17]", "18]"), [FIRST], TEXTS, WHEN).tier == "F"


def test_part_of_a_sentence_is_not_verbatim():
    assert check("The Harbour Authority counted 141 cracks.", [FIRST], TEXTS).tier == "D"
