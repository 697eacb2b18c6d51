"""Where a list of published stories goes on: after the row it ended with. No offsets, no counts.

The row is named by its story's public uid: its key would tell how many stories ran before it, hidden ones among them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# 14 hex digits: every such number fits a datetime.
_FORM = re.compile(r"([0-9a-f]{1,14})-([0-9a-f]{32})")

# The rows of a statement over `editions_listing listing` that stand after a place, newest first; its values are
# Place.values(). After the key of the place's story; where that is not public any more, after its time, with all
# others of that time.
AFTER = """ AND (listing.sort_at, listing.story_id) < (%s, COALESCE(
    (SELECT id FROM editions_publishedstory WHERE uid = %s AND state = 'live'), 9223372036854775807))"""


class BadPlace(ValueError):
    """The word is none that `Place.word` wrote."""


class Place(NamedTuple):
    """The sort time (aware) and the uid of the story that a page ended with."""

    sort_at: datetime
    uid: UUID

    def word(self) -> str:
        """The place as one word, as it stands in an address."""
        return f"{(self.sort_at - _EPOCH) // _MICROSECOND:x}-{self.uid.hex}"

    @classmethod
    def read(cls, word: str) -> Place:
        """The place of a word. Raises BadPlace for anything `word` does not write."""
        match = _FORM.fullmatch(word)
        if match is None:
            raise BadPlace(word)
        return cls(_EPOCH + int(match[1], 16) * _MICROSECOND, UUID(match[2]))

    def values(self) -> list[Any]:
        """What stands for the two marks in AFTER, as this database takes it."""
        return [connection.ops.adapt_datetimefield_value(self.sort_at), self.uid.hex]
