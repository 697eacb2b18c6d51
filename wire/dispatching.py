"""Which pages are to be fetched now, and whose they are for how long: the rows are the queue, and the clock asks here.

One server is asked by one worker at a time: whoever claims a page takes the row of its host first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from foundation.moments import beyond
from wire.models import Fetch, Host

LOOKED_AT = 200


def claim_due(*, claimer: str) -> list[int]:
    """Claim pages that are due, those first that somebody waits for, and return their ids.

    At most FETCHES_AT_ONCE stand at a time. Safe beside other dispatchers.
    """
    now = timezone.now()
    room = settings.FETCHES_AT_ONCE - Fetch.objects.claimed(now).count()
    claimed: list[int] = []
    if room <= 0:
        return claimed
    busy = set(Host.objects.filter(free_at__gt=now).exclude(_is_free(now)).values_list("name", flat=True))
    due = Fetch.objects.due(now).exclude(host__in=busy).order_by("purpose", "due_at", "pk")
    for pk, host in due.values_list("pk", "host")[:LOOKED_AT]:
        if len(claimed) >= room:
            break
        if host in busy:
            continue
        busy.add(host)
        if not _take(host, now):
            continue
        row = Fetch.objects.due(now).filter(pk=pk)
        if row.update(state=Fetch.State.WAITING, claimed_by=claimer, claimed_until=_lease(now)):
            claimed.append(pk)
        else:
            Host.objects.filter(name=host).update(free_at=None)
    return claimed


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.FETCH_LEASE_SECONDS)


def _is_free(now: datetime) -> Q:
    longest = float(max(settings.FETCH_LEASE_SECONDS, settings.FETCH_HOST_PAUSE_SECONDS))
    return Q(free_at__isnull=True) | Q(free_at__lte=now) | beyond("free_at", now, longest)


def _take(host: str, now: datetime) -> bool:
    """Take a host for as long as a lease. False where another has it."""
    Host.objects.get_or_create(name=host)
    return bool(Host.objects.filter(_is_free(now), name=host).update(free_at=_lease(now)))


def leave(host: str) -> None:
    """Leave a host in peace for FETCH_HOST_PAUSE_SECONDS; then others may ask it."""
    pause = timedelta(seconds=settings.FETCH_HOST_PAUSE_SECONDS)
    Host.objects.filter(name=host).update(free_at=timezone.now() + pause)


def put_back(ids: list[int]) -> int:
    """Make claimed pages due again at once: their messages could not be sent. Returns how many."""
    held = Fetch.objects.open().filter(pk__in=ids)
    Host.objects.filter(name__in=list(held.values_list("host", flat=True))).update(free_at=None)
    return held.update(state=Fetch.State.WAITING, claimed_by="", claimed_until=None)


def free_claims(*, claimer: str) -> int:
    """Give back every page that a dead claimer held. Returns how many.

    It counts as an attempt where the page was being fetched: it may be what killed the claimer.
    """
    return put_back(list(Fetch.objects.open().filter(claimed_by=claimer).values_list("pk", flat=True)))
