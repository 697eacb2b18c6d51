"""Persons: who is meant by a surname, when a bracket completes it, and when nothing may."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stories.summarising.candidates import candidates
from stories.summarising.no_persons import persons_of
from stories.summarising.operations import undo
from stories.summarising.persons import full_name, person
from stories.summarising.preparing import prepare
from tests.summarising.story import article


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("U.S. Commerce Secretary Howard Lutnick", "Howard Lutnick"),
        ("Vermont Bernie Sanders", "Bernie Sanders"),
        ("Senator Elizabeth Warren of Massachusetts", "Elizabeth Warren"),
        ("President of the United States Joe Biden", "Joe Biden"),
        ("Park Geun-hye", "Park Geun-hye"),
        ("Kestering Reservoir", "Kestering_Reservoir"),
        ("Bank of Korea", "Bank_of_Korea"),
    ],
)
def test_a_persons_name_loses_title_and_origin(name, core):
    assert person(name) == core


@pytest.mark.parametrize("core", ["Kestering_Reservoir", "Trump", "New York", "Elizabeth II"])
def test_what_is_no_full_name_of_a_person_is_none(core):
    assert full_name(core) == ""


def read(*texts: str):
    """Candidates of the last text, in a story of all of them."""
    articles = [article(f"a{number}", text) for number, text in enumerate(texts)]
    prepared = [prepare(entry) for entry in articles]
    everyone = persons_of(
        [(entry.sentences, entry.bearers) for entry in prepared], [entry.outlet for entry in articles], "en"
    )
    last = prepared[-1]
    starts = {sentence.start for sentence in last.sentences}
    return candidates(len(texts) - 1, articles[-1], last, starts, date(2026, 3, 5), everyone)


INTRODUCED = "Harbour director Mira Dunne said the gate in Velmora was shut. "
ALONE = "Dunne asked the Velmora assembly for money to mend a gate."


def test_a_surname_alone_waits_for_the_full_name_or_gets_it_in_brackets():
    first, second = read(INTRODUCED + ALONE)
    assert second.needs == {"Mira Dunne"}
    assert second.after([first]) is second
    completed = second.after([])
    assert completed is not None
    assert completed.text == "Dunne [Mira Dunne] asked the Velmora assembly for money to mend a gate."
    assert undo(completed.text, completed.operations) == (ALONE, [])


def test_a_bracket_cites_the_passage_that_gives_the_full_name():
    completed = read(INTRODUCED + ALONE)[1].completed
    assert completed is not None
    (operation,) = completed.operations
    assert operation["op"] == "resolve_name"
    assert (INTRODUCED + ALONE)[operation["start"] : operation["end"]] == INTRODUCED.strip()
    assert completed.text[operation["at"] :].startswith("[Mira Dunne]")


@pytest.mark.parametrize(
    "other",
    [
        "Singer Paul Dunne said the show in Velmora was over for good.",
        "Dunne Castell said the show in Velmora was over.",
    ],
)
def test_two_bearers_in_one_story_are_never_told_apart_by_a_bracket(other):
    second = read(other, INTRODUCED + ALONE)[1]
    assert second.completed is None
    assert second.after([]) is None


def test_another_bearer_in_the_same_section_keeps_a_surname_out():
    other = "Singer Paul Dunne said the show in Velmora was over for good."
    (rival,) = read(other)
    first, second = read(other, INTRODUCED + ALONE)
    assert second.after([first]) is second
    assert second.after([first, rival]) is None


def test_two_bearers_in_one_article_make_a_surname_alone_no_candidate():
    text = INTRODUCED + "His cousin Paul Dunne said nothing in Velmora about the money. " + ALONE
    assert ALONE not in [found.sentence.text for found in read(text)]


def test_a_name_that_may_be_a_firm_is_not_completed():
    text = (
        "Harrow Kesten closed two of the depots near Velmora in the spring. "
        "Harrow lost a third of the workers in the town."
    )
    second = read(text)[1]
    assert second.completed is None


def test_the_minister_is_named_when_the_article_names_one_minister():
    text = (
        "Water Minister Ada Brandt opened the gate of the Velmora barrier. "
        "Engineers in Velmora heard the minister promise another 40 million crowns."
    )
    second = read(text)[1]
    completed = second.after([])
    assert completed is not None
    assert "the minister [Ada Brandt] promise" in completed.text


def test_the_minister_stays_unnamed_where_two_are_ministers():
    text = (
        "Water Minister Ada Brandt met Trade Minister Ivo Castell in Velmora for talks. "
        "Engineers in Velmora heard the minister promise another 40 million crowns."
    )
    second = read(text)[1]
    assert second.after([]) is None


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The forecaster said that the worst hours for Velmora would fall on March 2.", False),
        ("On March 2 the assembly of Velmora will vote on the barrier.", False),
        ("The assembly of Velmora voted on March 2 to build a gate that will cost 60 million crowns.", True),
        ("The Harbour Authority of Velmora is to open the barrier on March 4.", False),
        ("The Harbour Authority of Velmora is to open the barrier on March 9.", True),
        ("The Harbour Authority of Velmora will open the barrier tomorrow.", False),
        ("The Harbour Authority of Velmora opened the barrier yesterday.", True),
    ],
)
def test_a_plan_leaves_when_its_day_has_passed(text, stands):
    source = article("a", text, published_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    read_text = prepare(source)
    found = candidates(0, source, read_text, {0}, date(2026, 3, 5))
    assert bool(found) is stands
