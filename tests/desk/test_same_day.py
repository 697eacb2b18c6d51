"""Entries of the same days stand by when what they cite appeared, until a person places them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stories import chronology
from stories.models import Article
from tests.desk.making import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief):
    story = make_story(chief)
    story.timeline_entries.all().delete()
    for hour, article in enumerate(Article.objects.order_by("pk"), 8):
        Article.objects.filter(pk=article.pk).update(published_at=datetime(2026, 2, 18, hour, tzinfo=UTC))
    return story


@pytest.fixture
def add(story, chief):
    """Add an entry dated as typed that cites the article of this place, which appeared an hour after the one before."""

    def added(date: str, place: int | None, words: str = ""):
        story.refresh_from_db()
        articles = list(Article.objects.order_by("pk"))[place : place + 1] if place is not None else []
        text = articles[0].current_snapshot.text.split(".")[0] + "." if articles else words
        return chronology.add_entry(story, date=date, text=text, articles=articles, seen=story.desk_revision, by=chief)

    return added


def order(story) -> list:
    return list(chronology.standing_entries(story).values_list("uid", flat=True))


def test_the_same_day_is_read_by_when_its_sources_appeared_then_as_placed(story, add):
    none, late, early = (
        add("Feb 18, 2026", None, "No source says this."),
        add("Feb 18, 2026", 2),
        add("Feb 18, 2026", 0),
    )
    middle, last = add("2026-02-18", 1), add("Feb 18, 2026", None, "Nor this.")
    assert all(entry.citations.exists() for entry in (late, early, middle))
    assert order(story) == [entry.uid for entry in (early, middle, late, none, last)]


def test_what_a_person_placed_stays_where_it_was_put(story, add, chief):
    early, late = add("Feb 18, 2026", 0), add("Feb 18, 2026", 1)
    story.refresh_from_db()
    chronology.move_entry(late, step=-1, seen=story.desk_revision, by=chief)
    assert order(story) == [late.uid, early.uid]
    story.refresh_from_db()
    chronology.change_entry(early, date="Feb 18, 2026", text=early.text, seen=story.desk_revision, by=chief)
    assert order(story) == [late.uid, early.uid]


def test_planned_entries_stand_after_all_others_whatever_their_date(story, add):
    planned, later = add("Jan 2020 (planned)", None, "It was to open."), add("Feb 18, 2026", None, "It opened.")
    assert order(story) == [later.uid, planned.uid]
