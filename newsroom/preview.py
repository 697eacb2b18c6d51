"""Preview: what would go out now, composed unsaved and shown in the readers' own templates."""

from __future__ import annotations

import re
import uuid

from django.contrib.admin.views.decorators import staff_member_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.access import stories_for
from media.serving import find_rendition
from readers.story_html import story_html
from readers.story_page import Dates
from stories.composing import compose

PUBLIC_PICTURES = "/pictures/"


@staff_member_required
@never_cache
@require_safe
def preview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a story as readers would see its next edition. Nothing is saved; another's story is not found."""
    rows = stories_for(request.user).select_related("published", "lead_image__same_as")
    story = get_object_or_404(rows, uid=uid)
    now = timezone.now()
    first = story.published.first_published_at if story.published else now
    dates = Dates(first, now, now, is_first_edition=story.published is None)
    page = story_html(compose(story).content, dates=dates, path=request.path, is_indexed=False)
    return HttpResponse(_with_own_pictures(page))


def _with_own_pictures(page: str) -> str:
    """The public addresses of pictures answer only for what is published: ours answer to staff for any."""
    ours = f"{reverse('admin:index')}preview{PUBLIC_PICTURES}"
    return re.sub(rf'(?<=["\s]){PUBLIC_PICTURES}(?=[0-9a-f-]{{36}}/)', ours, page)


@staff_member_required
@require_safe
def picture(request: HttpRequest, uid: uuid.UUID, version: int, width: int, form: str) -> FileResponse:
    """Serve a size of any picture in the library, published or not, to staff."""
    rendition = find_rendition(uid, version, width, form)
    if rendition is None or not request.user.has_perm("media.view_image"):
        raise Http404("There is no such picture, or its sizes are still being made.")
    response = FileResponse(rendition.file.open("rb"), content_type=f"image/{rendition.format}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    return response
