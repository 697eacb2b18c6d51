"""Verbs on the photo library: add a picture, describe it, make its renditions, group look-alikes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL.Image import Image as Picture

from foundation import limits
from foundation.addresses import canonical_url
from foundation.errors import TryLater
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line, clean_text
from media import decoding, inspecting, likeness, renditions
from media.models import Image, Rendition, original_path, rendition_path

_LINES = {
    "alt_text": ("The alt text", limits.ALT_TEXT_CHARS),
    "credit_line": ("The credit line", limits.CREDIT_CHARS),
    "usage_terms": ("The usage terms", 500),
}


def add_image(
    data: bytes,
    *,
    by: Actor,
    caption: str = "",
    alt_text: str = "",
    credit_line: str = "",
    usage_terms: str = "",
    source_url: str = "",
) -> Image:
    """Take a picture into the library, with the size the desk shows; the other sizes become due.

    The same bytes again give the picture that stands, its blank texts filled and its others untouched.
    A look-alike joins the group of the first. Raises BadPicture, BadText and TryLater; then nothing was kept.
    """
    texts = _cleaned(
        caption=caption, alt_text=alt_text, credit_line=credit_line, usage_terms=usage_terms, source_url=source_url
    )
    sha256 = hashlib.sha256(data).hexdigest()
    standing = Image.objects.filter(sha256=sha256).first()
    if standing is not None:
        return _filled(standing, texts, by=by)
    image, desk_size = _prepared(data, texts)
    image.sha256 = sha256
    image.uploaded_by = by if isinstance(by, User) else None
    rendition = _rendition(image, desk_size)
    names = original_path(image, ""), rendition_path(rendition, "")
    image.original.name, rendition.file.name = names
    try:
        with _removed_on_failure(*names):
            _write(names[0], data)
            _write(names[1], desk_size.data)
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


def describe(
    image: Image,
    *,
    by: Actor,
    caption: str | None = None,
    alt_text: str | None = None,
    credit_line: str | None = None,
    usage_terms: str | None = None,
    source_url: str | None = None,
) -> Image:
    """Change the picture's texts; None leaves one as it stands. Saving the same again changes nothing.

    Raises BadText; then none is changed.
    """
    given = {
        "caption": caption,
        "alt_text": alt_text,
        "credit_line": credit_line,
        "usage_terms": usage_terms,
        "source_url": source_url,
    }
    return _change(image, _cleaned(**{name: value for name, value in given.items() if value is not None}), by=by)


def make_renditions(image: Image) -> int:
    """Make the sizes the picture's version still lacks, and return how many were made.

    Safe to run twice or at the same time: a size is one row, and the same bytes whoever makes it.
    Raises BadPicture where the stored original can no longer be read; the picture stays due.
    """
    version, due_since = image.version, image.renditions_due_since
    standing = set(image.renditions.filter(version=version).values_list("format", "width_px"))
    wanted = [(form, width) for width in renditions.widths_for(image.width_px) for form in renditions.FORMATS]
    missing = [one for one in wanted if one not in standing]
    made = 0
    if missing:
        picture = _decoded_original(image)
        made = sum(_make(image, picture, width, form) for form, width in missing)
    Image.objects.filter(pk=image.pk, version=version, renditions_due_since=due_since).update(
        renditions_due_since=None, claimed_until=None
    )
    return made


def join(image: Image, other: Image, *, by: Actor) -> Image:
    """Say that two pictures show the same photograph: the image and its group join the other's group."""
    root = other.same_as or other
    return _regroup(image, root, "join_images", by=by)


def part(image: Image, *, by: Actor) -> Image:
    """Say that a picture shows another photograph than its group; if it was the first, the next one leads the rest."""
    heir = image.look_alikes.order_by("pk").first()
    if heir is None:
        return _regroup(image, None, "part_image", by=by)
    with transaction.atomic():
        _regroup(heir, None, "part_image", by=by)
        for member in image.look_alikes.order_by("pk"):
            _regroup(member, heir, "join_images", by=by)
    return image


