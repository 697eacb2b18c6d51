"""The rendition that answers an address. Whether a reader may see the picture at all is asked elsewhere."""

from __future__ import annotations

from uuid import UUID

from media.models import Rendition


def find_rendition(uid: UUID, version: int, width_px: int, format: str) -> Rendition | None:  # noqa: A002
    """Return the rendition, else the nearest width of the same format, else of any; None where there is none.

    Never one of another version: a crop may have been made to take something out. One query.
    """
    made = Rendition.objects.filter(image__uid=uid, version=version).select_related("image")
    return min(
        made,
        key=lambda rendition: (
            rendition.format != format,
            abs(rendition.width_px - width_px),
            -rendition.width_px,
            rendition.format,
        ),
        default=None,
    )
