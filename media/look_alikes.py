"""Which pictures of the library show the same photograph: found by machine, joined and parted by people.

Each process that takes pictures in keeps the windows of all of them in memory, 640 bytes a picture, and reads what was
added since at each question. What it finds there are candidates only: the rows decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q
from numpy.typing import NDArray

from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog
from media import likeness
from media.models import Image, PartedImages

_WINDOWS = len(likeness.window_boxes())
_WINDOW_BYTES = 16
_MOST_CANDIDATES = 12
_CHUNK = 4_096
# Rows whose keys were given earlier may become visible later: how many of the last are read again.
_REREAD = 200
_LATE = timedelta(minutes=10)


class NotJoined(NewsroomError):
    """Two groups that must stay apart for now."""


@dataclass(slots=True)
class _Shelf:
    """The windows of every picture that has a print, by key: (pictures, windows, 2)."""

    keys: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    windows: NDArray[np.uint64] = field(default_factory=lambda: np.zeros((0, _WINDOWS, 2), np.uint64))
    last: tuple[int, UUID] | None = None
    newest: datetime | None = None
    lock: Lock = field(default_factory=Lock)

    def near(self, known: likeness.Print) -> list[int]:
        """Return the keys of pictures a window of which is near, the nearest first."""
        with self.lock:
            self._catch_up()
            keys, windows = self.keys, self.windows
        asked = likeness.bits_of(known.windows)
        found: list[tuple[int, int]] = []
        for start in range(0, len(keys), _CHUNK):
            part = windows[start : start + _CHUNK]
            bits = likeness.differing(asked[0], part).min(axis=1)
            for window in asked[1:]:
                np.minimum(bits, likeness.differing(window, part[:, 0]), out=bits)
            for at in np.flatnonzero(bits <= likeness.CANDIDATE_BITS):
                found.append((int(bits[at]), int(keys[start + at])))
        return [key for _, key in sorted(found)[:_MOST_CANDIDATES]]

    def _catch_up(self) -> None:
        """Read what was added since; everything, where the last one read is not what it was (a restored database)."""
        if self.last and not Image.objects.filter(pk=self.last[0], uid=self.last[1]).exists():
            self.keys, self.windows, self.last, self.newest = self.keys[:0], self.windows[:0], None, None
        rows = Image.objects.order_by("pk").values_list("pk", "uid", "printed_at", "windows")
        if self.last:
            # Those that were read late have old keys: the time at which they were read finds them.
            late = Q(printed_at__gte=self.newest - _LATE) if self.newest else Q()
            rows = rows.filter(Q(pk__gt=self.last[0] - _REREAD) | late)
        found = [(pk, uid, at, bytes(data)) for pk, uid, at, data in rows.iterator() if data]
        held = set(self.keys[np.isin(self.keys, [row[0] for row in found])].tolist())
        new = [row for row in found if row[0] not in held]
        if not new:
            return
        shape = (len(new), _WINDOWS, 2)
        windows = np.frombuffer(b"".join(row[3] for row in new), np.uint64).reshape(shape)
        self.keys = np.concatenate([self.keys, np.array([row[0] for row in new], np.int64)])
        self.windows = np.concatenate([self.windows, windows])
        last = max(row[:2] for row in new)
        self.last = last if self.last is None else max(self.last, last)
        self.newest = max(filter(None, [self.newest, *(row[2] for row in new)]), default=None)


_shelf = _Shelf()


def find(known: likeness.Print, image: Image | None = None) -> Image | None:
    """Return the picture of the library that shows the same photograph, the most alike; None where none does.

    Given an image, it is not asked for itself, nor for a picture from which a person parted it.
    """
    if not known:
        return None
    keys = [key for key in _shelf.near(known) if image is None or key != image.pk]
    rows = {row.pk: row for row in Image.objects.filter(pk__in=keys).select_related("same_as")}
    apart = _parted_from(image) if image else set()
    for row in (rows[key] for key in keys if key in rows and key not in apart):
        if likeness.is_same_photograph(known, likeness.Print(bytes(row.windows), bytes(row.sketch))):
            return row
    return None


def joined(known: likeness.Print) -> Image | None:
    """Return the first picture of the group that a new picture with this print joins."""
    found = find(known)
    return (found.same_as or found) if found else None


def group_of(image: Image) -> list[Image]:
    """The pictures that show this photograph, the first one first."""
    root = image.same_as_id or image.pk
    return list(Image.objects.filter(Q(pk=root) | Q(same_as=root)).order_by("pk"))


@transaction.atomic
def join(image: Image, other: Image, *, by: Actor) -> Image:
    """Say that two pictures show the same photograph: the image and its group join the other's group.

    No machine parts them, and what a person said before of these groups being different is forgotten. Raises NotJoined
    where one of them was pulled: the other would leave every story, and nobody had decided that.
    """
    members = _taken(image)
    there = _taken(other)
    root = there[0]
    if root.pk == members[0].pk:
        return image
    if any(one.pulled_at for one in members) != any(one.pulled_at for one in there):
        raise NotJoined(
            f"Of no. {image.pk} and no. {other.pk} one was pulled from every story. Pull the other too, then join them."
        )
    for one in members:
        for its in there:
            PartedImages.objects.filter(**_pair(one, its)).delete()
    for one in members:
        _set_group(one, root, "join_images", by=by)
    image.same_as = root
    return image


@transaction.atomic
def part(image: Image, *, by: Actor) -> Image:
    """Say that a picture shows another photograph than its group; if it was the first, the next one leads the rest.

    It is remembered of each pair: no machine joins them again.
    """
    members = _taken(image)
    rest = [one for one in members if one.pk != image.pk]
    for one in rest:
        PartedImages.objects.get_or_create(**_pair(image, one))
    if rest and members[0].pk == image.pk:
        _set_group(rest[0], None, "part_image", by=by)
        for one in rest[1:]:
            _set_group(one, rest[0], "join_images", by=by)
    elif rest:
        _set_group(image, None, "part_image", by=by)
    image.same_as = None
    return image


def _taken(image: Image) -> list[Image]:
    """The group as it stands, its rows taken, the first one first."""
    standing = Image.objects.get(pk=image.pk)
    root = standing.same_as_id or standing.pk
    rows = Image.objects.select_for_update(of=("self",)).filter(Q(pk=root) | Q(same_as=root))
    return sorted(rows, key=lambda one: (one.pk != root, one.pk))


def _set_group(image: Image, root: Image | None, verb: str, *, by: Actor) -> None:
    before = str(image.same_as.uid) if image.same_as else ""
    image.same_as = root
    image.save(update_fields=["same_as"])
    EditLog.objects.record(
        verb, image, by=by, before={"same_as": before}, after={"same_as": str(root.uid) if root else ""}
    )


def _pair(one: Image, other: Image) -> dict[str, Any]:
    low, high = sorted((one.pk, other.pk))
    return {"one_id": low, "other_id": high}


def _parted_from(image: Image) -> set[int]:
    rows = PartedImages.objects.filter(Q(one=image) | Q(other=image)).values_list("one_id", "other_id")
    return {key for pair in rows for key in pair} - {image.pk}
