"""What partners were given: which key had which edition, how often, first and last. partners/noting.py gathers it.

One row for each key and edition, raised by one statement, so that it takes no more room however often a partner asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Field

from editions.models import Edition, PublishedStory, Serving

# Seven values a row: SQLite takes 32,766 of them in one statement.
AT_ONCE = 1_000


class Given(NamedTuple):
    """To which key, by whose name, of which edition."""

    key: UUID
    partner: str
    edition_id: int


@dataclass(slots=True)
class Times:
    """When it was given first and last (aware), how often as a document, and how often as a line of a list."""

    first_at: datetime
    last_at: datetime
    documents: int = 0
    lines: int = 0

    def add(self, other: Times) -> None:
        """Take in what was noted of the same elsewhere."""
        self.first_at, self.last_at = min(self.first_at, other.first_at), max(self.last_at, other.last_at)
        self.documents += other.documents
        self.lines += other.lines


@dataclass(frozen=True, slots=True)
class ServedVersion:
    """One version of a story with the partners that were given it, by name, and when the last of them was."""

    headline: str
    number: int
    partners: list[str]
    last_at: datetime


_COLUMNS = ("edition", "key", "partner", "first_at", "last_at", "documents", "lines")
_INSERT = "INSERT INTO editions_serving (edition_id, key, partner, first_at, last_at, documents, lines) VALUES "
_PLACES = "(%s, %s, %s, %s, %s, %s, %s)"
# LEAST and GREATEST are the words of PostgreSQL.
_RAISE = """
ON CONFLICT (edition_id, key) DO UPDATE SET
first_at = LEAST(editions_serving.first_at, excluded.first_at),
last_at = GREATEST(editions_serving.last_at, excluded.last_at),
documents = editions_serving.documents + excluded.documents,
lines = editions_serving.lines + excluded.lines"""
_RAISE_IN_SQLITE = _RAISE.replace("LEAST", "MIN").replace("GREATEST", "MAX")


def write_down(noted: Mapping[Given, Times]) -> None:
    """Add what was noted to the rows: at most AT_ONCE of them, in one statement. Raises DatabaseError.

    Of an edition that is gone nothing is written: the row would keep all the others out.
    """
    known = set(Edition.objects.filter(pk__in={given.edition_id for given in noted}).values_list("pk", flat=True))
    noted = {given: times for given, times in noted.items() if given.edition_id in known}
    if not noted:
        return
    fields = [Serving._meta.get_field(name) for name in _COLUMNS]
    values: list[Any] = []
    # Always in this order: processes that raise the same rows at once do not wait for each other in a circle.
    for given, times in sorted(noted.items(), key=lambda pair: (pair[0].edition_id, pair[0].key)):
        row = (given.edition_id, given.key, given.partner, times.first_at, times.last_at, times.documents, times.lines)
        for field, value in zip(fields, row, strict=True):
            assert isinstance(field, Field)
            values.append(field.get_db_prep_save(value, connection))
    raising = _RAISE_IN_SQLITE if connection.vendor == "sqlite" else _RAISE
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_PLACES] * len(noted)) + raising, values)


def served(
    stories: Iterable[PublishedStory], holding: Collection[tuple[int, int]] | None = None
) -> list[ServedVersion]:
    """Which versions of these stories partners were given, the newest of each story first; one query.

    `holding` are the versions that matter, as the story's id and the number; None: all of them.
    """
    names = ("edition__story_id", "edition__story__headline", "edition__number", "partner", "last_at")
    rows = Serving.objects.filter(edition__story__in=[story.pk for story in stories])
    rows = rows.order_by("edition__story_id", "edition__number", "partner")
    found: dict[tuple[int, int], tuple[str, dict[str, None], datetime]] = {}
    for story, headline, number, partner, last_at in rows.values_list(*names):
        if holding is not None and (story, number) not in holding:
            continue
        _, partners, latest = found.setdefault((story, number), (headline, {}, last_at))
        partners[partner] = None
        found[story, number] = (headline, partners, max(latest, last_at))
    told = sorted(found.items(), key=lambda pair: (pair[0][0], -pair[0][1]))
    return [
        ServedVersion(headline, number, sorted(partners), last_at)
        for (_, number), (headline, partners, last_at) in told
    ]
