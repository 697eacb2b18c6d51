"""Where a walk through a list stands: a signed place, opaque to partners.

The story is named by its public uid: its key would tell how many stories ran before it, hidden ones among them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing

from partners.problems import Problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
Place = tuple[datetime, UUID]


def write(place: Place, *, of: tuple[str, str]) -> str:
    """Return the cursor that goes on after this place (sort_at, story uid) of the list (kind, key)."""
    sort_at, uid = place
    return _signer(of).sign(f"{(sort_at - _EPOCH) // _MICROSECOND:x}-{uid.hex}")


def read(cursor: str, *, of: tuple[str, str]) -> Place:
    """Return the place. Raises Problem for a cursor we did not write, or wrote for another list."""
    try:
        microseconds, uid = _signer(of).unsign(cursor).split("-")
    except signing.BadSignature as error:
        raise Problem(
            "bad-cursor",
            "This cursor is not one of ours for this list. Begin again without `cursor`, and follow `next` as it is.",
        ) from error
    return _EPOCH + int(microseconds, 16) * _MICROSECOND, UUID(uid)


def _signer(of: tuple[str, str]) -> signing.Signer:
    return signing.Signer(sep=".", salt=f"partners.cursors:{of[0]}:{of[1]}")
