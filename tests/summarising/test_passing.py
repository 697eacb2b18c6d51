"""What newer days make old does not stand; two sentences together may be the second source of one."""

from __future__ import annotations

from datetime import UTC, datetime

from stories.summarising.engines.extract import draft
from stories.summarising.joining import widened
from stories.summarising.matter import gather
from stories.summarising.passing import left_out, passing
from stories.summarising.request import Request
from stories.summarising.stamping import without_stamp
from tests.summarising.story import article

OLD, NEW = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 8, 9, tzinfo=UTC)


def gone(*lines: str) -> set[str]:
    """Which of these lines of an article of six days ago have gone by."""
    matter = gather(
        [
            article("old", " ".join(lines), published_at=OLD),
            article("new", "The Harbour Authority opened the Velmora barrier on Sunday.", published_at=NEW),
        ]
    )
    return {without_stamp(matter.candidates[row].text) for row in passing(matter).gone}


def test_a_state_without_a_date_goes_by_and_an_act_stays():
    state = "Osk Lines of Velmora remains without 26 of its ferries and all of its buses."
    act = "Osk Lines cancelled 26 crossings between Velmora and Brindle on March 2."
    assert gone(state, act) == {state}


def test_what_was_left_open_goes_by_even_with_a_date_and_what_is_to_come_stays():
    doubt = "The Harbour Authority may block the Velmora barrier, according to a letter dated March 1."
    ahead = "The Harbour Authority has until March 20 to answer the City Assembly of Velmora."
    assert gone(doubt, ahead) == {doubt}


def test_of_a_story_that_tells_little_else_a_state_is_better_than_nothing_but_no_doubt_is():
    state = "Osk Lines of Velmora remains without 26 of its ferries and all of its buses."
    doubt = "The Harbour Authority may block the Velmora barrier, according to a letter dated March 1."
    matter = gather(
        [
            article("old", f"{state} {doubt}", published_at=OLD),
            article("new", "The Harbour Authority opened the Velmora barrier on Sunday.", published_at=NEW),
        ]
    )
    out = left_out(matter, list(matter.candidates), passing(matter))
    assert {without_stamp(matter.candidates[row].text) for row in out} == {doubt}


def test_what_was_left_open_is_not_in_the_summary_once_news_came():
    old = "The Harbour Authority may block the Velmora barrier, according to a letter dated March 1. " + (
        "The Harbour Authority closed the Velmora barrier on March 2 because of three cracks."
    )
    new = "The Harbour Authority opened the Velmora barrier on Sunday after the repair. " + (
        "All ferries of Osk Lines between Velmora and Brindle sailed on Sunday."
    )
    made = draft(Request("en", (article("a", old, published_at=OLD), article("b", new, published_at=NEW))))
    told = " ".join(sentence.text for section in made.sections for sentence in section.sentences)
    assert "opened the Velmora barrier" in told
    assert "may block" not in told


def test_two_neighbouring_sentences_that_say_all_of_one_are_its_second_source():
    one = "Kesten Steel delivered the eastern gate to the Velmora barrier and repaired two cracks in Brindle."
    two = (
        "Kesten Steel delivered the eastern gate to the Velmora barrier. "
        "Kesten Steel also repaired two cracks in Brindle."
    )
    matter = gather([article("a", one), article("b", two)])
    (support,) = widened(matter, 0, [], frozenset())
    index, start, end = matter.passage(support[0])
    assert matter.articles[index].text[start:end] == two
    assert widened(matter, 0, [support], frozenset()) == [support]
    assert widened(matter, 0, [], frozenset({2})) == []


def test_a_neighbour_that_says_something_else_is_no_source():
    one = "Kesten Steel, the largest maker of gates, said it was considering an appeal."
    two = "Makers of gates oppose the order. The largest, Kesten Steel, wrote that the order ends on Monday."
    matter = gather([article("a", one), article("b", two)])
    assert widened(matter, 0, [], frozenset()) == []


def test_a_sentence_about_it_is_a_source_together_with_the_one_that_names_it():
    one = "The organisers of the Tour of Arvenza cut the queen stage from 162 to 94 kilometres because of snow."
    two = "Snow lay on the Tour of Arvenza. Its organisers cut the queen stage from 162 to 94 kilometres because of it."
    matter = gather([article("a", one), article("b", two)])
    (support,) = widened(matter, 0, [], frozenset())
    index, start, end = matter.passage(support[0])
    assert matter.articles[index].text[start:end] == two
