"""Verbs on the photo library: add a picture, and describe it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import limits
from foundation.addresses import canonical_url
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line, clean_text
from media import decoding, inspecting, likeness, renditions
from media.look_alikes import find, joined
from media.making import rendition_row, words_of
from media.models import Image, original_path, rendition_path
from media.storing import removed_on_failure, write

_LINES = {
    "alt_text": ("The alt text", limits.ALT_TEXT_CHARS),
    "credit_line": ("The credit line", limits.CREDIT_CHARS),
    "usage_terms": ("The usage terms", 500),
    "creator": ("The creator", limits.CREDIT_CHARS),
    "copyright_notice": ("The copyright notice", 500),
}
# What stands in the files themselves: where one of them changes, the files are made anew under a new version.
_IN_FILES = {"credit_line", "usage_terms", "creator", "copyright_notice"}


def add_image(
    data: bytes,
    *,
    by: Actor,
    caption: str = "",
    alt_text: str = "",
    credit_line: str = "",
    usage_terms: str = "",
    source_url: str = "",
    creator: str = "",
    copyright_notice: str = "",
) -> Image:
    """Take a picture into the library, with the size the desk shows; the other sizes become due.

    The same bytes again give the picture that stands, its blank texts filled and its others untouched.
    A look-alike joins the group of the first. Raises BadPicture, BadText and TryLater; then nothing was kept.
    """
    given = {"caption": caption, "alt_text": alt_text, "credit_line": credit_line, "usage_terms": usage_terms}
    given |= {"source_url": source_url, "creator": creator, "copyright_notice": copyright_notice}
    texts = _cleaned(**given)
    sha256 = hashlib.sha256(data).hexdigest()
    standing = Image.objects.filter(sha256=sha256).first()
    if standing is not None:
        return _filled(standing, texts, by=by)
    image, desk_size = _prepared(data, texts)
    image.sha256 = sha256
    image.uploaded_by = by if isinstance(by, User) else None
    rendition = rendition_row(image, desk_size)
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
    """A picture of the library that shows what a file shows: the same bytes, or the same photograph."""

    image: Image
    is_same_file: bool


def known(data: bytes) -> Known | None:
    """Return the library's picture that shows the same as this file, None where there is none. Nothing is kept.

    Raises BadPicture.
    """
    standing = Image.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if standing is not None:
        return Known(standing, is_same_file=True)
    inspecting.inspect(data, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
    found = find(likeness.read(decoding.decode(data, max_width_px=renditions.DESK_WIDTH_PX)))
    return Known(found, is_same_file=False) if found else None


def describe(
    image: Image,
    *,
    by: Actor,
    caption: str | None = None,
    alt_text: str | None = None,
    credit_line: str | None = None,
    usage_terms: str | None = None,
    source_url: str | None = None,
    creator: str | None = None,
    copyright_notice: str | None = None,
) -> Image:
    """Change the picture's texts; None leaves one as it stands. Saving the same again changes nothing.

    What stands in its files too makes a new version of them due; what is public keeps its own.
    Raises BadText; then none is changed.
    """
    given = {
        "caption": caption,
        "alt_text": alt_text,
        "credit_line": credit_line,
        "usage_terms": usage_terms,
        "source_url": source_url,
        "creator": creator,
        "copyright_notice": copyright_notice,
    }
    return _change(image, _cleaned(**{name: value for name, value in given.items() if value is not None}), by=by)


# --- adding -----------------------------------------------------------------------------------------
def _prepared(data: bytes, texts: dict[str, str]) -> tuple[Image, renditions.Made]:
    """Do all the work on pixels, outside any transaction: the row to save and the rendition for the desk."""
    found = inspecting.inspect(data, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
    width_px = renditions.desk_width_px(found.width_px)
    picture = decoding.decode(data, max_width_px=width_px)
    image = Image(format=found.format, width_px=found.width_px, height_px=found.height_px, **texts)
    image.size_bytes = len(data)
    image.dominant_colour = renditions.dominant_colour(picture)
    known = likeness.read(picture)
    image.windows, image.sketch = known.windows, known.sketch
    image.same_as = joined(known)
    image.renditions_due_since = timezone.now()
    return image, renditions.make(picture, width_px, "jpeg", words_of(image))


def _told(image: Image) -> dict[str, Any]:
    told: dict[str, Any] = {"sha256": image.sha256, "format": image.format, "size_bytes": image.size_bytes}
    told |= {"width_px": image.width_px, "height_px": image.height_px}
    told["same_as"] = str(image.same_as.uid) if image.same_as else ""
    return told | {name: getattr(image, name) for name in ("caption", "alt_text", "credit_line", "usage_terms")}


# --- texts ------------------------------------------------------------------------------------------
def _cleaned(**texts: str) -> dict[str, str]:
    cleaned: dict[str, str] = {}
    for name, value in texts.items():
        if name == "caption":
            cleaned[name] = clean_text(value, name="The caption", max_chars=limits.CAPTION_CHARS)
        elif name == "source_url":
            cleaned[name] = canonical_url(value) if value.strip() else ""
        else:
            label, max_chars = _LINES[name]
            cleaned[name] = clean_line(value, name=label, max_chars=max_chars)
    return cleaned


def _filled(image: Image, texts: dict[str, str], *, by: Actor) -> Image:
    """Give the picture the texts it lacks; what stands is never overwritten."""
    return _change(image, texts, by=by, only_blank=True)


@transaction.atomic
def _change(image: Image, texts: dict[str, str], *, by: Actor, only_blank: bool = False) -> Image:
    standing = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
    moved = {name: text for name, text in texts.items() if text != getattr(standing, name)}
    if only_blank:
        moved = {name: text for name, text in moved.items() if not getattr(standing, name)}
    if not moved:
        return standing
    before = {name: getattr(standing, name) for name in moved}
    for name, text in moved.items():
        setattr(standing, name, text)
        setattr(image, name, text)
    changed = list(moved)
    if _IN_FILES & moved.keys():
        image.version = standing.version = standing.version + 1
        image.renditions_due_since = standing.renditions_due_since = timezone.now()
        standing.claimed_until = None
        changed += ["version", "renditions_due_since", "claimed_until"]
    standing.save(update_fields=changed)
    EditLog.objects.record("describe_image", standing, by=by, before=before, after=moved)
    return standing
