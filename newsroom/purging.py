"""Telling a cache in front of us (a CDN) at once what is no longer to be shown: pages that changed, pictures that went.

Every visible change has its row and its position (editions/relaying.py); one row says how far the cache was told. The
clock finds that it lags, a worker posts {"files": [addresses]} to PURGE_URL, and again where it was not answered well.
Without PURGE_URL nothing is told: shared caches then ask again after 5 s (readers/freshness.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from editions.models import Change, Edition, PublishedStory, Purging
from foundation import outbound
from foundation.errors import NewsroomError
from media.addresses import rendition_url, sizes

logger = logging.getLogger(__name__)

MOST_CHANGES = 50
MOST_ADDRESSES = 30  # as many as one request to most CDNs may name
_LEASE = timedelta(seconds=60)
_DEADLINE_SECONDS = 8.0
_LONGEST_PAUSE_SECONDS = 60
_ENOUGH = 4 * MOST_ADDRESSES  # four requests at their deadline end before the task's limit
_Shown = tuple[str, int, tuple[int, int], tuple[int, int] | None]  # uid, version, own width and height in px, focus


def claim_due() -> list[int]:
    """Claim the row where the cache lags behind. The first time it begins with what changes from now on."""
    if not settings.PURGE_URL:
        return []
    last = Change.objects.exclude(position=None).order_by("-position").values_list("position", flat=True).first() or 0
    row, is_new = Purging.objects.get_or_create(name="purge", defaults={"position": last})
    now = timezone.now()
    if is_new or row.position >= last:
        return []
    free = Purging.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), pk=row.pk)
    ready = free.filter(Q(due_at=None) | Q(due_at__lte=now))
    return [row.pk] if ready.update(claimed_until=now + _LEASE) else []


def put_back(ids: list[int]) -> int:
    """Make a claimed row due again at once: its message could not be sent."""
    return Purging.objects.filter(pk__in=ids).update(claimed_until=None)


@shared_task(soft_time_limit=50, time_limit=55, ignore_result=True)
def purge(row_id: int) -> None:
    """Tell the cache in front of us what changed. Running it twice is harmless."""
    carry_out(row_id)


def carry_out(pk: int) -> None:
    """Tell the cache of the next changes. Running it twice is harmless; what fails is tried again after a pause."""
    row = Purging.objects.filter(pk=pk).first()
    if row is None or not settings.PURGE_URL:
        return
    changes = Change.objects.filter(position__gt=row.position).select_related("edition").defer("edition__content")
    addresses, position = _next(list(changes.order_by("position")[:MOST_CHANGES]))
    try:
        _tell(addresses)
    except NewsroomError as fault:
        pause = min(2**row.attempts, _LONGEST_PAUSE_SECONDS)
        logger.warning("The cache was not told what to forget: %s", fault)
        mine = Purging.objects.filter(pk=pk)
        mine.update(
            attempts=F("attempts") + 1,
            last_error=str(fault),
            due_at=timezone.now() + timedelta(seconds=pause),
            claimed_until=None,
        )
        return
    Purging.objects.filter(pk=pk, position=row.position).update(
        position=max(position, row.position), attempts=0, last_error="", due_at=None, claimed_until=None
    )


def _next(changes: Sequence[Change]) -> tuple[list[str], int]:
    """What is told in one run, and the position of the last change that it tells of; 0 where there is none.

    Story by story until there is enough for one run: a slow cache is told the rest by the next.
    """
    versions: dict[int, int] = {}  # the first version that came, of each story
    for change in changes:
        if change.edition is not None:
            versions.setdefault(change.story_id, change.edition.number)
    stories = PublishedStory.objects.in_bulk({change.story_id for change in changes})
    addresses: dict[str, None] = {}
    told: set[int] = set()
    for place, change in enumerate(changes):
        if len(addresses) >= _ENOUGH and change.story_id not in told:
            return list(addresses), changes[place - 1].position or 0
        if change.story_id not in told:
            told.add(change.story_id)
            addresses |= dict.fromkeys(addresses_of(stories[change.story_id], since=versions.get(change.story_id)))
    return list(addresses), (changes[-1].position or 0) if changes else 0


def addresses_of(story: PublishedStory, *, since: int | None = None) -> list[str]:
    """The addresses of a story that a cache must forget: its page, the front, and files that no edition shows now.

    Versions may have come fast: the files of all from the one before `since` on are asked for, else of the last two.
    """
    rows = Edition.objects.filter(story=story).order_by("-number")
    editions = list(rows[:2] if since is None else rows.filter(number__gte=since - 1))
    before = {shown for edition in editions for shown in _shown(edition.content)}
    still: set[str] = set()
    if story.is_public():
        live = story.images.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), pulled_at=None)
        still = {str(uid) for uid in live.values_list("uid", flat=True)}
    now = {shown for edition in editions[:1] for shown in _shown(edition.content) if shown[0] in still}
    elsewhere = PublishedStory.objects.public().exclude(pk=story.pk).filter(images__uid__in=[s[0] for s in before])
    kept = {str(uid) for uid in elsewhere.values_list("images__uid", flat=True)}
    gone = sorted((shown for shown in before - now if shown[0] not in kept), key=str)
    files = [
        rendition_url(uid, version, size, form)
        for uid, version, own_px, focus in gone
        for form, size in sizes(own_px, focus)
    ]
    return [settings.PUBLIC_URL + path for path in (story.get_absolute_url(), reverse("readers:home"), *files)]


def _shown(content: dict[str, Any]) -> list[_Shown]:
    return [
        (image["uid"], image["version"], (image["width_px"], image["height_px"]), _focus(image))
        for image in content["desk"]["images"]
    ]


def _focus(image: dict[str, Any]) -> tuple[int, int] | None:
    return (image["focus"][0], image["focus"][1]) if "focus" in image else None


def _tell(addresses: list[str]) -> None:
    """Post the addresses. Raises NewsroomError where the cache does not answer, or not with a success."""
    headers = {"Content-Type": "application/json"}
    if settings.PURGE_TOKEN:
        headers["Authorization"] = f"Bearer {settings.PURGE_TOKEN}"
    for start in range(0, len(addresses), MOST_ADDRESSES):
        answer = outbound.fetch(
            settings.PURGE_URL,
            method="POST",
            headers=headers,
            body=json.dumps({"files": addresses[start : start + MOST_ADDRESSES]}).encode(),
            deadline_seconds=_DEADLINE_SECONDS,
            max_bytes=100_000,
            allow_private=True,  # an operator's setting, never an address that somebody typed
        )
        if not 200 <= answer.status < 300:
            raise NewsroomError(f"The cache answered {answer.status}.")
