"""One page of one list of live stories, the newest first: one range of Listing's index, without counts.

The statement is written out: composing it anew for every request took 0.7 ms, and running it 0.1 ms. Its
condition on stories is that of PublishedStoryQuerySet.public(); a test holds the two together.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from editions.models import PublishedStory
from editions.places import AFTER, Place
from partners.documents import LINE, as_json, story_lines
from partners.parameters import ListQuery
from partners.press import LINES

_STANDINGS = """
SELECT listing.sort_at, story.id, story.uid, story.current_edition_id, story.slug
FROM editions_listing listing JOIN editions_publishedstory story ON story.id = listing.story_id
WHERE listing.kind = %s AND listing.key = %s
AND story.state = 'live' AND story.current_edition_id IS NOT NULL"""
_SINCE = " AND listing.sort_at >= %s"
_ORDER = " ORDER BY listing.sort_at DESC, listing.story_id DESC LIMIT %s"


class Standing(NamedTuple):
    """Where a story stands in a list, and what its line depends on, as the database's driver gives them."""

    sort_at: datetime
    story_id: int
    uid: object
    edition_id: int
    slug: str


class Page(NamedTuple):
    """The lines of a page as JSON, the editions they tell of, and the place the next page starts after, if any."""

    lines: list[bytes]
    editions: tuple[int, ...]
    place: Place | None


def page_of(query: ListQuery) -> Page:
    """Return a page of the list.

    One query, and one more where lines were not rendered before.
    """
    found = _standings(query)
    rows = found[: query.limit]
    place = Place(_aware(rows[-1].sort_at), _uid(rows[-1].uid)) if len(found) > query.limit else None
    return Page(*_lines(rows), place)


def _standings(query: ListQuery) -> list[Standing]:
    sql = _STANDINGS
    values: list[Any] = [query.kind, query.key]
    if query.after is not None:
        sql, values = sql + AFTER, [*values, *query.after.values()]
    if query.since is not None:
        sql, values = sql + _SINCE, [*values, connection.ops.adapt_datetimefield_value(query.since)]
    with connection.cursor() as cursor:
        cursor.execute(sql + _ORDER, [*values, query.limit + 1])
        return [Standing(*row) for row in cursor.fetchall()]


def _aware(moment: datetime) -> datetime:
    """Return a time as the driver gave it with its zone: SQLite's are UTC and do not say so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _uid(value: object) -> UUID:
    """Return a uid as the driver gave it: SQLite's are text."""
    return value if isinstance(value, UUID) else UUID(str(value))


def _lines(rows: list[Standing]) -> tuple[list[bytes], tuple[int, ...]]:
    """Return the lines in the order of the rows; a story that was withdrawn since the rows were read is left out."""
    kept = {row.story_id: LINES.find((row, settings.PUBLIC_URL)) for row in rows}
    editions = {row.story_id: row.edition_id for row in rows}
    missing = {row.story_id: row for row in rows if kept[row.story_id] is None}
    if missing:
        stories = PublishedStory.objects.public().filter(pk__in=missing).order_by()
        for story_id, edition_id, *columns in stories.values_list("pk", "current_edition_id", *LINE):
            line = kept[story_id] = as_json(story_lines([tuple(columns)])[0])
            editions[story_id] = edition_id  # may be newer than what was listed a moment ago
            LINES.keep((missing[story_id], settings.PUBLIC_URL), line)
        editions = {pk: edition for pk, edition in editions.items() if kept[pk] is not None}
    return [line for line in kept.values() if line is not None], tuple(editions.values())
