"""A story's pictures in the documented form of editions/content.py, each photograph once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from media.models import Image
from stories.models import Story

# Where a focal point stands of which nobody said anything: editions do not name it.
_MIDDLE = [500, 500]


def gallery(story: Story) -> list[dict[str, Any]]:
    """Return the story's pictures as an edition holds them.

    Each photograph stands once: look-alikes follow the first placed, their words kept under `also`. A picture that was
    pulled from every story is none of them, nor one whose time is over.
    """
    placements = story.placements.filter(removed_at__isnull=True).select_related("image__same_as", "source_article")
    shown: dict[str, dict[str, Any]] = {}
    now = timezone.now()
    for placement in placements.order_by("position", "pk"):
        image = placement.image
        if image.is_pulled() or image.is_expired(now):
            continue
        source = image.source_url or (placement.source_article.canonical_url if placement.source_article else "") or ""
        words = {"caption": placement.caption(), "credit_line": image.credit_line, "source_url": source}
        group = str(image.group_uid())
        if group in shown:
            shown[group]["also"].append({"uid": str(image.uid), **words})
            continue
        shown[group] = shown_image(image, group) | words
    return list(shown.values())


def shown_image(image: Image, group: str) -> dict[str, Any]:
    """The picture as an edition holds it, without the words below it."""
    width, height = image.shown_size()
    focus = image.focus()
    return {
        "uid": str(image.uid),
        "group": group,
        "version": image.version,
        "width_px": width,
        "height_px": height,
        **({"focus": focus} if focus != _MIDDLE else {}),
        **_told_of(image),
        "colour": image.dominant_colour,
        "alt_text": image.alt_text,
        "usage_terms": image.usage_terms,
        "also": [],
    }


def _told_of(image: Image) -> dict[str, Any]:
    """What readers are told of how the picture came about, where there is something to tell."""
    told: dict[str, Any] = {}
    if image.is_file_photo:
        told["file_photo"] = image.date_created.isoformat() if image.date_created else ""
    if image.is_generated():
        told["digital_source_type"] = image.digital_source_type
    return told


def lead_of(story: Story, images: list[dict[str, Any]]) -> str | None:
    """Return the uid of the picture that cards show: the chosen one's tile, else the first."""
    if story.lead_image is None:
        return images[0]["uid"] if images else None
    group = str(story.lead_image.group_uid())
    return next((image["uid"] for image in images if image["group"] == group), images[0]["uid"] if images else None)
