"""One page of one list of live stories, the newest first: one range of Listing's index, without counts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from editions.models import PublishedStory
from partners.cursors import Place
from partners.documents import LINE, as_json, story_lines
from partners.parameters import ListQuery
from partners.press import LINES


class Standing(NamedTuple):
    """Where a story stands in a list, and what its line depends on."""

    sort_at: datetime
    story_id: int
    uid: UUID
    edition_id: int
    slug: str


def page_of(query: ListQuery) -> tuple[list[bytes], Place | None]:
    """Return the lines of a page as JSON and the place the next page starts after, None on the last.

    One query, and one more where lines were not rendered before.
    """
    found = _standings(query)
    rows = found[: query.limit]
    place = (rows[-1].sort_at, rows[-1].story_id) if len(found) > query.limit else None
    return _lines(rows), place


def _standings(query: ListQuery) -> list[Standing]:
    asked = Q(listings__kind=query.kind, listings__key=query.key)
    if query.since is not None:
        asked &= Q(listings__sort_at__gte=query.since)
    if query.after is not None:
        sort_at, story_id = query.after
        # The first condition bounds the index range; the others only cut its first rows.
        asked &= Q(listings__sort_at__lte=sort_at)
        asked &= Q(listings__sort_at__lt=sort_at) | Q(listings__story_id__lt=story_id)
    stories = PublishedStory.objects.public().filter(asked).order_by("-listings__sort_at", "-listings__story_id")
    columns = stories.values_list("listings__sort_at", "listings__story_id", "uid", "current_edition_id", "slug")
    return [Standing(*row) for row in columns[: query.limit + 1]]


def _lines(rows: list[Standing]) -> list[bytes]:
    """Return the lines in the order of the rows; a story that was withdrawn since the rows were read is left out."""
    kept = {row.uid: LINES.find((row, settings.PUBLIC_URL)) for row in rows}
    missing = {row.uid: row for row in rows if kept[row.uid] is None}
    if missing:
        stories = PublishedStory.objects.public().filter(uid__in=missing).order_by()
        for line in story_lines(stories.values_list(*LINE)):
            row = missing[UUID(line["uid"])]
            rendered = as_json(line)
            kept[row.uid] = rendered
            LINES.keep((row, settings.PUBLIC_URL), rendered)
    return [line for line in kept.values() if line is not None]
