"""Pictures as the desk sees them: staff only, since the public addresses answer for published pictures alone."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.errors import TryLater
from media.models import Image, Rendition
from media.storing import LostFile, opened

WIDTH_PX = 720
_TYPES = {"jpeg": "image/jpeg", "jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", "png": "image/png"}


@require_safe
@cache_control(private=True, max_age=3600)
def thumbnail(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """The rendition nearest to 720 px from below, else the smallest. 404 until one is made."""
    if not request.user.has_perm("media.view_image"):
        raise PermissionDenied
    image = Image.objects.filter(uid=uid).first()
    rendition = _rendition(image) if image else None
    if rendition is None:
        raise Http404("There is no such picture, or its sizes are still being made.")
    try:
        file = opened(rendition.file.name)
    except LostFile as lost:
        raise Http404(str(lost)) from lost
    except TryLater as away:
        return HttpResponse(str(away), status=503, headers={"Cache-Control": "no-store"})
    response = FileResponse(file, content_type=_TYPES.get(rendition.format, "image/jpeg"))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _rendition(image: Image) -> Rendition | None:
    rows = image.renditions.filter(version__gte=F("image__framed_version"), cut="").exclude(format="avif")
    small = rows.filter(width_px__lte=WIDTH_PX).order_by("-width_px", "-version", "format").first()
    return small or rows.order_by("width_px", "-version").first()
