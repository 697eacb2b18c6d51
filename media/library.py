"""Verbs on the photo library: add a picture, and describe it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import ImageOps

from foundation.models import Actor, EditLog, User
from media import likeness, quarantine, renditions, saying
from media.frames import keep_version, own_frame, words_of
from media.look_alikes import find, joined
from media.making import rendition_row
from media.models import Image, original_path, rendition_path
from media.saying import Said, Values
from media.storing import read, removed_on_failure, write

# What stands in the files themselves: where one of them changes, the files are made anew under a new version.
_IN_FILES = {"credit_line", "usage_terms", "creator", "copyright_notice", "digital_source_type"}


def add_image(data: bytes, *, by: Actor, **said: Unpack[Said]) -> Image:
    """Take a picture into the library, with the size the desk shows; the other sizes become due.

    What its file says fills the fields that `said` leaves blank. The same bytes again give the picture that stands,
    its blank texts filled and its others untouched. A look-alike joins the group of the first.
    Raises BadPicture, BadText and TryLater; then nothing was kept.
    """
    texts = saying.cleaned(**said)
    sha256 = hashlib.sha256(data).hexdigest()
    standing = Image.objects.filter(sha256=sha256).first()
    if standing is not None:
        return _filled(standing, texts, by=by)
    image, desk_size = _prepared(data, texts, by)
    image.sha256 = sha256
    image.uploaded_by = by if isinstance(by, User) else None
    rendition = rendition_row(image, own_frame(image), desk_size)
    names = original_path(image, ""), rendition_path(rendition, "")
    image.original.name, rendition.file.name = names
    try:
        with removed_on_failure(*names):
            write(names[0], data)
            write(names[1], desk_size.data)
            with transaction.atomic():
                image.save(force_insert=True)
                rendition.image = image
                rendition.save(force_insert=True)
                EditLog.objects.record("add_image", image, by=by, after=_told(image))
    except IntegrityError:
        twin = Image.objects.filter(sha256=sha256).first()
        if twin is None:
            raise
        return _filled(twin, texts, by=by)  # Somebody added the same bytes in this very moment.
    return image


@dataclass(frozen=True, slots=True)
class Known:
    """A picture of the library that shows what a file shows: the same bytes, or the same photograph, maybe mirrored."""

    image: Image
    is_same_file: bool
    is_mirrored: bool = False


def known(data: bytes) -> Known | None:
    """Return the library's picture that shows the same as this file, None where there is none. Nothing is kept.

    One that is mirrored is told, and never joined by itself: it shows what was not there. Raises BadPicture.
    """
    standing = Image.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if standing is not None:
        return Known(standing, is_same_file=True)
    picture = quarantine.open_new(data, max_width_px=renditions.DESK_WIDTH_PX).picture
    if found := find(likeness.read(picture)):
        return Known(found, is_same_file=False)
    mirrored = find(likeness.read(ImageOps.mirror(picture)))
    return Known(mirrored, is_same_file=False, is_mirrored=True) if mirrored else None


def describe(image: Image, *, by: Actor, **said: Unpack[Said]) -> Image:
    """Change what the library says of a picture; what is not given stays. Saving the same again changes nothing.

    What stands in its files too makes a new version of them due; what is public keeps its own.
    Raises BadText; then none is changed.
    """
    return _change(image, saying.cleaned(**said), by=by)


def read_again(image: Image, *, by: Actor) -> Image:
    """Read again what the picture's file says. A field that a person filled or emptied stays as it is.

    Raises BadPicture where the file can no longer be read, LostFile and TryLater as `storing.opened`.
    """
    texts = saying.prefilled(quarantine.read_words(read(image.original.name)))
    kept = set(image.said_by_person)
    return _change(image, {name: value for name, value in texts.items() if name not in kept}, by=by, is_typed=False)


# --- adding -----------------------------------------------------------------------------------------
def _prepared(data: bytes, texts: Values, by: Actor) -> tuple[Image, renditions.Made]:
    """Do all the work on pixels, outside any transaction: the row to save and the rendition for the desk."""
    opened = quarantine.open_new(data, max_width_px=renditions.DESK_WIDTH_PX)
    found, picture = opened.found, opened.picture
    image = Image(format=found.format, width_px=found.width_px, height_px=found.height_px)
    saying.fill(image, texts, opened.said, is_person=isinstance(by, User))
    image.size_bytes = len(data)
    image.dominant_colour = renditions.dominant_colour(picture)
    known = likeness.read(picture)
    image.windows, image.sketch, image.printed_at = known.windows, known.sketch, timezone.now()
    image.same_as = joined(known)
    image.renditions_due_since = timezone.now()
    return image, renditions.make(picture, renditions.desk_width_px(found.width_px), "jpeg", words_of(image))


def _told(image: Image) -> dict[str, Any]:
    told: dict[str, Any] = {"sha256": image.sha256, "format": image.format, "size_bytes": image.size_bytes}
    told |= {"width_px": image.width_px, "height_px": image.height_px}
    told["same_as"] = str(image.same_as.uid) if image.same_as else ""
    shown = ("caption", "alt_text", "credit_line", "usage_terms", "rights_basis", "expires_at")
    return told | saying.as_json({name: getattr(image, name) for name in shown})


# --- changing ---------------------------------------------------------------------------------------
def _filled(image: Image, texts: Values, *, by: Actor) -> Image:
    """Give the picture the texts it lacks; what stands is never overwritten."""
    return _change(image, {name: value for name, value in texts.items() if value}, by=by, only_blank=True)


@transaction.atomic
def _change(image: Image, texts: Values, *, by: Actor, only_blank: bool = False, is_typed: bool = True) -> Image:
    standing = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
    texts = saying.parted(texts, standing)
    moved = {name: text for name, text in texts.items() if text != getattr(standing, name)}
    if only_blank:
        moved = {name: text for name, text in moved.items() if not getattr(standing, name)}
    if not moved:
        return standing
    before = {name: getattr(standing, name) for name in moved}
    if _IN_FILES & moved.keys():
        keep_version(standing)
    if is_typed and isinstance(by, User):
        moved["said_by_person"] = sorted({*standing.said_by_person, *moved})
    for name, text in moved.items():
        setattr(standing, name, text)
        setattr(image, name, text)
    changed = list(moved)
    moved.pop("said_by_person", None)
    if _IN_FILES & moved.keys():
        image.version = standing.version = standing.version + 1
        image.renditions_due_since = standing.renditions_due_since = timezone.now()
        standing.claimed_until = None
        changed += ["version", "renditions_due_since", "claimed_until"]
    standing.save(update_fields=changed)
    EditLog.objects.record(
        "describe_image", standing, by=by, before=saying.as_json(before), after=saying.as_json(moved)
    )
    return standing
