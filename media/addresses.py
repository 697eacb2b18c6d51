"""Where readers find a picture's renditions. Pure: the reader's page needs no query and no file for it."""

from __future__ import annotations

from uuid import UUID

WIDTHS_PX = (360, 720, 1200, 1800)
# The smallest first, as a page offers them; what each costs to make is measured by benchmarks/renditions.py.
FORMATS = ("avif", "webp", "jpeg")
_CHEAP = ("jpeg", "webp")
# Phones of two and three pixels to a point ask for 720 and 1200, and so do cards and galleries on a desk.
_MOST_SEEN_PX = (720, 1200, 360, 1800)


def widths_for(own_width_px: int) -> list[int]:
    """Return the widths in px a picture has renditions of, ascending: never wider than the picture itself."""
    return [*(width for width in WIDTHS_PX if width < own_width_px), min(own_width_px, WIDTHS_PX[-1])][: len(WIDTHS_PX)]


def stages(own_width_px: int) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return (format, width in px) of every rendition in the order of making: the cheap ones, then the dear ones."""
    widths = sorted(widths_for(own_width_px), key=_seldom_seen)
    dear = [form for form in FORMATS if form not in _CHEAP]
    return [(form, width) for width in widths for form in _CHEAP], [(form, width) for form in dear for width in widths]


def _seldom_seen(width_px: int) -> tuple[int, int]:
    place = next((n for n, width in enumerate(_MOST_SEEN_PX) if width == width_px), len(_MOST_SEEN_PX))
    return place, width_px


def rendition_url(uid: UUID | str, version: int, width_px: int, format: str) -> str:  # noqa: A002
    """Return the address of one rendition: the route `picture` of readers/file_urls.py, in every language."""
    return f"/pictures/{uid}/{version}/{width_px}.{format}"


def srcset(uid: UUID | str, version: int, own_width_px: int, format: str) -> str:  # noqa: A002
    """Return the value of a `srcset` attribute: every width of the picture in one format."""
    return ", ".join(f"{rendition_url(uid, version, width, format)} {width}w" for width in widths_for(own_width_px))
