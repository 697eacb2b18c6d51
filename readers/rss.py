"""RSS 2.0 of everything and of each topic. Every entry tells one edition: its words, times and topics."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import now as current_time
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from editions.models import Listing
from editions.restrictions import shown_topics
from readers import streams
from readers.freshness import answer, changed_at, digest_of, tag
from readers.languages import without_direction_controls
from readers.links import in_full
from readers.moments import written
from readers.story_page import phase_label
from reference.site import current

_ENTRIES = 50
_COLUMNS = ("uid", "slug", "headline", "standfirst", "language", "first_published_at", "updated_at", "modified_at")


class StoryRss(Rss201rev2Feed):
    """RSS 2.0 whose entries also say when their facts last moved, which RSS itself has no word for."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", written(item["updateddate"]))
        if item["phase"]:
            handler.addQuickElement("category", item["phase"], {"domain": "phase"})


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    """The newest stories of all."""
    return _answer(request, Listing.Kind.ALL, "", current().name, gettext("Top Headlines"), reverse("readers:home"))


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest stories of one topic."""
    subject = get_object_or_404(shown_topics(), slug=slug)
    title = f"{subject.name} – {current().name}"
    about = subject.description or subject.name
    return _answer(request, Listing.Kind.TOPIC, subject.slug, title, about, subject.get_absolute_url())


def _answer(request: HttpRequest, kind: str, key: str, title: str, about: str, page: str) -> HttpResponseBase:
    stories = streams.newest(kind, key).annotate(
        topics=F("current_edition__content__desk__topics"), phase=F("current_edition__content__desk__phase")
    )
    rows = list(stories.values(*_COLUMNS, "topics", "phase")[:_ENTRIES])
    now = current_time()
    shown = digest_of([title, about, *((row["uid"], row["modified_at"]) for row in rows)])

    def body() -> HttpResponse:
        feed = _feed(rows, title=title, about=about, page=page, own=request.path)
        return HttpResponse(feed, content_type="application/rss+xml; charset=utf-8")

    newest = max((row["modified_at"] for row in rows), default=None)
    last_modified = changed_at(newest, now=now) if newest else None
    return answer(request, etag=tag(shown, now=now), last_modified=last_modified, body=body)


def _feed(rows: list[dict[str, Any]], *, title: str, about: str, page: str, own: str) -> str:
    feed = StoryRss(
        title=title, link=in_full(page), description=about, language=settings.LANGUAGE_CODE, feed_url=in_full(own)
    )
    for row in rows:
        feed.add_item(
            title=row["headline"],
            link=in_full(reverse("readers:story", kwargs={"slug": row["slug"]})),
            description=row["standfirst"],
            unique_id=str(row["uid"]),
            unique_id_is_permalink=False,
            pubdate=row["first_published_at"],
            updateddate=row["updated_at"],
            categories=[topic["name"] for topic in row["topics"]],
            phase=phase_label(row["phase"] or ""),
        )
    return without_direction_controls(feed.writeString("utf-8"))
