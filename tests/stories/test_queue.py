"""The database as queue: who is due, who holds the claim, and what becomes of failures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from kombu import Producer
from kombu.exceptions import OperationalError as BrokerError

from newsroom import clock
from stories import curating, dispatching, publishing, subediting, tasks
from stories.models import Story
from stories.summarising import engines
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.updating import update
from tests.making import HARBOUR, make_article, make_chief, make_story

pytestmark = pytest.mark.django_db


def stale_story() -> Story:
    story = make_story(HARBOUR[0])
    curating.attach(story, make_article(HARBOUR[1], hours=3), by=make_chief())
    story.refresh_from_db()
    return story


class EngineThat(ExtractEngine):
    """The extract engine, with something happening in the middle of its work."""

    def __init__(self, happening):
        self.happening = happening

    def draft(self, request, report):
        self.happening()
        return super().draft(request, report)


@pytest.fixture
def while_drafting(monkeypatch):
    """Register an engine in whose middle something happens, once."""

    def register(happening):
        left = [happening]
        monkeypatch.setitem(engines.ENGINES, "extract", lambda: EngineThat(lambda: left and left.pop()()))

    return register


def test_a_story_is_due_once_it_was_quiet_and_at_the_latest_after_ten_seconds(settings):
    settings.SUMMARY_QUIET_SECONDS, settings.SUMMARY_STALE_SECONDS = 2, 10
    story, now = stale_story(), timezone.now()
    assert not Story.objects.awaiting_summary(now).exists()
    assert Story.objects.awaiting_summary(now + timedelta(seconds=3)).exists()
    Story.objects.filter(pk=story.pk).update(inputs_changed_at=now + timedelta(seconds=10))
    assert not Story.objects.awaiting_summary(now + timedelta(seconds=9)).exists()
    assert Story.objects.awaiting_summary(now + timedelta(seconds=11)).exists()


def test_a_story_is_claimed_by_one_clock_only():
    story = stale_story()
    assert dispatching.claim_due(claimer="a") == [story.pk]
    assert dispatching.claim_due(claimer="b") == []


def test_a_lost_message_costs_the_lease_and_no_work(settings):
    story = stale_story()
    dispatching.claim_due(claimer="a")
    Story.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert dispatching.claim_due(claimer="b") == [story.pk]
    tasks.update_summary(story.pk)
    story.refresh_from_db()
    assert story.is_summary_current()
    assert (story.claimed_by, story.attempts) == ("", 0)


def test_three_failures_put_a_story_on_needs_attention_and_a_new_article_takes_it_off(while_drafting):
    story = stale_story()
    for _ in range(3):
        Story.objects.update(next_attempt_at=None)
        assert dispatching.claim_due(claimer="a") == [story.pk]
        story.refresh_from_db()
        Story.objects.filter(pk=story.pk).update(attempts=story.attempts + 1)
        dispatching.give_up_claim(story, error="MemoryError: too much")
    story.refresh_from_db()
    assert (story.needs_attention, story.last_error) == (True, "MemoryError: too much")
    Story.objects.update(next_attempt_at=None)
    assert dispatching.claim_due(claimer="a") == []
    curating.attach(story, make_article(HARBOUR[2], hours=4), by=make_chief())
    assert dispatching.claim_due(claimer="a") == [story.pk]


def test_waiting_in_a_long_queue_is_no_failure(monkeypatch):
    monkeypatch.setattr(dispatching, "CLAIMS_AT_ONCE", 2)
    stories = [stale_story() for _ in range(3)]
    for _ in range(4):
        assert len(dispatching.claim_due(claimer="a")) == 2
        assert dispatching.claim_due(claimer="a") == []
        Story.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert not Story.objects.filter(needs_attention=True).exists()
    assert len(stories) == 3


def test_of_two_runs_at_once_both_say_how_they_ended(while_drafting):
    story = stale_story()
    while_drafting(lambda: update(Story.objects.get(pk=story.pk)))
    slower = update(story)
    slower.refresh_from_db()
    assert (slower.outcome, slower.error) == ("overtaken", "")
    faster = story.runs.exclude(pk=slower.pk).first()
    assert (faster.outcome, faster.error) == ("changed", "")


def test_an_article_that_came_in_the_middle_of_a_run_with_an_edit_is_summarised_next(while_drafting):
    story = stale_story()

    def happen():
        curating.attach(story, make_article(HARBOUR[3], hours=8), by=make_chief())
        fresh = Story.objects.get(pk=story.pk)
        curating.change_story(fresh, seen=fresh.desk_revision, by=make_chief(), kicker="Ports")

    while_drafting(happen)
    update(story)
    story.refresh_from_db()
    assert not story.is_summary_current()
    assert update(story) is not None
    assert story.story_articles.get(article__snapshots__text=HARBOUR[3]).note == ""


def test_a_failed_run_changes_nothing_and_is_tried_again_after_a_pause(while_drafting):
    story = stale_story()
    before = list(story.sentences.values_list("text", flat=True))

    def fail():
        raise ZeroDivisionError("a bug")

    while_drafting(fail)
    dispatching.claim_due(claimer="a")
    result = tasks.update_summary.apply([story.pk])
    assert result.failed()
    story.refresh_from_db()
    assert (story.last_error, story.claimed_by) == ("ZeroDivisionError: a bug", "")
    assert story.next_attempt_at > timezone.now()
    assert list(story.sentences.values_list("text", flat=True)) == before


def test_an_article_attached_in_the_middle_of_a_run_leaves_the_story_stale(while_drafting):
    story = stale_story()
    while_drafting(lambda: curating.attach(story, make_article(HARBOUR[2], hours=5), by=make_chief()))
    update(story)
    story.refresh_from_db()
    assert not story.is_summary_current()
    update(story)
    story.refresh_from_db()
    assert story.is_summary_current()
    assert story.runs.first().outcome == "changed"


def test_an_editor_saving_in_the_middle_of_a_run_is_never_overwritten(while_drafting):
    story = stale_story()
    sentence = story.sentences.filter(removed_at__isnull=True).first()

    def edit():
        story.refresh_from_db()
        subediting.edit_sentence(
            sentence, text="An editor's own words.", seen=story.desk_revision, by=make_chief(), is_vouched=True
        )

    while_drafting(edit)
    update(story)
    sentence.refresh_from_db()
    assert (sentence.text, sentence.removed_at) == ("An editor's own words.", None)
    story.refresh_from_db()
    assert story.is_summary_current()


def test_a_run_past_its_deadline_stops_and_is_tried_again(settings):
    story = stale_story()
    settings.SUMMARY_DEADLINE_SECONDS = -1
    dispatching.claim_due(claimer="a")
    assert tasks.update_summary.apply([story.pk]).failed()
    story.refresh_from_db()
    assert "OutOfTime" in story.last_error


def test_the_progress_of_a_run_can_be_seen(while_drafting):
    story = stale_story()
    seen = []
    while_drafting(lambda: seen.append(story.runs.filter(outcome="running").count()))
    run = update(story)
    run.refresh_from_db()
    assert seen == [1]
    assert (run.step, run.percent, run.outcome) == ("done", 100, "changed")
    assert run.counts["added"] >= 1


def test_a_deleted_or_missing_story_is_skipped():
    story = stale_story()
    Story.objects.update(deleted_at=timezone.now())
    tasks.update_summary(story.pk)
    tasks.update_summary(story.pk + 1000)
    assert dispatching.claim_due(claimer="a") == []


def test_the_inputs_can_never_fall_behind_the_summary():
    story = stale_story()
    assert Story.objects.filter(pk=story.pk, summarised_revision__lt=F("inputs_revision")).exists()


def test_a_claimer_has_the_name_it_was_given(monkeypatch):
    monkeypatch.setenv("CLAIMER", "embedded")
    assert clock.claimer() == "embedded"


@pytest.mark.parametrize("column", ["claimed_until", "next_attempt_at", "inputs_changed_at"])
def test_a_time_that_a_wrong_clock_wrote_hours_ahead_is_not_waited_for(column):
    story, now = stale_story(), timezone.now()
    Story.objects.update(stale_since=now, **{column: now + timedelta(hours=2)})
    assert Story.objects.claimed(now).count() == 0
    assert dispatching.claim_due(claimer="a") == [story.pk]


def test_a_lease_of_a_machine_whose_clock_is_a_little_ahead_stands(settings):
    stale_story()
    lease = timedelta(seconds=settings.SUMMARY_LEASE_SECONDS + 3)
    Story.objects.update(claimed_until=timezone.now() + lease)
    assert dispatching.claim_due(claimer="a") == []


def test_an_edition_that_a_wrong_clock_put_off_for_hours_goes_out():
    story = make_story(HARBOUR[0])
    publishing.publish(story, seen=story.desk_revision, by=make_chief())
    curating.attach(story, make_article(HARBOUR[1], hours=3), by=make_chief())
    update(story)
    Story.objects.update(edition_due_at=timezone.now() + timedelta(hours=2))
    assert dispatching.claim_due_editions() == [story.pk]
    tasks.publish_update(story.pk)
    story.refresh_from_db()
    assert story.published.current_edition.number == 2


@pytest.fixture
def no_broker(monkeypatch):
    """No message leaves: what kombu says where nobody listens."""

    def refuse(*_, **__):
        raise BrokerError("Connection refused")

    monkeypatch.setattr(Producer, "publish", refuse)


def test_a_story_whose_message_the_broker_does_not_take_is_due_again_at_once(no_broker):
    story = stale_story()
    with pytest.raises(BrokerError):
        clock.tick()
    assert dispatching.claim_due(claimer="b") == [story.pk]


def test_an_edition_whose_message_the_broker_does_not_take_is_due_again_at_once(no_broker):
    story = make_story(HARBOUR[0])
    Story.objects.update(edition_due_at=timezone.now() - timedelta(seconds=3))
    with pytest.raises(BrokerError):
        clock.tick()
    story.refresh_from_db()
    assert story.edition_due_at <= timezone.now()
