"""What a story page is made from: the published story of an address and its current edition, in one query.

The statement is written out: Django composes a query anew for every request, which took longer than the database
needs to answer it. Its condition is that of PublishedStoryQuerySet.public(); a test holds the two together.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from editions.content import upgrade
from editions.redactions import redacted
from readers.moments import aware

_CURRENT = """
SELECT story.first_published_at, story.updated_at, story.modified_at, story.redactions,
       COALESCE(story.looked_at, story.first_published_at),
       edition.number, edition.schema_version, edition.content_digest, edition.content
FROM editions_publishedstory story JOIN editions_edition edition ON edition.id = story.current_edition_id
WHERE story.slug = %s AND story.state = 'live'"""


MOST_KNOWN = 10_000
_has_plans: dict[str, bool] = {}


class Current(NamedTuple):
    """A public story's times (aware) and redactions with number, form, digest and JSON of its current edition.

    An editor looked at it when it first ran, if never since.
    """

    first_published_at: datetime
    updated_at: datetime
    modified_at: datetime
    redactions_json: str
    looked_at: datetime
    number: int
    schema_version: int
    content_digest: str
    content_json: str

    def has_plans(self) -> bool:
        """Whether it may tell of something planned. Remembered by digest: a long edition is searched for a while."""
        known = _has_plans.get(self.content_digest)
        if known is None:
            if len(_has_plans) >= MOST_KNOWN:
                _has_plans.clear()
            known = _has_plans[self.content_digest] = '"planned"' in self.content_json
        return known

    def content(self) -> dict[str, Any]:
        """What is left of the edition, in today's form. Raises BadContent where this program is older than it."""
        content = upgrade(orjson.loads(self.content_json), self.schema_version)
        return redacted(content, orjson.loads(self.redactions_json), version=self.number)


def current_edition(slug: str) -> Current | None:
    """Fetch the story of that address where any reader may see it, else None."""
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, [slug])
        row = cursor.fetchone()
    if row is None:
        return None
    # Both drivers of ours hand JSON over as text: Django tells psycopg not to read it.
    first, updated, modified, redactions, looked, *edition = row
    return Current(aware(first), aware(updated), aware(modified), redactions, aware(_read(looked)), *edition)


def _read(value: datetime | str) -> datetime:
    """SQLite hands a time that was computed over as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
