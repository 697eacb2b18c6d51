"""Whether bytes are a picture the library takes. Pure, on Pillow.

Format and size are read from the header before anything is decoded. What strangers send is looked at and decoded in a
process of its own (quarantine.py).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from foundation.errors import NewsroomError
from media import decoding

MIN_SIDE_PX = 32
# WebP ends at 16,383 px, and a rendition may be as tall as its original.
MAX_SIDE_PX = 16_000
# A progressive JPEG pays for its whole area with every scan, and a scan may be a hundred bytes long.
MAX_JPEG_SCANS = 200

# What Pillow's decoders raise for bytes that are not what their header says. Named one by one, so that
# a task's time limit is never taken for a broken picture.
_TORN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")
_BOXED = {b"ftypavif", b"ftypavis", b"ftypheic", b"ftypheix", b"ftypmif1"}
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_SVG = re.compile(rb"<svg[\s>]|<!doctype\s+svg", re.IGNORECASE)


class BadPicture(NewsroomError):
    """The file is no picture that the library takes; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of an accepted picture. Width and height in px are as readers see it, turned upright."""

    format: str
    width_px: int
    height_px: int


def inspect(data: bytes, *, max_bytes: int, max_pixels: int) -> Inspected:
    """Return format and size of a whole JPEG, PNG, WebP, GIF, AVIF, TIFF or HEIC.

    Raises BadPicture, and nothing else, for every other bytes: as `look`, and torn.
    """
    found = look(data, max_bytes=max_bytes, max_pixels=max_pixels)
    with named_damage():
        decoding.decode(data, max_width_px=64)
    return found


def look(data: bytes, *, max_bytes: int, max_pixels: int) -> Inspected:
    """Return format and size as the header says, before anything is decoded.

    Raises BadPicture, and nothing else, for what is no picture, a drawing (SVG), too large in bytes or pixels, too
    small.
    """
    _check_bytes(data, max_bytes=max_bytes)
    declared = _declared_size(data)
    if declared is not None:
        _check_size(*declared, max_pixels=max_pixels)
    try:
        picture = decoding.opened(data)
        width, height = decoding.seen_size(picture)
    except UnidentifiedImageError:
        raise BadPicture(_not_a_picture(data)) from None
    except _BOMBS:
        raise BadPicture(_too_many_pixels(max_pixels)) from None
    except _TORN:
        raise BadPicture(_DAMAGED) from None
    _check_size(width, height, max_pixels=max_pixels)
    return Inspected(decoding.FORMATS.get(picture.format or "", "jpeg"), width, height)


@contextmanager
def named_damage() -> Iterator[None]:
    """Turn what Pillow raises while it decodes into BadPicture. Want of memory passes: whoever set the limit tells."""
    try:
        yield
    except MemoryError:
        raise
    except _BOMBS:
        raise BadPicture("The picture opens into far more than its size says. It was not kept.") from None
    except _TORN:
        raise BadPicture(_DAMAGED) from None


_DAMAGED = "The picture is damaged or cut short. Fetch it once more from where it came, then add it again."


def _check_bytes(data: bytes, *, max_bytes: int) -> None:
    if not data:
        raise BadPicture("The file is empty. Choose a picture.")
    if len(data) > max_bytes:
        raise BadPicture(
            f"The picture is too large: {_megabytes(len(data))}, and {_megabytes(max_bytes)} are allowed. "
            "Save it smaller or as JPEG."
        )
    if data[:2] == b"\xff\xd8" and data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        raise BadPicture("The picture is a JPEG in too many layers. Save it as an ordinary JPEG.")


def _check_size(width: int, height: int, *, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise BadPicture(_too_many_pixels(max_pixels, f"{width:,} × {height:,} px"))
    if max(width, height) > MAX_SIDE_PX:
        raise BadPicture(
            f"The picture is too long: {width:,} × {height:,} px, and a side may have {MAX_SIDE_PX:,} px. "
            "Crop it or save it smaller."
        )
    if min(width, height) < MIN_SIDE_PX:
        raise BadPicture(
            f"The picture is too small: {width:,} × {height:,} px, and each side needs {MIN_SIDE_PX} px. "
            "Choose the original instead of a preview."
        )


def _declared_size(data: bytes) -> tuple[int, int] | None:
    """Return the size in the header's fixed place; None for formats without one, or too short a file.

    For WebP this comes before Pillow, whose decoder takes memory for the whole canvas on opening.
    """
    if len(data) < 30:
        return None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack(">II", data[16:24])
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return struct.unpack("<HH", data[6:10])
    if data[:4] == b"RIFF" and data[8:15] == b"WEBPVP8":
        return _webp_size(data)
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[15:16]
    if kind == b"X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b" ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _not_a_picture(data: bytes) -> str:
    if _SVG.search(data[:4_096]):
        return "SVG drawings are not taken, since they can hold programs. Save it as PNG."
    if data.startswith(_SIGNATURES) or data[4:12] in _BOXED or data[8:12] == b"WEBP":
        return _DAMAGED
    if data[4:8] == b"ftyp":
        return "This kind of picture or film cannot be read. Save it as JPEG."
    if _HTML.match(data[:1_024]):
        return "The file is a web page, not a picture. Open the picture itself and save it, then add that file."
    return "The file is not a picture that can be read. Choose a JPEG, PNG, WebP, GIF, AVIF, TIFF or HEIC."


def _too_many_pixels(max_pixels: int, size: str = "") -> str:
    found = f": {size}," if size else ","
    return f"The picture has too many pixels{found} and {max_pixels / 1e6:g} million are allowed. Save it smaller."


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 100_000 else f"{size_bytes:,} bytes"
