"""The rendition that answers an address. Whether a reader may see the picture at all is asked elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q

from media.addresses import FORMATS, Size
from media.models import Rendition


def find_rendition(uid: UUID, version: int, size: Size | int, format: str) -> Rendition | None:  # noqa: A002
    """Return the rendition, else the nearest width of the same format, else of one that is read as widely; else None.

    An int is a width in px. For what is not cut yet the whole stands in, never one cut around another point.

    Whoever reads AVIF reads WebP, and whoever reads WebP JPEG; never the other way round. One of an earlier version
    only where both show the same pixels: a crop may have been made to take something out. One query.
    """
    size = size if isinstance(size, Size) else Size(size)
    if format not in FORMATS:
        return None
    read = FORMATS[FORMATS.index(format) :]
    alike = Q(version__lt=version, version__gte=F("image__framed_version"), image__version__gte=version)
    made = Rendition.objects.filter(Q(version=version) | alike, image__uid=uid, format__in=read)
    made = made.filter(cut__in={"", size.cut})
    return min(
        made.select_related("image"),
        key=lambda rendition: (
            rendition.cut != size.cut,
            -rendition.version,
            rendition.format != format,
            abs(rendition.width_px - size.width_px),
            -rendition.width_px,
            read.index(rendition.format),
        ),
        default=None,
    )
