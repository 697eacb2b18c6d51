"""Where a walk through a list stands: a signed place, opaque to partners."""

from __future__ import annotations

from django.core import signing

from editions.places import Place
from partners.problems import Problem


def write(place: Place, *, of: tuple[str, str]) -> str:
    """Return the cursor that goes on after this place of the list (kind, key)."""
    return _signer(of).sign(place.word())


def read(cursor: str, *, of: tuple[str, str]) -> Place:
    """Return the place. Raises Problem for a cursor we did not write, or wrote for another list."""
    try:
        return Place.read(_signer(of).unsign(cursor))
    except signing.BadSignature as error:
        raise Problem(
            "bad-cursor",
            "This cursor is not one of ours for this list. Begin again without `cursor`, and follow `next` as it is.",
        ) from error


def _signer(of: tuple[str, str]) -> signing.Signer:
    return signing.Signer(sep=".", salt=f"partners.cursors:{of[0]}:{of[1]}")
