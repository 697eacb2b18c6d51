"""Files: pictures of published stories, and robots.txt."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from editions.models import PublishedStory
from foundation.errors import TryLater
from media.addresses import Size
from media.models import Rendition
from media.serving import find_rendition
from media.storing import LostFile, opened
from readers.freshness import PAGE_SECONDS, answer, keep
from readers.links import in_full

# Long enough to spare us, short enough that a picture taken back is gone soon even where nothing is purged.
_PICTURE_SECONDS = 300
# Another size stands in while the one that was asked for is made.
_STAND_IN_SECONDS = 10
_ROBOTS_SECONDS = 3600
_CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Where programs look for an icon without being told: the one that pages name."""
    return HttpResponsePermanentRedirect(static("readers/favicon.svg"))


@require_safe
def picture(request: HttpRequest, uid: UUID, version: int, size: Size, format: str) -> HttpResponseBase:  # noqa: A002
    """One rendition, only while the current edition of a live story uses the picture. Originals are never served."""
    # An integer that no column holds, or a format nobody makes, is no address of ours.
    if format not in _CONTENT_TYPES or max(version, size.width_px) > 100_000:
        raise Http404
    if not _is_shown(uid, version):
        raise Http404
    rendition = find_rendition(uid, version, size, format)
    if rendition is None:
        raise Http404
    is_exact = (rendition.version, rendition.size(), rendition.format) == (version, size, format)
    try:
        response = answer(
            request,
            etag=f"{uid}-{rendition.version}-{rendition.size()}-{rendition.format}-{rendition.size_bytes}",
            last_modified=None,
            body=lambda: _file(rendition),
            seconds=_PICTURE_SECONDS if is_exact else _STAND_IN_SECONDS,
        )
    except TryLater:
        return HttpResponse(status=503, headers={"Retry-After": _STAND_IN_SECONDS, "Cache-Control": "no-store"})
    response["X-Content-Type-Options"] = "nosniff"
    # What stands between us and many readers asks again: a picture that was pulled is gone there as soon as its page.
    response["Cache-Control"] += f", s-maxage={PAGE_SECONDS}"
    return response


def _is_shown(uid: UUID, version: int) -> bool:
    """Whether the current edition of a live story shows this version: no crop to come, none that was undone."""
    has_time = Q(images__expires_at=None) | Q(images__expires_at__gt=timezone.now())
    stories = PublishedStory.objects.public().filter(has_time, images__uid=uid, images__pulled_at=None)
    versions = list(stories.values_list("images__version", flat=True))
    if not versions or max(versions) == 1:
        return bool(versions)  # There never was another.
    galleries = stories.values_list("current_edition__content__desk__images", flat=True)
    return any((one["uid"], one["version"]) == (str(uid), version) for shown in galleries for one in shown)


def _file(rendition: Rendition) -> FileResponse:
    try:
        file = opened(rendition.file.name)
    except LostFile as lost:
        raise Http404 from lost
    return FileResponse(file, content_type=_CONTENT_TYPES[rendition.format])


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is."""
    sitemap = in_full(reverse("files:sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /api/", "", f"Sitemap: {sitemap}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    keep(response, seconds=_ROBOTS_SECONDS)
    return response
