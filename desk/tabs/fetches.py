"""Articles by their addresses, on the Articles tab: ask, follow, ask again, finish by hand; and looks at articles."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.access import person, require, story_or_404
from desk.tabs.page import Done, row_id
from foundation.errors import BadText
from stories.models import Article, Story, StoryArticle
from wire import asking, scheduling
from wire.models import Fetch

# So long what went well stands among what is being fetched.
SHOWN_DONE = timedelta(minutes=10)
_SHOWN = 100


def ask(request: HttpRequest, story: Story) -> Done:
    """Ask for the articles at the addresses that were typed, one a line."""
    require(request, "stories.add_article")
    asked = asking.ask(story, request.POST.get("urls", ""), by=person(request))
    told = []
    if asked.waiting:
        told.append(f"{_counted(asked.waiting, 'page')} will be fetched.")
    if asked.attached:
        told.append(f"We had {_counted(asked.attached, 'article')}, attached at once.")
    if asked.standing:
        told.append(f"{_counted(asked.standing, 'article')} stood in the story already.")
    return Done(" ".join(told), "fetches" if asked.waiting else "attached")


def _counted(rows: list[Any], word: str) -> str:
    return f"{len(rows)} {word}{'s' if len(rows) > 1 else ''}"


def again(request: HttpRequest, story: Story) -> Done:
    """Fetch a page again that came to nothing."""
    asking.ask_again(_fetch(request, story), by=person(request))
    return Done("The page will be fetched again.", "fetches")


def hide(request: HttpRequest, story: Story) -> Done:
    """Take a fetch off the page; one that waits is given up."""
    asking.put_out_of_sight(_fetch(request, story), by=person(request))
    return Done("It is off the list.", "fetches")


def look_now(request: HttpRequest, story: Story) -> Done:
    """Look at an attached article's page at once."""
    rows = StoryArticle.objects.attached().filter(story=story).select_related("article")
    try:
        article = rows.get(article__uid=uuid.UUID(row_id(request))).article
    except (StoryArticle.DoesNotExist, ValueError):
        raise BadText("This article is no longer in the story. Load the page again.") from None
    scheduling.look_now(article, by=person(request))
    return Done(f"“{article.headline}” is being looked at.", f"a-{article.uid}")


def _fetch(request: HttpRequest, story: Story) -> Fetch:
    try:
        return story.fetches.select_related("story").get(uid=uuid.UUID(row_id(request)))
    except (Fetch.DoesNotExist, ValueError):
        raise BadText("This page is no longer on the list. Load the page again.") from None


def shown(story: Story) -> list[Any]:
    """What is being fetched for the story, what came to nothing, and what was taken in just now; newest first."""
    rows = Fetch.objects.filter(story=story, purpose=Fetch.Purpose.ADD, hidden_at__isnull=True)
    late = timezone.now() - SHOWN_DONE
    rows = rows.exclude(state=Fetch.State.DONE, finished_at__lt=late).select_related("article")
    found: list[Any] = list(rows.order_by("-asked_at", "-pk")[:_SHOWN])
    for row in found:
        row.words = words_of(row)
    return found


def words_of(fetch: Fetch) -> str:
    """How a fetch stands, in words."""
    if fetch.state == Fetch.State.WAITING and fetch.reason:
        return f"tried again at {timezone.localtime(fetch.due_at):%H:%M:%S}. {fetch.reason}"
    if fetch.state in {Fetch.State.FAILED, Fetch.State.REFUSED}:
        return fetch.reason
    if fetch.state == Fetch.State.DONE:
        return "taken in and attached" if fetch.result == Fetch.Result.NEW else "we had it; it is attached"
    return fetch.get_state_display()


def add_looks(articles: Iterable[Any]) -> None:
    """Give each article its last look and its next, as `last_look` and `next_look`, in one query for all of them."""
    by_id: dict[int, Any] = {article.pk: article for article in articles}
    for article in by_id.values():
        article.last_look = article.next_look = None
    rows = Fetch.objects.filter(article__in=by_id).defer("found").order_by("finished_at", "pk")
    for row in rows:
        article = by_id[row.article_id] if row.article_id else None
        if article is None:
            continue
        if row.is_open():
            article.next_look = row
        else:
            article.last_look = row


def article_of(story: Story, uid: str) -> dict[str, str]:
    """What a fetch found, as the paste form names it; empty where there is no such fetch."""
    try:
        found = story.fetches.get(uid=uuid.UUID(uid)).found
    except (Fetch.DoesNotExist, ValueError):
        return {}
    kinds = set(Article.Kind.values)
    return {
        **{name: found.get(name, "") for name in ("url", "headline", "byline", "language", "text")},
        "date": found.get("published", ""),
        "kind": found["kind"] if found.get("kind") in kinds else Article.Kind.NEWS.value,
        "fetch": uid,
    }


def finish_by_hand(story: Story, uid: str, request: HttpRequest) -> None:
    """Take the fetch that an editor finished by hand off the list."""
    try:
        fetch = story.fetches.select_related("story").get(uid=uuid.UUID(uid))
    except (Fetch.DoesNotExist, ValueError):
        return
    asking.put_out_of_sight(fetch, by=person(request))


@require_safe
def state(request: HttpRequest, object_id: int) -> JsonResponse:
    """How the fetches of a story stand, for the page that asks.

    `pages` by uid, `is_busy` while something is under way, and a `mark` that changes whenever a look ends.
    """
    story = story_or_404(request, object_id)
    attached = StoryArticle.objects.attached().filter(story=story).values("article")
    looks = Fetch.objects.filter(article__in=attached, purpose=Fetch.Purpose.AGAIN)
    now = timezone.now()
    last = looks.over().order_by("-finished_at").values_list("pk", flat=True).first()
    pages = shown(story)
    values = {
        "pages": {str(row.uid): {"state": row.state, "words": row.words} for row in pages},
        "is_busy": any(row.is_open() for row in pages) or looks.open().filter(due_at__lte=now).exists(),
        "mark": f"{last}.{'.'.join(str(row.pk) for row in pages if not row.is_open())}",
    }
    response = JsonResponse(values)
    response["Cache-Control"] = "no-store"
    return response
