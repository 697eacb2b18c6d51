"""Verbs on the legal hold of a story: nothing of it may be lost or changed by a machine until somebody lifts it.

No run changes its summary, no version goes out by itself, and nobody deletes it, merges it or removes it without trace.
People may still mend, publish, correct, redact, hide and kill it: nothing of that loses a word of the record.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog, User
from stories.acting import allow
from stories.models import Story
from stories.taking_back import clean_reason

HELD = "The story is under legal hold: no machine changes it."


class UnderLegalHold(NewsroomError):
    """The story is under legal hold, and the act would lose or change something of it."""


class NoSuchHold(NewsroomError):
    """The story is under legal hold already, or under none."""


@transaction.atomic
def hold(story: Story, *, reason: str, by: Actor) -> None:
    """Put the story under legal hold. Raises NotAllowed, BadText without a reason, NoSuchHold where it is already."""
    allow("legal_hold", story, by=by)
    why, now = clean_reason(reason), timezone.now()
    rows = Story.objects.filter(pk=story.pk, legal_hold_since=None)
    person = by if isinstance(by, User) else None
    if not rows.update(legal_hold_since=now, legal_hold_by=person, legal_hold_reason=why, changed_at=now):
        raise NoSuchHold("This story is under legal hold already. Load the page and look at what stands.")
    EditLog.objects.record("legal_hold", story, by=by, reason=why)


@transaction.atomic
def lift(story: Story, *, reason: str, by: Actor) -> None:
    """End the legal hold; what the machine missed is due. Raises as `hold` does."""
    allow("lift_legal_hold", story, by=by)
    why, now = clean_reason(reason), timezone.now()
    rows = Story.objects.filter(pk=story.pk, legal_hold_since__isnull=False)
    if not rows.update(legal_hold_since=None, legal_hold_by=None, legal_hold_reason="", changed_at=now):
        raise NoSuchHold("This story is under no legal hold. Load the page and look at what stands.")
    Story.objects.filter(pk=story.pk, hold_reason=HELD).update(hold_reason="", edition_due_at=now)
    before = {"reason": story.legal_hold_reason, "since": _time(story)}
    EditLog.objects.record("lift_legal_hold", story, by=by, before=before, reason=why)


def refuse_held(story: Story | None, *, what: str) -> None:
    """Raise UnderLegalHold, saying what is refused, where the story is under legal hold now.

    Call it inside the transaction that would do it: it takes the row, so that a hold set meanwhile is seen.
    """
    if story is None:
        return
    row = Story.objects.select_for_update(of=("self",), no_key=True).filter(pk=story.pk).first()
    if row is not None and row.is_held_legally():
        raise UnderLegalHold(f"“{story.headline}” is under legal hold. {what} Lift the hold before.")


def _time(story: Story) -> str:
    return story.legal_hold_since.isoformat() if story.legal_hold_since else ""
