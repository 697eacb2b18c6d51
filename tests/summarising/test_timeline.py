"""Times that sentences name, and the entries that articles give for a timeline."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest

from benchmarks.timeline_dates import verdicts
from stories.summarising.request import Reuse, SourceArticle
from stories.summarising.timeline.facts import fact
from stories.summarising.timeline.proposing import propose
from stories.summarising.timeline.tagging import tag

THURSDAY = date(2026, 2, 19)
NOON = datetime(2026, 2, 19, 12, tzinfo=UTC)


def article(number: int, text: str, *, days: int = 0, reuse: Reuse = Reuse.LICENSED) -> SourceArticle:
    return SourceArticle(
        key=f"article-{number}",
        snapshot=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        headline=f"Report {number}",
        outlet=f"Paper {number}",
        publisher=f"paper-{number}",
        language="en",
        kind="news",
        published_at=NOON + timedelta(days=days),
        reuse=reuse,
    )


def test_a_second_hands_relative_dates_are_read_right():
    kinds = [verdict.kind for verdict in verdicts()]
    assert len(kinds) == 200
    assert kinds.count("right") >= 0.95 * len(kinds)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said that firms may march in the sun.",
        "Some 2011 people came, and every Tuesday more of them.",
        "He won 24/7 support on the second of three days at 7:30.",
        "The Sept. 11 attacks changed how people fly.",
    ],
)
def test_words_that_only_look_like_times_are_none(text):
    assert tag(text, THURSDAY, "en") == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("상인들은 2월 23일부터 위생과 화재 안전을 배운다.", "2026-02-23"),
        ("답은 3월 안에 나온다.", "2026-03-01"),
        ("강바람장터가 4월 11일 문을 연다.", "2026-04-11"),
        ("상인회는 2월 27일 설명회에서 주차 대책도 따지겠다고 했다.", "2026-02-27"),
        ("강바람장터는 12월 11일 문을 열었다.", "2025-12-11"),
        ("결과는 2월 28일에 나오고, 위원회는 그 뒤에 결론을 내기로 정했다.", "2026-02-28"),
        ("결과는 2월 18일에 나오고 상인회는 이를 받아들였다.", "2026-02-18"),
        ("장터는 12월 11일 문을 열고 손님을 맞았다.", "2025-12-11"),
        ("발표는 2월 27일에 있고 장소는 시청.", "2026-02-27"),
    ],
)
def test_a_korean_verb_in_the_present_tells_of_a_day_to_come(text, first):
    (found,) = tag(text, date(2026, 2, 20), "ko")
    assert found.span.first.isoformat() == first


def test_an_explicit_plan_wins_over_the_nearest_year():
    (found,) = tag("The plant is slated for January.", THURSDAY, "en")
    assert (found.edtf, found.is_planned) == ("2027-01", True)
    (found,) = tag("The plant opened in May.", THURSDAY, "en")
    assert (found.edtf, found.is_planned) == ("2025-05", False)


TOLD = (
    "The parliament of Vell passed the port bill on Tuesday by 61 votes to 38. "
    "Mayor Oskar Lind of Vell said the port of Vell will close on March 2."
)
AGAIN = "By 61 votes to 38 the parliament of Vell passed the port bill on Tuesday, the speaker of Vell said."


def test_a_weekday_becomes_its_day_with_the_passages_that_name_it():
    found = propose([article(1, TOLD), article(2, AGAIN)], "en")
    passed = next(one for one in found if one.edtf == "2026-02-17")
    assert "Tuesday [Feb 17]" in passed.text
    assert passed.operations[0]["op"] == "resolve_date"
    assert {cited.article for cited in passed.evidence} == {"article-1", "article-2"}
    (planned,) = (one for one in found if one.status == "planned")
    assert planned.edtf == "2026-03-02"


def test_the_order_of_articles_makes_no_difference_and_the_same_gives_the_same():
    articles = [article(1, TOLD), article(2, AGAIN), article(3, "The port of Vell was quiet.", days=1)]
    assert propose(articles, "en") == propose(articles[::-1], "en") == propose(articles, "en")


def test_what_is_known_is_not_proposed_in_other_words():
    known = fact("Lawmakers pass the bill on the port of Vell.", date(2026, 2, 17), date(2026, 2, 17), "en")
    found = propose([article(1, TOLD), article(2, AGAIN)], "en", known=[known])
    assert "2026-02-17" not in {one.edtf for one in found}


@pytest.mark.parametrize("reuse", [Reuse.FACTS_ONLY, Reuse.LINK_ONLY, Reuse.NONE])
def test_words_we_may_not_use_are_not_proposed(reuse):
    assert propose([article(1, TOLD, reuse=reuse)], "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vell has finished its inquiry into the fire at the port of Vell on February 3.",
        "The council of Vell met on the plan after the port of Vell had closed on February 3.",
        "The vote on the port of Vell on February 3 was called off by the council.",
        "Vell fined the operator for the outage that silenced the port of Vell on February 3.",
        "The port of Vell had been due to open again on March 3, the council of Vell said.",
        "Warm water feeds the port of Vell with plankton in August, and fish come for it.",
    ],
)
def test_a_date_that_is_a_nouns_or_was_a_plan_gives_no_entry(text):
    assert propose([article(1, text)], "en") == []
