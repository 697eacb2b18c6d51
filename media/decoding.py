"""From bytes to pixels: upright, in sRGB, without alpha and without metadata. Pure, on Pillow.

Nothing here asks whether the bytes may be decoded: inspecting.py does, before anything else sees them.
"""

from __future__ import annotations

import struct
from io import BytesIO

import numpy as np
import pillow_heif
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from PIL.Image import Transpose

# Importing a plugin makes Pillow know it; opening with names it has not loaded would be a KeyError.
_READERS = (
    JpegImagePlugin.JpegImageFile,
    PngImagePlugin.PngImageFile,
    WebPImagePlugin.WebPImageFile,
    GifImagePlugin.GifImageFile,
    AvifImagePlugin.AvifImageFile,
    TiffImagePlugin.TiffImageFile,
)
# HEIC is what phones of Apple write. Its reader is a library of its own: docs/decisions/0025.
pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1
# MPO is what phones write: a JPEG with a second picture behind the first, and the JPEG reader opens it.
FORMATS = {
    "JPEG": "jpeg",
    "MPO": "jpeg",
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "AVIF": "avif",
    "TIFF": "tiff",
    "HEIF": "heic",
}
_ORIENTATION_TAG = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_PLAIN_MODES = {
    "1": "L",
    "PA": "RGBA",
    "La": "LA",
    "RGBa": "RGBA",
    "RGBX": "RGB",
    "YCbCr": "RGB",
    "HSV": "RGB",
}
_READY = {"L", "LA", "RGB", "RGBA", "CMYK"}


def opened(data: bytes) -> Image.Image:
    """Read the header only. Raises whatever Pillow raises, among it UnidentifiedImageError."""
    return Image.open(BytesIO(data), formats=[*(reader.format for reader in _READERS), "HEIF"])


def _orientation(picture: Image.Image) -> int:
    """Return the EXIF orientation that is still to be applied, 1 to 8; 1 where none can be read."""
    if picture.format == "TIFF":
        return 1  # Pillow turns a TIFF by itself, its size already in the header.
    try:
        value = picture.getexif().get(_ORIENTATION_TAG, 1)
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error):
        return 1  # A torn EXIF block is no reason to lose the picture.
    return value if value in _TURNS else 1


def seen_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height in px as readers see the picture, after its EXIF orientation."""
    width, height = picture.size
    return (height, width) if _orientation(picture) >= 5 else (width, height)


def decode(data: bytes, *, max_width_px: int) -> Image.Image:
    """Return the first frame as RGB in sRGB, upright, flattened on white, without metadata.

    It is at most max_width_px wide and never larger than the original. Raises whatever Pillow raises.
    """
    picture = opened(data)
    width, height = seen_size(picture)
    target_width = min(width, max_width_px)
    target = target_width, max(1, round(height * target_width / width))
    if picture.size != (width, height):
        target = target[::-1]
    turn = _TURNS.get(_orientation(picture))
    picture.draft(None, target)  # JPEG: decode at 1/2, 1/4, 1/8 already
    picture.load()
    profile = picture.info.get("icc_profile")
    made = _plain(picture)
    if made.size != target:
        made = made.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        made = made.transpose(turn)
    made = _in_srgb(_flattened(made), profile)
    made.info = {}
    return made


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in one of the modes that can be resized and flattened."""
    mode = picture.mode
    if mode in {"P", "RGB", "L"} and "transparency" in picture.info:
        return picture.convert("LA" if mode == "L" else "RGBA")
    if mode in _READY:
        return picture
    if mode == "P":
        return picture.convert("RGB")
    if mode in _PLAIN_MODES:
        return picture.convert(_PLAIN_MODES[mode])
    if mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        converted = ImageCms.profileToProfile(picture, lab, ImageCms.createProfile("sRGB"), outputMode="RGB")
        assert converted is not None
        return converted
    return _eight_bits(picture)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Scale 16 bit, 32 bit and float greys to 8 bit: Pillow's own convert() would clip them."""
    values = np.asarray(picture).astype(np.float32)
    if picture.mode.startswith("I"):
        top = 65_535.0 if values.max(initial=0) > 255 else 255.0
        low = 0.0
    else:
        values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        low, top = float(values.min(initial=0)), float(values.max(initial=0))
    scaled = (values - low) * (255.0 / max(top - low, 1e-9))
    return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8), "L")


def _flattened(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"LA", "RGBA"}:
        return picture
    solid = "L" if picture.mode == "LA" else "RGB"
    ground = Image.new(solid, picture.size, "white")
    ground.paste(picture.convert(solid), mask=picture.getchannel("A"))
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # A profile that is broken, or of other colours than the picture's, is no profile.
        if converted is not None:
            return converted
    return picture.convert("RGB") if picture.mode != "RGB" else picture
