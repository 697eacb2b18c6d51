"""Workers that are killed in the middle of a run: who works on the story next, and what becomes of the run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from stories import curating, dispatching, tasks
from stories.models import Story, SummaryRun
from stories.summarising.updating import ask_again, update
from tests.making import HARBOUR, make_article, make_chief, make_story

pytestmark = pytest.mark.django_db


def stale_story() -> Story:
    story = make_story(HARBOUR[0])
    curating.attach(story, make_article(HARBOUR[1], hours=3), by=make_chief())
    story.refresh_from_db()
    return story


def kill_a_run_of(story):
    """What a run leaves whose process is killed in the middle: a row, an attempt, and the claim."""
    Story.objects.filter(pk=story.pk).update(attempts=F("attempts") + 1)
    return SummaryRun.objects.create(story=story, inputs_revision=story.inputs_revision, engine="extract")


def test_a_worker_that_dies_three_times_on_a_story_leaves_it_to_people():
    story = stale_story()
    for _ in range(3):
        assert dispatching.claim_due(claimer="a") == [story.pk]
        # What update() writes before it begins, and then the process is killed.
        Story.objects.update(attempts=F("attempts") + 1, claimed_until=timezone.now() - timedelta(seconds=1))
    assert dispatching.claim_due(claimer="a") == []
    story.refresh_from_db()
    assert story.needs_attention
    assert "stopped 3 times" in story.last_error


def test_a_message_that_comes_again_after_three_killed_runs_starts_no_fourth():
    story = stale_story()
    dispatching.claim_due(claimer="a")
    for _ in range(3):
        # What a run writes before it is killed; the broker gives its message to the next process at once.
        kill_a_run_of(story)
    tasks.update_summary(story.pk)
    story.refresh_from_db()
    assert not story.is_summary_current()
    Story.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert dispatching.claim_due(claimer="a") == []
    story.refresh_from_db()
    assert story.needs_attention
    assert not SummaryRun.objects.filter(outcome="running").exists()


def test_a_run_whose_worker_was_killed_is_closed_when_the_story_is_claimed_again():
    story = stale_story()
    run = SummaryRun.objects.create(story=story, inputs_revision=1, engine="extract")
    dispatching.claim_due(claimer="b")
    run.refresh_from_db()
    assert (run.outcome, run.error) == ("failed", "The worker stopped in the middle.")


def test_a_message_that_comes_again_after_a_killed_run_leaves_no_run_said_to_be_running():
    story = stale_story()
    dispatching.claim_due(claimer="a")
    killed = kill_a_run_of(story)
    tasks.update_summary(story.pk)
    killed.refresh_from_db()
    story.refresh_from_db()
    assert (killed.outcome, killed.error) == ("failed", "The worker stopped in the middle.")
    assert (story.is_summary_current(), story.claimed_by, story.attempts) == (True, "", 0)


def test_a_killed_run_is_closed_also_where_the_summary_is_current_by_then():
    story = stale_story()
    update(story)
    killed = kill_a_run_of(story)
    tasks.update_summary(story.pk)
    killed.refresh_from_db()
    assert killed.outcome == "failed"


def test_a_killed_run_is_closed_also_where_the_next_finds_nothing_new():
    story = stale_story()
    update(story)
    runs = story.runs.count()
    ask_again(story, by=make_chief())
    killed = kill_a_run_of(story)
    tasks.update_summary(story.pk)
    killed.refresh_from_db()
    assert (killed.outcome, story.runs.count()) == ("failed", runs + 1)


def test_a_restarted_worker_frees_what_the_dead_one_held():
    story = stale_story()
    dispatching.claim_due(claimer="embedded")
    SummaryRun.objects.create(story=story, inputs_revision=1, engine="extract")
    assert dispatching.free_claims(claimer="embedded") == 1
    assert dispatching.claim_due(claimer="embedded") == [story.pk]
    assert not SummaryRun.objects.filter(outcome="running").exists()


def test_stories_that_died_with_one_worker_come_back_one_after_the_other():
    stories = [stale_story() for _ in range(3)]
    assert len(dispatching.claim_due(claimer="embedded")) == 3
    in_the_middle = [stories[0].pk, stories[1].pk]
    Story.objects.filter(pk__in=in_the_middle).update(attempts=1)
    assert dispatching.free_claims(claimer="embedded") == 3
    now = timezone.now()
    assert set(Story.objects.awaiting_summary(now)) == {stories[0], stories[2]}
    assert set(Story.objects.awaiting_summary(now + timedelta(seconds=5))) == set(stories)
