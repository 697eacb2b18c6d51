"""Clearing deleted stories whose time is over, in every room that keeps something of them. The clock asks."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from foundation.models import Command
from stories import clearing
from wire.models import Fetch

logger = logging.getLogger(__name__)

AT_ONCE = 20


def clear_deleted() -> int:
    """Clear at most AT_ONCE stories, the longest deleted first; how many went. One that cannot go blocks no other."""
    now = timezone.now()
    gone = 0
    for pk in list(clearing.clearable(now).order_by("deleted_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            with transaction.atomic():
                if not clearing.clearable(now).filter(pk=pk).exists():
                    continue
                Fetch.objects.filter(story=pk).delete()
                gone += clearing.clear(pk, now=now, by=Command("clock"))
        except ProtectedError as held:
            # Something points at it that the rule does not know. It stays until somebody has looked.
            logger.critical("A deleted story was not cleared: %s", held.args[0])
    return gone
