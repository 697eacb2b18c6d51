"""Where readers find a picture's renditions. Pure: the reader's page needs no query and no file for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

WIDTHS_PX = (360, 720, 1200, 1800)
# The smallest first, as a page offers them; what each costs to make is measured by benchmarks/renditions.py.
FORMATS = ("avif", "webp", "jpeg")
_CHEAP = ("jpeg", "webp")
# Phones of two and three pixels to a point ask for 720 and 1200, and so do cards and galleries on a desk.
_MOST_SEEN_PX = (720, 1200, 360, 1800)
# What is cut around the focal point, at most so wide and high in px, and in which formats: the small square of a card,
# three pixels to each of its 7rem, and what other programs show beside a link, few of which read anything but JPEG.
SHAPES = {"square": ((360, 360), ("avif", "webp")), "preview": ((1200, 630), ("jpeg",))}
# Where a picture is cut of which nobody said anything: faces stand above the middle. paper.css does the same.
_UNSAID = (50, 40)
_MIDDLE = (500, 500)


class Size(NamedTuple):
    """A size of a picture. `cut` is "" for the whole, else its height in px and the focal point in per cent."""

    width_px: int
    cut: str = ""

    def __str__(self) -> str:
        return f"{self.width_px}{self.cut}"

    def height_px(self) -> int | None:
        """The height in px of what is cut, None of the whole."""
        return int(self.cut[1:].partition("-")[0]) if self.cut else None

    def focus(self) -> tuple[int, int]:
        """The point around which it is cut, in per cent of what is shown, across and down."""
        _, across, down = self.cut.split("-")
        return int(across), int(down)


class SizeInAddress:
    """How a size stands in an address: `720`, or `1200x630-50-40` where it is cut. Django's path converter."""

    regex = r"[0-9]{1,6}(?:x[0-9]{1,4}-[0-9]{1,3}-[0-9]{1,3})?"

    def to_python(self, value: str) -> Size:
        """Return the size; one that nobody makes is a size as well."""
        found = re.fullmatch("([0-9]+)(.*)", value)
        assert found is not None
        return Size(int(found[1]), found[2])

    def to_url(self, value: Size | int) -> str:
        """Return what stands in the address."""
        return str(value)


def widths_for(own_width_px: int) -> list[int]:
    """Return the widths in px a picture has renditions of, ascending: never wider than the picture itself."""
    return [*(width for width in WIDTHS_PX if width < own_width_px), min(own_width_px, WIDTHS_PX[-1])][: len(WIDTHS_PX)]


def cut_size(shape: str, own_px: tuple[int, int], focus: Sequence[int] | None) -> Size:
    """Return the size of a shape, never larger than the picture. The focus is in permille; None: nobody said."""
    (width, height), _ = SHAPES[shape]
    own_width = min(own_px[0], WIDTHS_PX[-1])
    own_height = own_px[1] * own_width / own_px[0]
    share = min(1.0, own_width / width, own_height / height)
    across, down = _UNSAID if focus is None or tuple(focus) == _MIDDLE else (round(at / 10) for at in focus)
    return Size(max(1, round(width * share)), f"x{max(1, round(height * share))}-{across}-{down}")


def sizes(own_px: tuple[int, int], focus: Sequence[int] | None) -> list[tuple[str, Size]]:
    """Return (format, size) of every rendition of a picture of so many px, with this focal point in permille."""
    whole = [(form, Size(width)) for width in sorted(widths_for(own_px[0]), key=_seldom_seen) for form in FORMATS[::-1]]
    return whole + [(form, cut_size(shape, own_px, focus)) for shape in SHAPES for form in SHAPES[shape][1]]


def stages(
    own_px: tuple[int, int], focus: Sequence[int] | None
) -> tuple[list[tuple[str, Size]], list[tuple[str, Size]]]:
    """Return `sizes` in the order of making: the cheap ones, then the dear ones."""
    every = list(dict.fromkeys(sizes(own_px, focus)))
    return [one for one in every if one[0] in _CHEAP], [one for one in every if one[0] not in _CHEAP]


def _seldom_seen(width_px: int) -> tuple[int, int]:
    place = next((n for n, width in enumerate(_MOST_SEEN_PX) if width == width_px), len(_MOST_SEEN_PX))
    return place, width_px


def rendition_url(uid: UUID | str, version: int, size: Size | int, format: str) -> str:  # noqa: A002
    """Return the address of one rendition: the route `picture` of readers/file_urls.py, in every language."""
    return f"/pictures/{uid}/{version}/{size}.{format}"


def srcset(uid: UUID | str, version: int, own_width_px: int, format: str) -> str:  # noqa: A002
    """Return the value of a `srcset` attribute: every width of the picture in one format."""
    return ", ".join(f"{rendition_url(uid, version, width, format)} {width}w" for width in widths_for(own_width_px))
