"""Lists of published stories, newest first: one index range over Listing, whatever the size of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from editions.models import PublishedStory, PublishedStoryQuerySet
from readers.cursors import Cursor

PAGE_STORIES = 24

# Columns of PublishedStory only: a list never reads an edition's content.
CARD_COLUMNS = (
    "pk",
    "uid",
    "slug",
    "headline",
    "kicker",
    "standfirst",
    "lead_image",
    "article_count",
    "publisher_count",
    "language",
    "first_published_at",
    "updated_at",
    "modified_at",
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: rows of CARD_COLUMNS and `sort_at`, and where the next page begins (None on the last)."""

    rows: list[Row]
    older: Cursor | None

    def changed_at(self) -> datetime | None:
        """When the newest change on the page happened; None for an empty page."""
        return max((row["modified_at"] for row in self.rows), default=None)


def newest(kind: str, key: str, *, before: Cursor | None = None) -> PublishedStoryQuerySet:
    """Public stories of one list, newest first, from the cursor on; `sort_at` is annotated. Not yet cut to a page."""
    place = Q(listings__kind=kind, listings__key=key)
    if before is not None:
        # Two bounds instead of an OR, so that the index range begins at the cursor.
        place &= Q(listings__sort_at__lte=before.sort_at)
        place &= Q(listings__sort_at__lt=before.sort_at) | Q(listings__story_id__lt=before.story_id)
    stories = PublishedStory.objects.public().filter(place).annotate(sort_at=F("listings__sort_at"))
    return stories.order_by("-listings__sort_at", "-listings__story_id")


def page(kind: str, key: str, *, before: Cursor | None = None) -> Page:
    """Fetch one page of a list in one query."""
    rows = list(newest(kind, key, before=before).values(*CARD_COLUMNS, "sort_at")[: PAGE_STORIES + 1])
    if len(rows) <= PAGE_STORIES:
        return Page(rows, None)
    last = rows[PAGE_STORIES - 1]
    return Page(rows[:PAGE_STORIES], Cursor(last["sort_at"], last["pk"]))
