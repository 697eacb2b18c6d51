"""What is only read: the edit log and the published record."""

from __future__ import annotations

import uuid

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from desk.frozen import ReadOnlyAdmin
from desk.recent_values import RecentValuesFilter
from editions.models import PublishedStory
from foundation.models import EditLog


@admin.register(EditLog)
class EditLogAdmin(ReadOnlyAdmin[EditLog]):
    list_display = ("at", "actor_name", "verb", "subject_kind", "subject_uid", "reason")
    list_select_related = ("person", "policy_of")
    list_filter = (("verb", RecentValuesFilter), ("subject_kind", RecentValuesFilter))
    search_fields = ("person__username", "reason")
    search_help_text = "A uid, or words of a name or a reason."
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[EditLog], search_term: str
    ) -> tuple[QuerySet[EditLog], bool]:
        """The acts on the subject of a uid, by its index; of other words, those that names and reasons hold."""
        try:
            subject = uuid.UUID(search_term.strip())
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(subject_uid=subject), False


@admin.register(PublishedStory)
class PublishedStoryAdmin(ReadOnlyAdmin[PublishedStory]):
    list_display = ("headline", "state", "first_published_at", "updated_at", "article_count", "language")
    list_filter = ("state", ("language", RecentValuesFilter))
    search_fields = ("headline", "slug")
    ordering = ("-updated_at", "-pk")
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
