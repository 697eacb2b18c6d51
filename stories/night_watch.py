"""The night watch: when nobody answered an alert for NIGHT_HOLD_HOURS, nothing goes out by itself until somebody does.

With nobody on duty automatic editions follow each story's policy, until then. What holds is one column of the site's
row, `unwatched_since`, which the public pages read with the site's name: they say then when an editor last looked.
A release that somebody approved for its time goes out all the same, and what may not be shown any more leaves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from editions.models import PublishedStory
from foundation.models import Actor, Command, EditLog, User
from reference.models import Site
from reference.site import forget
from stories.alerting import raise_alert
from stories.models import Alert, Story

REASON = "Night watch: nobody at the desk answered an alert, so nothing goes out by itself until somebody does."
LOOKED_AGAIN = timedelta(minutes=5)


def holding_since() -> datetime | None:
    """Since when everything holds; None where it does not."""
    return Site.objects.filter(unwatched_since__isnull=False).values_list("unwatched_since", flat=True).first()


def reasons() -> list[str]:
    """Why no update goes out by itself now, as stories/holding.py tells its reasons."""
    return [REASON] if holding_since() is not None else []


def hold_due() -> bool:
    """Begin to hold where an alert stands unanswered for too long. False where none does, or it holds already.

    An answer to whatever alert shows that somebody is there: the hours count from the last one.
    """
    if not settings.NIGHT_HOLD_HOURS:
        return False
    now = timezone.now()
    too_old = now - timedelta(hours=settings.NIGHT_HOLD_HOURS)
    oldest = Alert.objects.unanswered().filter(raised_at__lte=too_old).order_by("raised_at").first()
    if oldest is None or _somebody_was_here(too_old) or holding_since() is not None:
        return False
    with transaction.atomic():
        Site.objects.get_or_create(pk=1)
        if not Site.objects.filter(unwatched_since=None).update(unwatched_since=now, changed_at=now):
            return False
        EditLog.objects.record("night_hold", oldest, by=Command("clock"))
        raise_alert(Alert.Kind.NIGHT, None, ref=f"{now:%Y-%m-%dT%H:%M:%S.%f}")
    forget()
    return True


def lift(*, by: Actor) -> bool:
    """Let everything go on, as somebody is there: what was held for this reason alone is due again.

    False where nothing was held. Call it inside a transaction.
    """
    now = timezone.now()
    if not Site.objects.filter(unwatched_since__isnull=False).update(unwatched_since=None, changed_at=now):
        return False
    free_left()
    nights = Alert.objects.filter(kind=Alert.Kind.NIGHT, answered_at=None).order_by("-pk")
    for alert in nights[:1]:
        EditLog.objects.record("lift_night_hold", alert, by=by)
    person = by if isinstance(by, User) else None
    nights.update(answered_at=now, answered_by=person)
    transaction.on_commit(forget)
    return True


def free_left() -> int:
    """Make due again what was held for this reason and is held no more; also what a worker held in that very moment."""
    if holding_since() is not None:
        return 0
    held = Story.objects.filter(hold_reason__startswith=REASON)
    return held.update(hold_reason="", edition_due_at=timezone.now())


def looked(published: int, *, at: datetime) -> bool:
    """Write down that an editor looks at the published story of this id, once in some minutes. No list moves by it."""
    is_old = Q(looked_at=None) | Q(looked_at__lt=at - LOOKED_AGAIN)
    return bool(PublishedStory.objects.filter(is_old, pk=published).update(looked_at=at))


def _somebody_was_here(since: datetime) -> bool:
    rows = Alert.objects.filter(answered_by__isnull=False)
    last = rows.aggregate(last=Max("answered_at"))["last"]
    return last is not None and last > since
