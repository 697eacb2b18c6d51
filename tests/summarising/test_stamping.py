"""A sentence that names no day gets the day of its report once the story has moved on; the check computes it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stories.summarising.engines.extract import draft
from stories.summarising.merging import Standing, StandingSection, StandingSentence, merge
from stories.summarising.operations import undo
from stories.summarising.request import DraftSentence, Evidence, Incumbent, Request, SourceArticle, Span
from stories.summarising.stamping import stamp, stamped, without_stamp
from stories.summarising.support import check
from stories.weighing import weight_of_rewording
from tests.summarising.story import article, texts_of

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
LINE = "Ferries of Osk Lines had carried 9,000 passengers of Velmora to Brindle without any accident."
OLD = (
    f"The Harbour Authority shut the Velmora sea barrier on March 1 because of three cracks in its eastern gate. {LINE}"
)
NEW = "The Harbour Authority opened the Velmora sea barrier again on March {day} after a repair of its eastern gate."


def articles(day: int) -> tuple[SourceArticle, ...]:
    """Two reports of March 2, and one of a later day in March."""
    return (
        article("old", OLD, published_at=FIRST),
        article("second", LINE, published_at=FIRST),
        article("new", NEW.format(day=day), published_at=datetime(2026, 3, day, 9, tzinfo=UTC)),
    )


def told(day: int) -> tuple[list[DraftSentence], dict[str, str]]:
    """The sentences of the story as it stands on this day in March, and the texts."""
    made = draft(Request("en", articles(day)))
    return [one for section in made.sections for one in section.sentences], texts_of(articles(day))


def passengers(sentences: list[DraftSentence]) -> DraftSentence:
    return next(one for one in sentences if "9,000" in one.text)


def test_days_later_a_sentence_without_a_day_says_when_it_was_reported():
    sentences, _ = told(8)
    found = passengers(sentences)
    assert found.text.endswith("without any accident [reported March 2].")
    assert undo(found.text, found.operations) == (LINE, [])
    assert all("reported" not in one.text for one in sentences if one is not found), "what names its day needs none"


def test_while_the_story_is_young_it_says_nothing_of_the_kind():
    assert "[" not in passengers(told(4)[0]).text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "[reported March 2]"),
        ("de-AT", "[berichtet am 2. März]"),
        ("fr", "[rapporté le 2 mars]"),
        ("es", "[informado el 2 de marzo]"),
        ("ar", "[نُشر في 2 مارس]"),
        ("ko", "[3월 2일 보도]"),
        ("ja", "[3月2日報道]"),
        ("zh-Hans", "[3月2日报道]"),
        ("sw", "[2026-03-02]"),
    ],
)
def test_it_is_said_in_the_language_of_the_article(language, shown):
    assert stamp(date(2026, 3, 2), date(2026, 3, 9), language) == shown
    assert without_stamp(f"One two {shown}.") == "One two."


def test_the_year_is_said_when_the_story_went_on_into_another_one():
    assert stamp(date(2025, 12, 30), date(2026, 1, 9), "en") == "[reported Dec 30, 2025]"
    assert stamp(date(2025, 12, 30), date(2026, 1, 9), "ko") == "[2025년 12월 30일 보도]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bridge is shut.", "The bridge is shut [x]."),
        ("She said: “We wait.”", "She said: “We wait.” [x]"),
        ("다리는 닫혔다", "다리는 닫혔다 [x]"),
        ("桥关闭了。", "桥关闭了 [x]。"),
        ("أغلق الجسر.", "أغلق الجسر [x]."),
    ],
)
def test_it_stands_before_the_full_stop_or_behind_the_quotation(text, shown):
    made, operations = stamped(text, (), "[x]")
    assert made == shown
    assert undo(made, operations) == (text, [])


def test_a_cut_at_the_end_of_the_sentence_can_still_be_undone():
    made, operations = stamped("Roads are shut.", ({"op": "cut", "at": 14, "removed": " (again)", "kind": "x"},), "[x]")
    assert undo(made, operations)[0] == "Roads are shut (again)."


def test_the_check_refuses_another_day_than_the_articles():
    sentences, texts = told(8)
    found, published = passengers(sentences), {"old": FIRST, "second": FIRST}
    assert check(found.text, found.evidence, texts, published, found.operations).tier == "B"
    forged = [{**one, "inserted": "[reported March 5]"} for one in found.operations]
    wrong = check(found.text.replace("March 2]", "March 5]"), found.evidence, texts, published, forged)
    assert wrong.tier == "F"
    assert [one.reason for one in wrong.findings if not one.passed] == [
        "the article is of 2026-03-02, so it should read [reported March 2]"
    ]


def test_a_person_may_type_it_and_a_wrong_one_is_seen():
    sentences, texts = told(8)
    found, published = passengers(sentences), {"old": FIRST, "second": FIRST}
    assert check(found.text, found.evidence, texts, published).tier == "B"
    assert check(found.text.replace("March 2]", "March 5]"), found.evidence, texts, published).tier == "F"


def test_the_standing_sentence_takes_it_and_stays_the_same_sentence():
    young, _ = told(4)
    before = passengers(young)
    span = Span(
        before.evidence[0].article, before.evidence[0].snapshot, before.evidence[0].start, before.evidence[0].end
    )
    drafted = draft(Request("en", articles(9), (Incumbent("s1", before.text, (span,)),)))
    after = _merged(before, drafted)
    assert [one.uid for one in after if "9,000" in one.text] == ["s1"]
    assert passengers_of(after).text.endswith("[reported March 2].")


def test_a_persons_wording_does_not_take_it():
    young, _ = told(4)
    before = passengers(young)
    kept = replace(before, text="Osk Lines used to carry 9,000 people a day.")
    drafted = draft(Request("en", articles(9)))
    after = _merged(kept, drafted, is_persons=True)
    assert passengers_of(after).text == "Osk Lines used to carry 9,000 people a day."


def test_for_readers_history_it_is_typography():
    assert weight_of_rewording("The bridge is shut.", "The bridge is shut [reported March 2].") == "cosmetic"
    assert weight_of_rewording("12 are hurt.", "14 are hurt [reported March 2].") == "major"


def _merged(one: DraftSentence, drafted, *, is_persons: bool = False) -> list[StandingSentence]:
    standing = StandingSentence(
        uid="s1",
        section="a",
        position=0,
        text=one.text,
        form=one.form,
        outlet=one.outlet,
        tier=one.tier,
        evidence=one.evidence,
        operations=() if is_persons else one.operations,
        origins=1,
        is_persons=is_persons,
        machine_text=one.text,
    )
    mine = Standing((StandingSection("a", "", True, "", False, 0),), (standing,))
    numbers = iter(range(100))
    merged = merge(mine, drafted, valid=lambda cited: isinstance(cited, Evidence), new_uid=lambda: f"n{next(numbers)}")
    return [found for section in merged.sections for found in section.sentences]


def passengers_of(sentences: list[StandingSentence]) -> StandingSentence:
    return next(one for one in sentences if "9,000" in one.text)
