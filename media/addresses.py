"""Where readers find a picture's renditions. Pure: the reader's page needs no query and no file for it."""

from __future__ import annotations

from uuid import UUID

WIDTHS_PX = (360, 720, 1200, 1800)
FORMATS = ("webp", "jpeg")


def widths_for(own_width_px: int) -> list[int]:
    """Return the widths in px a picture has renditions of, ascending: never wider than the picture itself."""
    return [*(width for width in WIDTHS_PX if width < own_width_px), min(own_width_px, WIDTHS_PX[-1])][: len(WIDTHS_PX)]


def rendition_url(uid: UUID | str, version: int, width_px: int, format: str) -> str:  # noqa: A002
    """Return the address of one rendition: the route `picture` of readers/file_urls.py, in every language."""
    return f"/pictures/{uid}/{version}/{width_px}.{format}"


def srcset(uid: UUID | str, version: int, own_width_px: int, format: str) -> str:  # noqa: A002
    """Return the value of a `srcset` attribute: every width of the picture in one format."""
    return ", ".join(f"{rendition_url(uid, version, width, format)} {width}w" for width in widths_for(own_width_px))
