"""When somebody was last at the desk, so that they can be told what happened since.

The middleware writes it down at most once a minute for each person, and only for what a person does: a page that asks
again by itself in a tab left open overnight is no sign of anybody.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from desk.models import Shift
from foundation.models import User

logger = logging.getLogger(__name__)

TOUCH_SECONDS = 60
FIRST_LOOK = timedelta(hours=24)
LONGEST_LOOK = timedelta(days=7)
# Addresses that pages ask by themselves.
POLLED = {
    "admin:stories_story_state",
    "admin:stories_story_here",
    "admin:stories_story_fetches",
    "admin:stories_story_date",
    "admin:stories_summaryrun_queue",
    "admin:media_image_add_state",
    "admin:media_image_sizes",
}

# When this process last wrote somebody down, by monotonic clock.
_touched: dict[uuid.UUID, float] = {}


class LastSeenMiddleware:
    """Write down who is at the desk. Requests of the public doors are passed on without a look at the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; what is to be done waits until the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Touch the person's row where a person at the desk asks."""
        match = request.resolver_match
        if match is None or "admin" not in match.app_names or match.view_name in POLLED:
            return
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return
        user = request.user
        if isinstance(user, User) and user.is_staff and not _is_fresh(user):
            try:
                touch(user, timezone.now())
            except OperationalError as fault:
                logger.warning("It was not written down that somebody is at the desk: %s", fault)


def _is_fresh(person: User) -> bool:
    last, now = _touched.get(person.uid), time.monotonic()
    if last is not None and now - last < TOUCH_SECONDS:
        return True
    _touched[person.uid] = now
    return False


def touch(person: User, now: datetime) -> Shift:
    """Say that the person is here. After a gap of SHIFT_GAP_HOURS a new shift begins, and the last one is over."""
    row, is_new = Shift.objects.get_or_create(person=person, defaults={"began_at": now, "last_seen_at": now})
    if is_new:
        return row
    away = now - row.last_seen_at
    changes = {"last_seen_at": now}
    if away >= timedelta(hours=settings.SHIFT_GAP_HOURS):
        changes |= {"left_at": row.last_seen_at, "began_at": now}
    # Another process may have begun the shift in this moment; then what it wrote stands.
    Shift.objects.filter(pk=row.pk, last_seen_at=row.last_seen_at).update(**changes)
    row.refresh_from_db()
    return row


def since_when(person: User, now: datetime) -> tuple[datetime, bool]:
    """Return since when to tell the person what happened, and whether that is when they were last here.

    It is not where they never were here before, or were away for longer than a week, of which the end is told.
    """
    left = Shift.objects.filter(person=person).values_list("left_at", flat=True).first()
    if left is None or left > now:
        return now - FIRST_LOOK, False
    return (left, True) if now - left <= LONGEST_LOOK else (now - LONGEST_LOOK, False)
