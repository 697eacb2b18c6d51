"""The article library: what was received, its texts as they came, and the retraction."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from desk import finding
from desk.access import person, require, stories_for
from desk.evidence import Piece
from desk.found_by_words import FoundByWords
from desk.frozen import ReadOnlyAdmin
from desk.recent_values import RecentValuesFilter
from foundation.errors import NewsroomError
from stories import curating
from stories.models import Article
from stories.touching import in_words, touched_by


@admin.register(Article)
class ArticleAdmin(FoundByWords, ReadOnlyAdmin[Article]):
    list_display = ("headline", "publisher", "published_at", "kind", "language", "status")
    list_select_related = ("publisher",)
    list_filter = ("status", "kind", ("language", RecentValuesFilter))
    search_fields = ("headline", "publisher__name", "canonical_url")
    words_table = "stories_article"

    def words_also(self, words: Sequence[str]) -> Callable[[str], Q]:
        """Or in the publisher's name."""
        return finding.read("", list(words)).of_publisher

    def get_urls(self) -> list[URLPattern]:
        """The list is Django's; the page of an article is ours."""
        page = self.admin_site.admin_view(self.page)
        kept = [url for url in super().get_urls() if url.name == "stories_article_changelist"]
        return [*kept, path("<int:object_id>/change/", page, name="stories_article_change")]

    def page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show an article with its texts and stories; a POST records that its publisher withdrew it."""
        require(request, "stories.view_article")
        article = get_object_or_404(Article.objects.select_related("publisher"), pk=object_id)
        told = ""
        if request.method == "POST":
            require(request, "stories.change_article")
            try:
                count = curating.retract(article, by=person(request), reason=request.POST.get("reason", ""))
            except NewsroomError as refusal:
                told = str(refusal)
            else:
                messages.success(request, f"Recorded. Stories that are summarised anew: {count}.")
                return HttpResponseRedirect(reverse("admin:stories_article_change", args=[article.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": article.headline,
            "opts": Article._meta,
            "article": article,
            "snapshots": _texts(request, article),
            "stories": _stories(request, article),
            "told": told,
            "reason": request.POST.get("reason", ""),
            **_retraction(request, article),
        }
        return TemplateResponse(request, "desk/article.html", context, status=400 if told else 200)


def _retraction(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What a retraction would touch, for those who may record one."""
    may = request.user.has_perms(["stories.change_article", "stories.edit_any_story"])
    if not may or article.status == Article.Status.RETRACTED:
        return {"may_retract": False}
    touched = touched_by(article)
    return {"may_retract": True, "touched": touched, "touched_words": in_words(touched)}


def _texts(request: HttpRequest, article: Article) -> list[Any]:
    """The article's texts, the newest first, each with `pieces`: the passage that the address names is marked."""
    snapshots: list[Any] = list(article.snapshots.order_by("-pk")[:20])
    found = None
    with contextlib.suppress(ValueError):
        found = article.citations.filter(uid=uuid.UUID(request.GET.get("passage", ""))).first()
    for snapshot in snapshots:
        snapshot.pieces = [Piece(snapshot.text)]
        if found is not None and found.snapshot_id == snapshot.pk:
            text, start, end = snapshot.text, found.start, found.end
            snapshot.pieces = [Piece(text[:start]), Piece(text[start:end], "here"), Piece(text[end:])]
    return snapshots


def _stories(request: HttpRequest, article: Article) -> Any:
    holding = article.story_articles.attached().values("story")
    return stories_for(request.user).filter(pk__in=holding)[:50]
