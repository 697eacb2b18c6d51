"""The same act by several at once, with real threads on PostgreSQL: one wins, nobody's work is lost or doubled."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection, connections

from editions.models import Change, Edition, PublishedStory
from editions.nameless import carries
from editions.relaying import relay
from foundation.errors import StaleSave
from foundation.name_forms import Names
from stories import curating, dispatching, flashing, publishing, receiving, restricting
from stories.models import Article, Sentence, Snapshot, Story, StoryArticle
from stories.restricting import Terms
from stories.summarising.updating import update
from stories.tasks import update_summary
from tests.making import HARBOUR, NOON, make_article, make_chief, make_publisher, make_story, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


def at_once(act: Callable[[int], object], times: int = 8) -> Counter[str]:
    """Run the act in that many threads that start together; count what came of each by name."""
    barrier, outcomes = threading.Barrier(times), Counter()

    def run(n: int) -> None:
        barrier.wait()
        try:
            act(n)
            outcomes["done"] += 1
        except Exception as error:  # the test counts every outcome, a crash too
            outcomes[type(error).__name__] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_publishing_at_once_makes_one_edition():
    story, chief = make_story(*HARBOUR), make_chief()
    outcomes = at_once(lambda n: publishing.publish(story, seen=story.desk_revision, by=chief))
    assert outcomes["done"] >= 1
    assert set(outcomes) <= {"done", "NothingNew", "StaleSave"}
    assert Edition.objects.count() == PublishedStory.objects.count() == 1


def test_a_flash_that_is_sent_by_two_presses_of_the_button_goes_out_once():
    chief = make_chief()
    given = {"headline": "Vell Strike Ends", "paragraph": "The strike is over.", "source": "Port", "language": "en"}
    outcomes = at_once(lambda n: flashing.flash(**given, by=chief), times=4)
    assert outcomes == {"done": 1, "BadText": 3}
    assert Story.objects.count() == Edition.objects.count() == 1


def test_one_of_several_saves_of_the_same_revision_wins():
    story, chief = make_story(HARBOUR[0]), make_chief()
    outcomes = at_once(
        lambda n: curating.change_story(story, seen=story.desk_revision, by=chief, headline=f"Headline {n}")
    )
    assert outcomes == {"done": 1, StaleSave.__name__: 7}


def test_attaching_the_same_article_at_once_makes_one_row():
    story, chief, article = make_story(HARBOUR[0]), make_chief(), make_article(HARBOUR[1])
    outcomes = at_once(lambda n: curating.attach(story, article, by=chief))
    assert outcomes == {"done": 1, "AlreadyAttached": 7}
    assert StoryArticle.objects.filter(story=story, article=article).count() == 1


def test_receiving_the_same_address_at_once_makes_one_article():
    publisher, chief = make_publisher(), make_chief()
    outcomes = at_once(
        lambda n: receiving.receive(
            receiving.Copy("One report", HARBOUR[0], publisher, NOON, url="https://one.example/a?utm_source=x"),
            by=chief,
        )
    )
    assert outcomes == {"done": 8}
    assert Article.objects.count() == Snapshot.objects.count() == 1


def test_the_same_update_in_eight_workers_writes_each_sentence_once():
    story = make_story(*HARBOUR[:2])
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    for text in HARBOUR[2:]:
        curating.attach(story, make_article(text, hours=7), by=make_chief())
    outcomes = at_once(lambda n: update_summary(story.pk))
    assert outcomes == {"done": 8}
    update_summary(story.pk)
    story.refresh_from_db()
    texts = list(Sentence.objects.filter(story=story, removed_at__isnull=True).values_list("text", flat=True))
    assert story.is_summary_current()
    assert len(texts) == len(set(texts))
    numbers = list(Edition.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_two_clocks_never_claim_the_same_story():
    for _ in range(5):
        curating.attach(make_story(HARBOUR[0]), make_article(HARBOUR[1]), by=make_chief())
    claims: list[int] = []
    at_once(lambda n: claims.extend(dispatching.claim_due(claimer=f"clock {n}")))
    assert sorted(claims) == sorted(Story.objects.values_list("pk", flat=True))


def test_relays_at_once_leave_no_gap_and_give_no_position_twice():
    for n in range(6):
        story = make_story(*HARBOUR, headline=f"Story {n}")
        publishing.publish(story, seen=story.desk_revision, by=make_chief())
    at_once(lambda n: relay())
    relay()
    assert list(Change.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_an_update_and_saving_editors_at_once_lose_no_saved_word():
    story, chief = make_story(*HARBOUR[:3]), make_chief()
    curating.attach(story, make_article(HARBOUR[3], hours=9), by=chief)

    def act(n: int) -> None:
        if n == 0:
            update(story)
            return
        fresh = Story.objects.get(pk=story.pk)
        curating.change_story(fresh, seen=fresh.desk_revision, by=chief, desk_note=f"Note {n}")

    outcomes = at_once(act)
    assert outcomes["done"] >= 2
    story.refresh_from_db()
    saved = outcomes["done"] - 1
    assert story.desk_revision == saved
    assert story.is_summary_current()


def forbid(name: str) -> object:
    return restricting.restrict(Terms(name, "An order."), by=make_user("restrict_names"))


def live_with(name: str) -> list[PublishedStory]:
    live = PublishedStory.objects.public().for_reading()
    return [story for story in live if carries([story.slug, story.current_edition.content], Names([name]))]


def test_a_name_that_is_forbidden_while_stories_are_being_published_comes_out_in_none():
    name, chief = "Ines Varga", make_chief()
    stories = [make_story(*HARBOUR, by=chief, headline=f"Story {n}") for n in range(7)]

    def act(n: int) -> None:
        if n == 7:
            forbid(name)
        else:
            publishing.publish(stories[n], seen=stories[n].desk_revision, by=chief)

    outcomes = at_once(act)
    assert set(outcomes) <= {"done", "Restricted", "StaleSave"}
    assert PublishedStory.objects.exists()
    assert live_with(name) == []


def test_setting_a_restriction_waits_for_the_edition_in_flight_and_takes_its_words_back(monkeypatch):
    name, chief = "Ines Varga", make_chief()
    story = make_story(*HARBOUR, by=chief)
    is_in, may_go = threading.Event(), threading.Event()
    claim = publishing._claim_for_person

    def slow(*given):
        is_in.set()
        may_go.wait(60)
        return claim(*given)

    monkeypatch.setattr(publishing, "_claim_for_person", slow)

    def act(n: int) -> None:
        if n == 0:
            publishing.publish(story, seen=story.desk_revision, by=chief)
            return
        is_in.wait(60)
        if n == 1:
            forbid(name)
            return
        while not _waits_for_the_gate():
            time.sleep(0.05)
        assert live_with(name) == []  # nothing is out yet, and the restriction waits
        may_go.set()

    assert at_once(act, times=3) == {"done": 3}
    assert Edition.objects.count() == 2
    assert live_with(name) == []


def _waits_for_the_gate() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] > 0
