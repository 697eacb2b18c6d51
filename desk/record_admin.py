"""What is only read: the edit log and the published record."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from desk import log_page
from desk.access import require
from desk.found_by_words import FoundByWords
from desk.frozen import ReadOnlyAdmin
from desk.recent_values import RecentValuesFilter
from editions.models import PublishedStory
from foundation.models import EditLog


@admin.register(EditLog)
class EditLogAdmin(ReadOnlyAdmin[EditLog]):
    list_display = ("at", "actor_name", "verb", "subject_kind", "subject_uid", "reason")
    list_select_related = ("person", "policy_of")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A page of the log in words, filtered by person, act, story and time."""
        require(request, "foundation.view_editlog")
        form = log_page.FilterForm(request.GET or None)
        context = {**self.admin_site.each_context(request), "title": "Edit log", "opts": EditLog._meta, "form": form}
        return TemplateResponse(request, "desk/edit_log.html", context | log_page.page(request, form))


@admin.register(PublishedStory)
class PublishedStoryAdmin(FoundByWords, ReadOnlyAdmin[PublishedStory]):
    list_display = ("headline", "state", "first_published_at", "updated_at", "article_count", "language")
    list_filter = ("state", ("language", RecentValuesFilter))
    search_fields = ("headline", "slug")
    ordering = ("-updated_at", "-pk")
    words_table = "editions_publishedstory"
    fields = (
        "headline",
        "kicker",
        "standfirst",
        "slug",
        "state",
        "language",
        "first_published_at",
        "updated_at",
        "modified_at",
        "article_count",
        "publisher_count",
    )
