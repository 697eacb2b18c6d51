"""The database as queue: which stories are due, and whose they are for how long (docs/decisions/0002).

A claim is a conditional UPDATE, so any number of clocks may run. A message to a worker is only a hint: a story
whose message or worker was lost is due again when its lease ends.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from stories.models import Story, SummaryRun

EDITION_PAUSE_SECONDS = 30


def claim_due(*, claimer: str, limit: int = 20) -> list[int]:
    """Claim stories whose summary is due and return their ids; one that failed too often needs attention instead."""
    now = timezone.now()
    claimed = []
    for pk, attempts in Story.objects.awaiting_summary(now).values_list("pk", "attempts")[:limit]:
        due = Story.objects.awaiting_summary(now).filter(pk=pk)
        if attempts >= settings.SUMMARY_MAX_ATTEMPTS:
            due.update(needs_attention=True, claimed_by="", claimed_until=None)
        elif due.update(
            claimed_by=claimer,
            claimed_until=now + timedelta(seconds=settings.SUMMARY_LEASE_SECONDS),
            attempts=F("attempts") + 1,
        ):
            claimed.append(pk)
    return claimed


def claim_due_editions(*, limit: int = 20) -> list[int]:
    """Return ids of stories whose update may publish itself now; most are published by the run that made them.

    Each is put off by the pause, so that one which fails is tried again and never stands before the others.
    """
    now = timezone.now()
    due = Story.objects.at_the_desk().filter(edition_due_at__lte=now - timedelta(seconds=1))
    claimed = []
    for pk, at in due.order_by("edition_due_at").values_list("pk", "edition_due_at")[:limit]:
        again = now + timedelta(seconds=EDITION_PAUSE_SECONDS)
        if Story.objects.filter(pk=pk, edition_due_at=at).update(edition_due_at=again):
            claimed.append(pk)
    return claimed


def free_claims(*, claimer: str) -> int:
    """Give back every story a dead claimer held, and close its runs. Returns how many stories."""
    held = Story.objects.filter(claimed_by=claimer)
    SummaryRun.objects.filter(story__in=held, outcome=SummaryRun.Outcome.RUNNING).update(
        outcome=SummaryRun.Outcome.FAILED, error="The worker stopped in the middle.", finished_at=timezone.now()
    )
    return held.update(claimed_by="", claimed_until=None)


def give_up_claim(story_id: int, *, error: str) -> None:
    """Free a story whose run failed: due again after a growing pause, or on *needs attention* at the last attempt."""
    story = Story.objects.filter(pk=story_id).first()
    if story is None:
        return
    is_last = story.attempts >= settings.SUMMARY_MAX_ATTEMPTS
    Story.objects.filter(pk=story_id).update(
        claimed_by="",
        claimed_until=None,
        last_error=error[:2000],
        needs_attention=is_last,
        next_attempt_at=_next_attempt(story.attempts),
    )
    SummaryRun.objects.filter(story_id=story_id, outcome=SummaryRun.Outcome.RUNNING).update(
        outcome=SummaryRun.Outcome.FAILED, error=error[:2000], finished_at=timezone.now()
    )


def _next_attempt(attempts: int) -> datetime:
    return timezone.now() + timedelta(seconds=2**attempts)
