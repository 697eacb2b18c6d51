"""The queue of summaries as the desk sees it: what waits and for how long, what is being made, what needs people.

An update that is ready and waits for somebody who may publish needs people too (stories/pending.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from stories.models import Story, SummaryRun
from stories.models.story import StoryQuerySet

MOST = 25


@dataclass(frozen=True, slots=True)
class Queue:
    """Each list holds at most MOST stories, the three counts are of all. `at` is when it was read."""

    at: datetime
    running: list[tuple[Story, SummaryRun | None, int]]
    waiting: list[tuple[Story, int]]
    waiting_count: int
    attention: list[Story]
    attention_count: int
    ready: list[Story]
    ready_count: int


def queue_of(stories: StoryQuerySet) -> Queue:
    """Return the queue of these stories, in eight queries. Seconds are whole."""
    now = timezone.now()
    stories = stories.filter(merged_into=None)
    claimed = list(stories.claimed(now).order_by("claimed_until", "pk")[:MOST])
    runs = {
        run.story_id: run
        for run in SummaryRun.objects.filter(story__in=claimed, outcome=SummaryRun.Outcome.RUNNING).order_by("pk")
    }
    running = [(story, runs.get(story.pk), _seconds(_started(runs.get(story.pk)), now)) for story in claimed]
    waits = stories.filter(inputs_revision__gt=F("summarised_revision"), needs_attention=False)
    waits = waits.exclude(pk__in=[story.pk for story in claimed])
    attention = stories.filter(needs_attention=True)
    ready = stories.exclude(hold_reason="").filter(needs_attention=False)
    return Queue(
        at=now,
        running=running,
        waiting=[(story, _seconds(story.stale_since, now)) for story in waits.order_by("stale_since", "pk")[:MOST]],
        waiting_count=waits.count(),
        attention=list(attention.order_by("pk")[:MOST]),
        attention_count=attention.count(),
        ready=list(ready.order_by("pk")[:MOST]),
        ready_count=ready.count(),
    )


def _started(run: SummaryRun | None) -> datetime | None:
    return run.started_at if run else None


def _seconds(since: datetime | None, now: datetime) -> int:
    return max(0, round((now - since).total_seconds())) if since else 0
