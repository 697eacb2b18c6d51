"""The database as queue: which stories are due, and whose they are for how long (docs/decisions/0002).

A claim is a conditional UPDATE, so any number of clocks may run. A message to a worker is only a hint: a story
whose message or worker was lost is due again when its lease ends.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.moments import beyond
from stories.models import Story, SummaryRun
from stories.urgent import update_failed

EDITION_PAUSE_SECONDS = 30
CLAIMS_AT_ONCE = 20
APART_SECONDS = 4


def claim_due(*, claimer: str) -> list[int]:
    """Claim stories whose summary is due, longest stale first, and return their ids.

    At most CLAIMS_AT_ONCE stand at a time, so that a claim does not run out while its message waits in the queue.
    A story whose runs stopped too often needs attention instead.
    """
    now = timezone.now()
    room = CLAIMS_AT_ONCE - Story.objects.claimed(now).count()
    claimed, given_up = [], []
    waiting = Story.objects.awaiting_summary(now).order_by("stale_since", "pk")
    for pk, attempts in waiting.values_list("pk", "attempts")[: max(room, 0)]:
        due = Story.objects.awaiting_summary(now).filter(pk=pk)
        if attempts >= settings.SUMMARY_MAX_ATTEMPTS:
            due.filter(last_error="").update(last_error=f"The update stopped {attempts} times in the middle.")
            with transaction.atomic():
                if due.update(needs_attention=True, claimed_by="", claimed_until=None):
                    update_failed([pk])
                    given_up.append(pk)
        elif due.update(claimed_by=claimer, claimed_until=now + timedelta(seconds=settings.SUMMARY_LEASE_SECONDS)):
            claimed.append(pk)
    _close_runs(SummaryRun.objects.filter(story__in=[*claimed, *given_up]))
    return claimed


def claim_due_editions(*, limit: int = 20) -> list[int]:
    """Return ids of stories whose update may publish itself now; most are published by the run that made them.

    Each is put off by the pause, so that one which fails is tried again and never stands before the others.
    """
    now = timezone.now()
    longest = max(EDITION_PAUSE_SECONDS, settings.AUTOMATIC_EDITION_SECONDS)
    has_come = Q(edition_due_at__lte=now - timedelta(seconds=1)) | beyond("edition_due_at", now, longest)
    due = Story.objects.at_the_desk().filter(has_come)
    claimed = []
    for pk, at in due.order_by("edition_due_at").values_list("pk", "edition_due_at")[:limit]:
        again = now + timedelta(seconds=EDITION_PAUSE_SECONDS)
        if Story.objects.filter(pk=pk, edition_due_at=at).update(edition_due_at=again):
            claimed.append(pk)
    return claimed


def put_back(ids: list[int]) -> int:
    """Make claimed stories due again at once: their messages could not be sent. Returns how many."""
    return Story.objects.filter(pk__in=ids).update(claimed_by="", claimed_until=None)


def put_back_editions(ids: list[int]) -> int:
    """Make editions due again that were put off to be published, and could not be handed on. Returns how many."""
    return Story.objects.filter(pk__in=ids, edition_due_at__isnull=False).update(edition_due_at=timezone.now())


def free_claims(*, claimer: str) -> int:
    """Give back every story a dead claimer held, and close its runs. Returns how many stories.

    One of those in the middle of a run may be what killed it. They come back one after the other, so that the others
    are not blamed with it three times.
    """
    held = Story.objects.filter(claimed_by=claimer)
    _close_runs(SummaryRun.objects.filter(story__in=held))
    now = timezone.now()
    in_the_middle = held.filter(attempts__gt=0).order_by("attempts", "stale_since", "pk")
    for place, pk in enumerate(list(in_the_middle.values_list("pk", flat=True))):
        pause = timedelta(seconds=min(place * APART_SECONDS, 2**settings.SUMMARY_MAX_ATTEMPTS))
        Story.objects.filter(pk=pk).update(next_attempt_at=now + pause)
    return held.update(claimed_by="", claimed_until=None)


def end_claim(story_id: int) -> None:
    """Give a story back whose update is done, and close the runs of it that are still said to be running.

    The broker gives the message of a killed process to the next one at once. That one ends the claim, so nobody comes
    back for the killed one's run. A run that lives, and was closed with it, says itself how it ended.
    """
    _close_runs(SummaryRun.objects.filter(story=story_id))
    Story.objects.filter(pk=story_id).update(claimed_by="", claimed_until=None)


def _close_runs(runs: QuerySet[SummaryRun], *, error: str = "The worker stopped in the middle.") -> None:
    """Say of runs that nobody works on any more that they failed."""
    running = runs.filter(outcome=SummaryRun.Outcome.RUNNING)
    running.update(outcome=SummaryRun.Outcome.FAILED, error=error, finished_at=timezone.now())


@transaction.atomic
def give_up_claim(story: Story, *, error: str) -> None:
    """Free a story whose run failed: due again after a growing pause, or on *needs attention* at the last attempt.

    The claim is the one the story was read with: another worker's is left alone.
    """
    attempts = story.attempts + 1
    is_last = attempts >= settings.SUMMARY_MAX_ATTEMPTS
    freed = Story.objects.filter(pk=story.pk, claimed_until=story.claimed_until).update(
        claimed_by="",
        claimed_until=None,
        last_error=error[:2000],
        needs_attention=is_last,
        next_attempt_at=timezone.now() + timedelta(seconds=2**attempts),
    )
    if freed and is_last:
        update_failed([story.pk])
    _close_runs(SummaryRun.objects.filter(story=story), error=error[:2000])
