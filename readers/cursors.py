"""Where a list goes on: the place of its last row, as one word in the address. No offsets, no counts.

The row is named by its public uid: its key would tell how many stories ran before it, hidden ones among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# 14 hex digits: every such number fits a datetime.
_FORM = re.compile(r"([0-9a-f]{1,14})-([0-9a-f]{32})")


class BadCursor(ValueError):
    """The word is none that `Cursor.word` wrote."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort time and the uid of the story that a page ended with."""

    sort_at: datetime
    uid: UUID

    def word(self) -> str:
        """The cursor as it stands in an address."""
        return f"{(self.sort_at - _EPOCH) // _MICROSECOND:x}-{self.uid.hex}"

    @classmethod
    def read(cls, word: str) -> Cursor:
        """The cursor an address carries. Raises BadCursor for anything `word` does not write."""
        match = _FORM.fullmatch(word)
        if match is None:
            raise BadCursor(word)
        return cls(_EPOCH + int(match[1], 16) * _MICROSECOND, UUID(match[2]))
