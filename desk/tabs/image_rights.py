"""Rights on the Images tab: passing over a picture's terms with a reason, and pictures of the story's articles."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest

from desk.access import person, require
from desk.tabs.page import Done, row_id, seen_by
from foundation.errors import BadText
from media.wording import forbids_publication
from stories.models import Article, Placement, Story, StoryArticle
from stories.pictures.permitting import MAY_OVERRIDE, pass_over_terms
from wire import picturing
from wire.models import Fetch


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """The picture that an attached article's page names: what is known of it, and how fetching it stands in words."""

    article: Article
    caption: str
    words: str
    may_ask: bool


def override(request: HttpRequest, story: Story) -> Done:
    """Let this story show a picture although its terms forbid it, with a reason; an empty one takes that back."""
    rows = story.placements.filter(removed_at=None).select_related("image", "story")
    try:
        placement = rows.get(image__uid=uuid.UUID(row_id(request)))
    except (Placement.DoesNotExist, ValueError):
        raise BadText("This picture no longer stands in the story. Load the page again.") from None
    reason = request.POST.get("reason", "")
    pass_over_terms(placement, reason=reason, seen=seen_by(request), by=person(request))
    told = "The terms are passed over here, for the reason you gave." if reason.strip() else "The terms bind again."
    return Done(told, f"i-{placement.image.uid}")


def may_override(request: HttpRequest, row: Placement) -> bool:
    """Whether the person sees the form: the terms forbid the picture, and they may pass over them."""
    may = any(request.user.has_perm(name) for name in MAY_OVERRIDE)
    return may and (forbids_publication(row.image.usage_terms) or bool(row.override_reason))


def fetch_own(request: HttpRequest, story: Story) -> Done:
    """Ask for the picture that an attached article's page names as its own."""
    require(request, "media.add_image")
    attached = StoryArticle.objects.attached().filter(story=story).select_related("article")
    try:
        article = attached.get(article__uid=uuid.UUID(row_id(request))).article
    except (StoryArticle.DoesNotExist, ValueError):
        raise BadText("This article is no longer in the story. Load the page again.") from None
    picturing.ask_for_own_picture(story, article, by=person(request))
    return Done("The picture will be fetched and placed, its rights unknown.", "own")


def own_pictures(story: Story) -> list[OwnPicture]:
    """The pictures that pages of the story's articles name, without those that stand in the story. Three queries."""
    attached = StoryArticle.objects.attached().filter(story=story).select_related("article__publisher")
    articles = [row.article for row in attached.order_by("pk")]
    named = picturing.own_pictures(articles)
    if not named:
        return []
    asked: dict[str, Fetch] = {}
    for fetch in Fetch.objects.filter(story=story, purpose=Fetch.Purpose.PICTURE).order_by("pk"):
        asked[fetch.found.get("article", "")] = fetch
    return [
        _own(article, named[article.pk], asked.get(str(article.uid)))
        for article in articles
        if article.pk in named and not _is_in(asked.get(str(article.uid)))
    ]


def _is_in(fetch: Fetch | None) -> bool:
    return fetch is not None and fetch.state == Fetch.State.DONE


def _own(article: Article, found: dict[str, str], fetch: Fetch | None) -> OwnPicture:
    words = "" if fetch is None else (fetch.reason or fetch.get_state_display())
    return OwnPicture(article, found.get("picture_caption", ""), words, fetch is None or not fetch.is_open())
