"""Lists of published stories, newest first: one index range over Listing, whatever the size of the archive.

The statement of pages is written out: composing it anew for every request took longer than running it. Its condition
on stories is that of PublishedStoryQuerySet.public(); a test holds the two together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F

from editions.models import PublishedStory, PublishedStoryQuerySet
from editions.places import AFTER, Place
from readers.moments import aware

PAGE_STORIES = 24

_CARDS = """
SELECT story.uid, story.slug, story.headline, story.kicker, story.standfirst, story.lead_image,
       story.article_count, story.publisher_count, story.language, story.updated_at, story.modified_at, listing.sort_at
FROM editions_listing listing JOIN editions_publishedstory story ON story.id = listing.story_id
WHERE listing.kind = %s AND listing.key = %s
AND story.state = 'live' AND story.current_edition_id IS NOT NULL"""
_ORDER = " ORDER BY listing.sort_at DESC, listing.story_id DESC LIMIT %s"


class Row(NamedTuple):
    """What a card shows of a story. Columns of PublishedStory only: a list never reads an edition's content."""

    uid: UUID
    slug: str
    headline: str
    kicker: str
    standfirst: str
    lead_image: dict[str, Any] | None
    article_count: int
    publisher_count: int
    language: str
    updated_at: datetime
    modified_at: datetime
    sort_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and where the next page begins (None on the last)."""

    rows: list[Row]
    older: Place | None

    def changed_at(self) -> datetime | None:
        """When the newest change on the page happened; None for an empty page."""
        return max((row.modified_at for row in self.rows), default=None)

    def updated_at(self) -> datetime | None:
        """When the facts of a story on the page last moved; None for an empty page."""
        return max((row.updated_at for row in self.rows), default=None)


def newest(kind: str, key: str) -> PublishedStoryQuerySet:
    """Public stories of one list, newest first; `sort_at` is annotated. Not yet cut to a number."""
    stories = PublishedStory.objects.public().filter(listings__kind=kind, listings__key=key)
    return stories.annotate(sort_at=F("listings__sort_at")).order_by("-listings__sort_at", "-listings__story_id")


def page(kind: str, key: str, *, before: Place | None = None) -> Page:
    """Fetch one page of a list in one query, from the cursor on."""
    sql = _CARDS
    values: list[Any] = [kind, key]
    if before is not None:
        sql += AFTER
        values += before.values()
    with connection.cursor() as cursor:
        cursor.execute(sql + _ORDER, [*values, PAGE_STORIES + 1])
        rows = [_row(columns) for columns in cursor.fetchall()]
    if len(rows) <= PAGE_STORIES:
        return Page(rows, None)
    last = rows[PAGE_STORIES - 1]
    return Page(rows[:PAGE_STORIES], Place(last.sort_at, last.uid))


def _row(columns: tuple[Any, ...]) -> Row:
    """The row as Python has it: the drivers hand JSON over as text, and SQLite's times do not name their zone."""
    uid, slug, headline, kicker, standfirst, image, articles, outlets, language, updated, modified, sort = columns
    return Row(
        uid if isinstance(uid, UUID) else UUID(uid),
        slug,
        headline,
        kicker,
        standfirst,
        json.loads(image) if image else None,
        articles,
        outlets,
        language,
        aware(updated),
        aware(modified),
        aware(sort),
    )
