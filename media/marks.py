"""The picture in the head of every page: taken as strictly as any other, and encoded anew. Pure but for limits."""

from __future__ import annotations

from django.conf import settings

from media import inspecting, renditions
from media.decoding import decode

HEIGHT_PX = 120
MAX_WIDTH_PX = 600


def mark(data: bytes) -> renditions.Made:
    """Return the picture as a small WebP without its metadata. Raises BadPicture for what is no picture.

    At most HEIGHT_PX high and MAX_WIDTH_PX wide: twice what pages show, for fine screens.
    """
    inspecting.inspect(data, max_bytes=settings.IMAGE_MAX_BYTES, max_pixels=settings.IMAGE_MAX_PIXELS)
    picture = decode(data, max_width_px=1_800)
    width = min(MAX_WIDTH_PX, max(1, round(picture.width * HEIGHT_PX / picture.height)))
    return renditions.make(picture, width, "webp")
