"""The frames in which a picture is shown: a version, which is crop and words in the files, and a focal point.

A picture has one of its own; what editions show may be older. The files of those are owed to readers as well, also
where they were not all made before somebody cropped the picture, set another point or mended its credit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from django.utils import timezone

from media.embedding import Words
from media.models import Image, PastVersion, ShownFrame

_MIDDLE = (500, 500)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the files of a version show and say. The focus is in permille of what is shown, across and down."""

    version: int
    crop: Sequence[int] | None
    focus: Sequence[int]
    words: Words

    def size(self, image: Image) -> tuple[int, int]:
        """Width and height in px of what it shows of the picture."""
        return Image(width_px=image.width_px, height_px=image.height_px, crop=self.crop).shown_size()


def words_of(image: Image) -> Words:
    """What every file made of the picture says of itself."""
    said = image.creator, image.credit_line, image.copyright_notice, image.usage_terms
    return Words(*said, image.digital_source_type if image.is_generated() else "")


def own_frame(image: Image) -> Frame:
    """The frame that the desk shows and that the next edition takes."""
    return Frame(image.version, image.crop, image.focus(), words_of(image))


def frames_of(image: Image) -> list[Frame]:
    """Every frame whose files are to be there: those that editions show first, the picture's own last. Two queries."""
    shown = list(image.shown_frames.order_by("pk"))
    past = {row.version: row for row in image.past_versions.filter(version__in={row.version for row in shown})}
    found = []
    for row in shown:
        focus, before = [row.across_permille, row.down_permille], past.get(row.version)
        if before is not None:
            found.append(Frame(row.version, before.crop, focus, Words(*before.words)))
        elif image.framed_version <= row.version <= image.version:
            # The version of today, or one from before past versions were kept, which has the same crop.
            found.append(Frame(row.version, image.crop, focus, words_of(image)))
    own = own_frame(image)
    return found if own in found else [*found, own]


def keep_version(image: Image) -> None:
    """Keep what the picture's version shows and says. Call it in the transaction that raises the version, before."""
    PastVersion.objects.create(
        image=image, version=image.version, crop=image.crop, words=list(astuple(words_of(image)))
    )


def show(shown: Iterable[tuple[str, int, Sequence[int] | None]]) -> None:
    """Note in which frames an edition shows pictures (uid, version, focus), inside the transaction that writes it.

    Of a frame that is not the picture's own any more the files fall due; of its own they are made anyway. One query
    where nothing is new.
    """
    wanted = {(uid, version, *_point(focus)) for uid, version, focus in shown}
    if not wanted:
        return
    rows = ShownFrame.objects.filter(image__uid__in={one[0] for one in wanted})
    rows_known = rows.values_list("image__uid", "version", "across_permille", "down_permille")
    fresh = wanted - {(str(uid), version, across, down) for uid, version, across, down in rows_known}
    if not fresh:
        return
    # The lock lets a crop wait: it makes the picture due after this row is there for the worker to see.
    images = Image.objects.select_for_update(of=("self",)).filter(uid__in={one[0] for one in fresh}).order_by("pk")
    for image in images:
        mine = [one[1:] for one in fresh if one[0] == str(image.uid)]
        ShownFrame.objects.bulk_create(
            (ShownFrame(image=image, version=v, across_permille=x, down_permille=y) for v, x, y in mine),
            ignore_conflicts=True,
        )
        if any((version, [x, y]) != (image.version, image.focus()) for version, x, y in mine):
            Image.objects.filter(pk=image.pk).update(renditions_due_since=timezone.now(), claimed_until=None)


def _point(focus: Sequence[int] | None) -> tuple[int, int]:
    across, down = _MIDDLE if focus is None else focus
    return across, down
