"""One page of one list of live stories, the newest first: one range of Listing's index, without counts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from editions.models import PublishedStory
from partners.cursors import Place
from partners.documents import LINE
from partners.parameters import ListQuery


def page_of(query: ListQuery) -> tuple[list[tuple[Any, ...]], Place | None]:
    """Return the rows (columns LINE) of a page and the place the next one starts after, None on the last."""
    asked = Q(listings__kind=query.kind, listings__key=query.key)
    if query.since is not None:
        asked &= Q(listings__sort_at__gte=query.since)
    if query.after is not None:
        sort_at, story_id = query.after
        # The first condition bounds the index range; the others only cut its first rows.
        asked &= Q(listings__sort_at__lte=sort_at)
        asked &= Q(listings__sort_at__lt=sort_at) | Q(listings__story_id__lt=story_id)
    stories = PublishedStory.objects.public().filter(asked).order_by("-listings__sort_at", "-listings__story_id")
    found = list(stories.values_list(*LINE, "listings__sort_at", "listings__story_id")[: query.limit + 1])
    rows = found[: query.limit]
    place = (rows[-1][-2], rows[-1][-1]) if len(found) > query.limit else None
    return [row[:-2] for row in rows], place
