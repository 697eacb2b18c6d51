"""Give visible changes their positions, so that whoever has read position n has read every committed change up to n."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from editions.models import Change


def relay(*, limit: int = 500) -> int:
    """Give the next positions to changes that have none, in the order they were written. Returns how many.

    Positions are given after the commit of what they number, so a slow transaction never fills a gap behind a
    reader. Two relays at once are harmless: positions are unique, and the slower one starts again.
    """
    waiting = list(Change.objects.filter(position__isnull=True).order_by("pk").values_list("pk", flat=True)[:limit])
    if not waiting:
        return 0
    try:
        with transaction.atomic():
            last = Change.objects.aggregate(last=Max("position"))["last"] or 0
            for position, pk in enumerate(waiting, start=last + 1):
                Change.objects.filter(pk=pk, position__isnull=True).update(position=position)
    except IntegrityError:
        return 0
    return len(waiting)
