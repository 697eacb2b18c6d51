"""Who has a story open, and in which tab: told to colleagues beside its headline. It locks nothing.

Pages ask every ten seconds while somebody looks at them. A row is written at most every TOUCH_SECONDS for each person
and story, and counts for STALE_SECONDS.
"""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

from django.db import OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.access import person, stories_for
from desk.models import Presence
from desk.team import look
from foundation.models import User

logger = logging.getLogger(__name__)

STALE_SECONDS = 30
TOUCH_SECONDS = 14
MOST_TOLD = 5
_TAB = re.compile(r"[a-z]{1,20}")


@require_safe
def here(request: HttpRequest, object_id: int) -> JsonResponse:
    """Write down that this person is in the tab, and tell who else has the story open, in words."""
    rows = stories_for(request.user).filter(pk=object_id)
    found = rows.values_list("published", "published__looked_at").first()
    if found is None:
        raise Http404
    look(request, *found)
    response = JsonResponse({"here": come(person(request), object_id, request.GET.get("tab", ""))})
    response["Cache-Control"] = "no-store"
    return response


def come(user: User, story_id: int, tab: str) -> str:
    """Write down that somebody is in a tab of a story they may open, where that is not known; return who else is.

    One query, two where it is written. Where the database is busy nothing is written, and who is here is told.
    """
    now, tab = timezone.now(), tab if _TAB.fullmatch(tab) else "story"
    rows = _fresh(story_id, now)
    mine = next((row for row in rows if row.person_id == user.pk), None)
    if mine is None or mine.tab != tab or abs(now - mine.seen_at) > timedelta(seconds=TOUCH_SECONDS):
        try:
            _write(user, story_id, tab, now)
        except OperationalError as fault:
            logger.warning("It was not written down that somebody has a story open: %s", fault)
    return _words(user, rows)


def others(user: User, story_id: int) -> str:
    """Return who else has the story open: "Mina Park is in Timeline, Jo Lee is in Story"; in one query."""
    return _words(user, _fresh(story_id, timezone.now()))


def _fresh(story_id: int, now: datetime) -> list[Presence]:
    """Rows around now: one that a clock wrote which was set wrong counts no longer than others."""
    age = timedelta(seconds=STALE_SECONDS)
    rows = Presence.objects.filter(story_id=story_id, seen_at__gt=now - age, seen_at__lt=now + age)
    return list(rows.select_related("person").order_by("person__username"))


def _words(user: User, rows: list[Presence]) -> str:
    told = [f"{row.person.display_name()} is in {row.tab.capitalize()}" for row in rows if row.person_id != user.pk]
    more = len(told) - MOST_TOLD
    return ", ".join(told[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


def _write(user: User, story_id: int, tab: str, now: datetime) -> None:
    if not Presence.objects.filter(person=user, story_id=story_id).update(tab=tab, seen_at=now):
        row = Presence(person=user, story_id=story_id, tab=tab, seen_at=now)
        Presence.objects.bulk_create([row], ignore_conflicts=True)


def forget_old(now: datetime) -> int:
    """Delete the rows that count no longer. Returns how many."""
    return Presence.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()[0]
