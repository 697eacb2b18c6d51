"""Merging, splitting and deleting while others act, with real threads on PostgreSQL: nothing is doubled or lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F

from editions.models import Edition, PublishedStory
from stories import curating, publishing
from stories.deleting import delete
from stories.joining_stories import merge, undo_merge
from stories.models import Lineage, Sentence, Story, StoryArticle
from stories.splitting_stories import Parts, split
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story
from tests.stories.test_at_once import at_once
from tests.stories.test_joining_stories import fresh, published, words, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
REFUSED = {"NotNow", "StaleSave", "NothingNew", "NotReady", "MergedStory", "DeletedStory", "NotPublished", "TryLater"}


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


@pytest.fixture
def chief():
    return make_chief("mina")


@pytest.fixture
def pair(chief) -> tuple[Story, Story]:
    gone = published(*HARBOUR[2:], by=chief, headline="Vell Counts the Cost")
    survivor = published(*HARBOUR[:2], by=chief, headline="Vell Dockworkers End Strike")
    write(gone, "The desk watched the harbour all night.", by=chief)
    return fresh(gone), fresh(survivor)


def is_whole() -> bool:
    """Whether every standing sentence stands in a section of its own story."""
    standing = Sentence.objects.filter(removed_at=None)
    return not standing.exclude(section__story=F("story")).exists()


def test_a_story_goes_into_one_of_two_that_want_it_at_once(pair, chief):
    gone, first = pair
    second = published(HARBOUR[0], by=chief, headline="Another")
    outcomes = at_once(lambda n: merge(gone, into=(first, second)[n % 2], by=chief), times=6)
    assert outcomes == {"done": 1, "NotNow": 5}
    assert Lineage.objects.standing().count() == 1
    assert is_whole()


def test_two_that_are_merged_into_each_other_at_once_never_make_a_ring(pair, chief):
    outcomes = at_once(lambda n: merge(pair[n % 2], into=pair[1 - n % 2], by=chief), times=6)
    assert outcomes == {"done": 1, "NotNow": 5}
    assert PublishedStory.objects.public().count() == 1
    assert is_whole()


def test_undoing_at_once_undoes_once(pair, chief):
    row = merge(pair[0], into=pair[1], by=chief)
    outcomes = at_once(lambda n: undo_merge(row, by=chief), times=4)
    assert outcomes == {"done": 1, "AlreadyUndone": 3}
    assert is_whole()


def test_runs_and_publications_in_flight_write_nothing_over_a_merge(pair, chief):
    gone, survivor = pair
    for n, story in enumerate(pair):
        curating.attach(story, make_article(f"The harbour office of Vell {n} opens on Feb. 2{n}.", hours=n), by=chief)
    revision = fresh(survivor).desk_revision
    acts = (
        lambda: update(fresh(gone)),
        lambda: update(fresh(survivor)),
        lambda: merge(gone, into=survivor, by=chief),
        lambda: publishing.publish(fresh(survivor), seen=revision, by=chief),
        lambda: publishing.publish(fresh(gone), seen=fresh(gone).desk_revision, by=chief),
        lambda: publishing.publish_automatically(survivor.pk),
    )
    outcomes = at_once(lambda n: acts[n](), times=len(acts))
    assert set(outcomes) <= {"done", *REFUSED}
    assert fresh(gone).merged_into == survivor
    assert "The desk watched the harbour all night." in words(survivor)
    assert not gone.sentences.filter(removed_at=None).exists()
    update(fresh(survivor))
    edition = publishing.publish(fresh(survivor), seen=fresh(survivor).desk_revision, by=chief)
    numbers = [article["number"] for article in edition.content["machine"]["articles"]]
    assert len(numbers) == len(set(numbers)) == 6
    assert is_whole()


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
def test_everything_at_once_loses_no_word_and_no_article(pair, chief, seed):
    gone, survivor = pair
    said = words(gone) | words(survivor)
    extra = make_story(HARBOUR[1], by=chief, headline="A draft")
    row = merge(extra, into=survivor, by=chief)
    entry = gone.sentences.filter(removed_at=None).first()
    attached = set(StoryArticle.objects.attached().values_list("article", flat=True))
    acts = [
        lambda: merge(gone, into=survivor, by=chief),
        lambda: undo_merge(row, by=chief),
        lambda: split(fresh(survivor), Parts(sentences=[survivor.sentences.first().uid]), headline="Part", by=chief),
        lambda: update(fresh(survivor)),
        lambda: delete(fresh(gone), by=chief),
        lambda: publishing.publish_automatically(survivor.pk),
        lambda: split(fresh(gone), Parts(sentences=[entry.uid]), headline="Part of the other", by=chief),
    ]
    acts = acts[seed % len(acts) :] + acts[: seed % len(acts)]
    outcomes = at_once(lambda n: acts[n](), times=len(acts))
    assert set(outcomes) <= {"done", *REFUSED, "BadText"}
    assert is_whole()
    kept = set(Sentence.objects.filter(written_by="person", removed_at=None).values_list("text", flat=True))
    assert {text for text in said if text.startswith("The desk watched")} <= kept
    assert set(StoryArticle.objects.attached().values_list("article", flat=True)) == attached
    assert Edition.objects.values("story", "number").distinct().count() == Edition.objects.count()
