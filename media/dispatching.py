"""Which pictures still lack renditions: the rows are the queue, and the clock asks here."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from foundation.moments import beyond
from media.models import Image


def claim_due(limit: int = 5) -> list[int]:
    """Claim up to `limit` pictures whose renditions are due, longest waiting first, and return their ids.

    A claim lasts as long as a summary's lease, which outlasts every task: what a killed worker had claimed comes back
    then. Safe beside other dispatchers.
    """
    now, lease = timezone.now(), settings.SUMMARY_LEASE_SECONDS
    is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | beyond("claimed_until", now, lease)
    due = Image.objects.filter(is_free, renditions_due_since__isnull=False)
    waiting = list(due.order_by("renditions_due_since", "pk").values_list("pk", flat=True)[:limit])
    until = now + timedelta(seconds=lease)
    return [pk for pk in waiting if due.filter(pk=pk).update(claimed_until=until)]


def put_back(ids: list[int]) -> int:
    """Make claimed pictures due again at once: their messages could not be sent. Returns how many."""
    return Image.objects.filter(pk__in=ids).update(claimed_until=None)
