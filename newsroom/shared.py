"""The page that a link to one version of a story opens, for somebody outside who has no account.

It stands among the desk's addresses: the public doors cannot see a draft, and shall not. Every link that does not open,
for whatever reason, gets the same answer.
"""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from media.addresses import Size
from media.models import Image
from media.serving import find_rendition
from newsroom.markup import with_pictures_at
from newsroom.preview import picture_answer, public_addresses
from readers.story_html import story_html
from readers.story_page import Dates
from reference.site import current
from stories.sharing import NotShared, Shared, open_shared

Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
@sensitive_variables("token")
def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the version to whoever has the link."""
    try:
        found = open_shared(token, counts=request.method == "GET")
    except NotShared:
        return _closed()
    return _kept_nowhere(HttpResponse(_page(found, reverse("shared", args=[token]))))


@require_safe
@sensitive_variables("token")
def picture(request: HttpRequest, token: str, uid: uuid.UUID, version: int, size: Size, form: str) -> HttpResponseBase:
    """Serve a size of a picture that the version shows, to whoever has the link."""
    try:
        found = open_shared(token)
    except NotShared:
        return _closed()
    is_shown = str(uid) in found.pictures() and not Image.objects.pulled().filter(uid=uid).exists()
    rendition = find_rendition(uid, version, size, form) if is_shown else None
    return _closed() if rendition is None else _kept_nowhere(picture_answer(rendition))


def _page(found: Shared, address: str) -> str:
    now, public = found.row.made_at, found.row.story.published
    dates = Dates(
        first_published_at=public.first_published_at if public else now,
        updated_at=now,
        now=timezone.now(),
        is_first_edition=found.row.version == 1,
    )
    until = timezone.localtime(found.row.expires_at)
    day = date_format(until, "M j, Y, H:i")  # as the page below writes its own
    words = gettext("A draft of {site}, shown to you in confidence until {time}. Please do not pass it on.")
    sent = words.format(site=current().name, time=f"{day} {until.tzname()}")
    with public_addresses():
        page = story_html(found.content, dates=dates, path="", is_indexed=False, sent=sent)
    return with_pictures_at(page, address)


def _closed() -> HttpResponse:
    """The one answer to every link that does not open."""
    response = HttpResponse(render_to_string("404.html"), status=404)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's log of it would hold the word of the link
    return _kept_nowhere(response)


def _kept_nowhere(response: Answer) -> Answer:
    """Found by no search engine, kept by no cache, and told to no site that the page links to."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    return response
