"""Preview: what would go out now, composed unsaved and shown in the readers' own templates, as wide as their screens.

The page itself stands in a frame on a page of the desk; it is the only answer that may be framed, by us alone.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import get_urlconf, reverse, set_urlconf
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from desk.access import stories_for
from desk.tabs.page import tab_address
from foundation.errors import TryLater
from media.addresses import Size
from media.models import Rendition
from media.serving import find_rendition
from media.storing import LostFile, opened
from newsroom.markup import readdressed, with_pictures_at
from readers.story_html import story_html
from readers.story_page import Dates
from stories.models import Story
from stories.previewing import Upcoming, upcoming

# Width in px and height of the frame: a phone, a tablet, a desk.
WIDTHS = {"360": ("Phone", 740), "768": ("Tablet", 900), "1280": ("Desktop", 900)}
_STYLE = re.compile(r"/readers/paper[\w.]*\.css\Z")
LIGHTS = {"": "As set here", "light": "Light", "dark": "Dark"}


@staff_member_required
@never_cache
@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def preview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the next edition in a frame of a chosen width (?width) and light (?light). Another's story is not found."""
    story = _story(request, uid)
    width, light = _chosen(request)
    is_desk_part = request.GET.get("of") == "desk"
    coming = upcoming(story, desk_part=is_desk_part)
    shown = {"light": light} | ({"of": "desk"} if is_desk_part else {})
    kept = "&of=desk" if is_desk_part else ""
    context = {
        **admin.site.each_context(request),
        "title": "Preview",
        "story": story,
        "coming": coming,
        "is_desk_part": is_desk_part,
        "page_address": f"{reverse('preview_page', args=[story.uid])}?{urlencode(shown)}",
        "width": width,
        "height": WIDTHS[width][1],
        "light": light,
        "widths": [(one, label, f"?width={one}&light={light}{kept}") for one, (label, _) in WIDTHS.items()],
        "lights": [(one, label, f"?width={width}&light={one}{kept}") for one, label in LIGHTS.items()],
        "publish_address": tab_address(story, "publish"),
        "is_nav_sidebar_enabled": False,
    }
    return TemplateResponse(request, "desk/preview.html", context)


@staff_member_required
@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The next edition as readers will see it. Nothing is saved; another's story is not found."""
    story = _story(request, uid)
    coming = upcoming(story, desk_part=request.GET.get("of") == "desk")
    ours = f"{reverse('admin:index')}preview/pictures/"
    shown = with_pictures_at(as_readers_see(story, coming), ours)
    return HttpResponse(_lit(shown, request.GET.get("light", "")))


def _lit(shown: str, light: str) -> str:
    """The page in a style that is light or dark whatever the machine prefers; "" leaves it to the machine."""
    if light not in {"light", "dark"}:
        return shown
    address = reverse("preview_style", args=[light])
    return readdressed(shown, lambda name, value: address if name == "href" and _STYLE.search(value) else value)


@staff_member_required
@require_safe
def style(request: HttpRequest, light: str) -> HttpResponse:
    """The readers' style as a machine that prefers light, or dark, applies it."""
    found = finders.find("readers/paper.css")
    if light not in {"light", "dark"} or not isinstance(found, str):
        raise Http404
    rules = Path(found).read_text(encoding="utf-8")
    rules = rules.replace("(prefers-color-scheme: dark)", "(min-width: 0)" if light == "dark" else "(max-width: 0)")
    rules = rules.replace("color-scheme: light dark", f"color-scheme: {light}")
    response = HttpResponse(rules, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    return response


def as_readers_see(story: Story, coming: Upcoming) -> str:
    """The page that publishing this in this moment would put out; the public address of its pictures stands in it."""
    now, public = timezone.now(), story.published
    dates = Dates(
        first_published_at=public.first_published_at if public else now,
        updated_at=now if public is None or coming.moves_facts else public.updated_at,
        now=now,
        is_first_edition=public is None or coming.version == 1,
    )
    with public_addresses():
        path = reverse("readers:story", kwargs={"slug": coming.slug})
        return story_html(coming.shown, dates=dates, path=path, is_indexed=False)


@contextmanager
def public_addresses() -> Iterator[None]:
    """Link as the public door does, also in a process that does not serve it."""
    before = get_urlconf()
    set_urlconf("newsroom.public_urls")
    try:
        yield
    finally:
        set_urlconf(before)


@staff_member_required
@require_safe
def picture(request: HttpRequest, uid: uuid.UUID, version: int, size: Size, form: str) -> HttpResponseBase:
    """Serve a size of any picture in the library, published or not, to staff."""
    rendition = find_rendition(uid, version, size, form)
    if rendition is None or not request.user.has_perm("media.view_image"):
        raise Http404("There is no such picture, or its sizes are still being made.")
    response = picture_answer(rendition)
    response["Cache-Control"] = "private, max-age=300"
    return response


def picture_answer(rendition: Rendition) -> HttpResponseBase:
    """The bytes of one size of a picture; 503 while the storage is away."""
    try:
        file = opened(rendition.file.name)
    except LostFile as lost:
        raise Http404(str(lost)) from lost
    except TryLater as away:
        return HttpResponse(str(away), status=503, content_type="text/plain; charset=utf-8")
    response = FileResponse(file, content_type=f"image/{rendition.format}")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _story(request: HttpRequest, uid: uuid.UUID) -> Story:
    rows = stories_for(request.user).select_related("published__current_edition", "lead_image__same_as")
    return get_object_or_404(rows, uid=uid)


def _chosen(request: HttpRequest) -> tuple[str, str]:
    width, light = request.GET.get("width", "1280"), request.GET.get("light", "")
    return (width if width in WIDTHS else "1280"), (light if light in LIGHTS else "")
