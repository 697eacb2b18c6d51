"""The derived sizes: encoding them, and the colour that stands in until a picture has loaded. Pure, on Pillow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

import numpy as np
from PIL import Image

from media.addresses import FORMATS, WIDTHS_PX, Size, widths_for
from media.decoding import decode
from media.embedding import Words, packet

__all__ = ("DESK_WIDTH_PX", "FORMATS", "WIDTHS_PX", "Made", "desk_width_px", "dominant_colour", "make", "widths_for")

DESK_WIDTH_PX = 720
_JPEG_QUALITY = 82
_WEBP_QUALITY = 78
_AVIF_QUALITY, _AVIF_SPEED = 60, 6
_NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Made:
    """One rendition as bytes, with its size in px and how it is cut (addresses.Size)."""

    format: str
    width_px: int
    height_px: int
    data: bytes
    cut: str = ""


def desk_width_px(own_width_px: int) -> int:
    """Return the width in px of the one rendition that is made at once, so that the desk can show the picture."""
    return min(own_width_px, DESK_WIDTH_PX)


def make(picture: Image.Image, size: Size | int, format: str, words: Words = _NO_WORDS) -> Made:  # noqa: A002
    """Encode a decoded picture (decoding.decode) at the size, never larger, saying whose it is. An int: a width in px.

    Same input, same bytes. Raises ValueError for a format other than avif, webp and jpeg.
    """
    size = size if isinstance(size, Size) else Size(size)
    sized = _sized(picture, size)
    into, said = BytesIO(), packet(words)
    xmp = {"xmp": said} if said else {}
    if format == "jpeg":
        sized.save(into, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True, **xmp)
    elif format == "webp":
        sized.save(into, "WEBP", quality=_WEBP_QUALITY, method=4, **xmp)
    elif format == "avif":
        sized.save(into, "AVIF", quality=_AVIF_QUALITY, speed=_AVIF_SPEED, max_threads=1, **xmp)
    else:
        raise ValueError(f"Renditions are {' and '.join(FORMATS)}, not {format!r}.")
    return Made(format, *sized.size, into.getvalue(), size.cut)


def _sized(picture: Image.Image, size: Size) -> Image.Image:
    """The whole at the width; or of the picture as much as has the shape, its focal point in the middle if it can."""
    wanted, height = min(size.width_px, picture.width), size.height_px()
    if height is None:
        target = wanted, max(1, round(picture.height * wanted / picture.width))
        return picture if picture.size == target else picture.resize(target, Image.Resampling.LANCZOS)
    share = min(picture.width / wanted, picture.height / height)
    span = wanted * share, height * share
    starts = [
        min(max(whole * at / 100 - part / 2, 0.0), whole - part)
        for whole, at, part in zip(picture.size, size.focus(), span, strict=True)
    ]
    box = starts[0], starts[1], starts[0] + span[0], starts[1] + span[1]
    return picture.resize((wanted, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def from_original(data: bytes, crop: Sequence[int] | None = None, *, max_width_px: int = WIDTHS_PX[-1]) -> Image.Image:
    """Decode an original, cropped (left, top, right, bottom in permille), at the width of its largest rendition."""
    if not crop:
        return decode(data, max_width_px=max_width_px)
    left, top, right, bottom = crop
    picture = decode(data, max_width_px=ceil((max_width_px + 1) * 1000 / (right - left)))
    across, down = picture.width / 1000, picture.height / 1000
    cut = picture.crop((round(left * across), round(top * down), round(right * across), round(bottom * down)))
    return cut if cut.width <= max_width_px else cut.crop((0, 0, max_width_px, cut.height))


def dominant_colour(picture: Image.Image) -> str:
    """Return the most frequent of the picture's five main colours as #rrggbb."""
    small = picture.resize((48, 48), Image.Resampling.BOX).quantize(5, Image.Quantize.MEDIANCUT).convert("RGB")
    counts = Counter(tuple(pixel) for row in np.asarray(small).tolist() for pixel in row)
    red, green, blue = max(counts, key=lambda pixel: (counts[pixel], pixel))
    return f"#{red:02x}{green:02x}{blue:02x}"