# --- adding -----------------------------------------------------------------------------------------
def _prepared(data: bytes, texts: dict[str, str]) -> tuple[Image, renditions.Made]:
    """Do all the work on pixels, outside any transaction: the row to save and the rendition for the desk."""
    found = inspecting.inspect(data, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
    width_px = renditions.desk_width_px(found.width_px)
    picture = decoding.decode(data, max_width_px=width_px)
    image = Image(format=found.format, width_px=found.width_px, height_px=found.height_px, **texts)
    image.size_bytes = len(data)
    image.dominant_colour = renditions.dominant_colour(picture)
    image.fingerprints = likeness.fingerprints(picture)
    image.same_as = _first_look_alike(image.fingerprints)
    image.renditions_due_since = timezone.now()
    return image, renditions.make(picture, width_px, "jpeg")


def _first_look_alike(prints: list[str]) -> Image | None:
    """Return the root of the oldest picture that shows the same photograph."""
    rows = Image.objects.order_by("pk").values_list("pk", "same_as_id", "fingerprints")
    for pk, same_as_id, theirs in rows.iterator():
        if likeness.is_same_photograph(prints, theirs):
            return Image.objects.get(pk=same_as_id or pk)
    return None


@contextmanager
def _removed_on_failure(*names: str) -> Iterator[None]:
    is_done = False
    try:
        yield
        is_done = True
    finally:
        if not is_done:
            for name in names:
                default_storage.delete(name)


def _rendition(image: Image, made: renditions.Made) -> Rendition:
    rendition = Rendition(image=image, version=image.version, format=made.format)
    rendition.width_px, rendition.height_px, rendition.size_bytes = made.width_px, made.height_px, len(made.data)
    return rendition


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
    standing.save(update_fields=list(moved))
    EditLog.objects.record("describe_image", standing, by=by, before=before, after=moved)
    return standing


# --- renditions and groups --------------------------------------------------------------------------
def _decoded_original(image: Image) -> Picture:
    with default_storage.open(str(image.original.name)) as file:
        data: bytes = file.read()
    inspecting.inspect(data, max_bytes=len(data), max_pixels=image.width_px * image.height_px)
    return renditions.from_original(data)


def _make(image: Image, picture: Picture, width_px: int, form: str) -> bool:
    made = renditions.make(picture, width_px, form)
    rendition = _rendition(image, made)
    key = {"image": image, "version": image.version, "format": form, "width_px": made.width_px}
    if Rendition.objects.filter(**key).exists():
        return False
    rendition.file.name = _write(rendition_path(rendition, ""), made.data)
    try:
        with transaction.atomic():
            rendition.save(force_insert=True)
    except IntegrityError:
        return False  # Another worker was first, with the same bytes under the same name.
    return True


def _write(name: str, data: bytes) -> str:
    """Store the bytes under exactly this name; what a killed worker left there is replaced.

    Raises TryLater where the storage does not take them: no room, no right to write, not there.
    """
    try:
        default_storage.delete(name)
        stored = default_storage.save(name, ContentFile(data))
    except OSError as refused:
        raise TryLater(
            f"The picture could not be stored ({refused.strerror or refused}), and nothing of it was kept. Tell "
            "whoever runs the newsroom, then try again."
        ) from refused
    if stored != name:
        default_storage.delete(stored)  # Another worker wrote the same bytes between the two lines.
    return name


@transaction.atomic
def _regroup(image: Image, root: Image | None, verb: str, *, by: Actor) -> Image:
    before = str(image.same_as.uid) if image.same_as else ""
    if root is not None and root.pk in {image.pk, image.same_as_id}:
        return image
    image.same_as = root
    image.save(update_fields=["same_as"])
    if root is not None:
        image.look_alikes.update(same_as=root)
    after = str(root.uid) if root else ""
    EditLog.objects.record(verb, image, by=by, before={"same_as": before}, after={"same_as": after})
    return image
