"""The public pages: each starts from what any reader may see, fetches it, and renders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now as current_time
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editions.models import Listing
from editions.restrictions import shown_topics
from readers import elsewhere
from readers.frames import Frame, page
from readers.freshness import answer, changed_at, digest_of, since_midnight, tag
from readers.lists import listed
from readers.press import pressed
from readers.record import current_edition
from readers.story_html import public_page
from readers.story_page import Dates
from reference.site import current


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Top Headlines: the newest stories of all, the first of them big."""
    frame = Frame(
        title="",
        path=request.path,
        description=gettext("Running stories. Every sentence shows its source."),
        feed=reverse("files:feed"),
        feed_title=gettext("Top Headlines"),
        is_indexed="before" not in request.GET,
    )
    return listed(request, Listing.Kind.ALL, "", frame, gettext("Top Headlines"))


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The stream of one topic."""
    subject = get_object_or_404(shown_topics(), slug=slug)
    frame = Frame(
        title=subject.name,
        path=request.path,
        description=subject.description,
        feed=reverse("files:topic-feed", kwargs={"slug": subject.slug}),
        feed_title=subject.name,
        is_indexed="before" not in request.GET,
    )
    return listed(request, Listing.Kind.TOPIC, subject.slug, frame, subject.name)


@require_safe
def feeds(request: HttpRequest) -> HttpResponseBase:
    """Every topic with its page and its RSS."""
    topics = list(shown_topics())
    frame = Frame(
        title=gettext("Feeds"), path=request.path, feed=reverse("files:feed"), feed_title=gettext("Top Headlines")
    )
    shown = digest_of(f"{one.slug} {one.name} {one.description}" for one in topics)
    return answer(
        request,
        etag=tag(shown, now=current_time()),
        last_modified=None,
        body=lambda: page("readers/feeds.html", frame, topics=topics),
    )


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One published story, rendered from its current edition: a single query."""
    found = current_edition(slug)
    if found is None:
        return elsewhere.answer(request, slug)
    now = current_time()
    # What stands only while nobody watches costs no page its place in the press at other times.
    looked_at = found.looked_at if current().unwatched_since else None
    dates = Dates(found.first_published_at, found.updated_at, now, found.number == 1, looked_at)
    shown = [found.content_digest, found.number, found.updated_at, found.redactions_json]
    etag = tag(digest_of([*shown, *filter(None, [looked_at])]), now=now)

    moved_at = max(found.modified_at, looked_at) if looked_at else found.modified_at
    if found.has_plans():
        # What is planned and not confirmed is told as such from the midnight after its last day.
        moved_at = max(moved_at, since_midnight(now))

    def body() -> HttpResponse:
        return HttpResponse(
            pressed(request.path, etag, lambda: public_page(found.content(), dates=dates, path=request.path, etag=etag))
        )

    return answer(request, etag=etag, last_modified=changed_at(moved_at, now=now), body=body)
