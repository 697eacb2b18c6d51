"""The rendition that answers an address. Whether a reader may see the picture at all is asked elsewhere."""

from __future__ import annotations

from uuid import UUID

from media.addresses import FORMATS
from media.models import Rendition


def find_rendition(uid: UUID, version: int, width_px: int, format: str) -> Rendition | None:  # noqa: A002
    """Return the rendition, else the nearest width of the same format, else of one that is read as widely; else None.

    Whoever reads AVIF reads WebP, and whoever reads WebP JPEG; never the other way round. Never one of another version:
    a crop may have been made to take something out. One query.
    """
    if format not in FORMATS:
        return None
    read = FORMATS[FORMATS.index(format) :]
    made = Rendition.objects.filter(image__uid=uid, version=version, format__in=read).select_related("image")
    return min(
        made,
        key=lambda rendition: (
            rendition.format != format,
            abs(rendition.width_px - width_px),
            -rendition.width_px,
            read.index(rendition.format),
        ),
        default=None,
    )
