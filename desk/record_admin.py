"""What is only read: the edit log and the published record."""

from __future__ import annotations

from django.contrib import admin

from desk.frozen import ReadOnlyAdmin
from editions.models import PublishedStory
from foundation.models import EditLog


@admin.register(EditLog)
class EditLogAdmin(ReadOnlyAdmin[EditLog]):
    list_display = ("at", "actor_name", "verb", "subject_kind", "subject_uid", "reason")
    list_select_related = ("person",)
    list_filter = ("verb", "subject_kind")
    search_fields = ("=subject_uid", "person__username", "reason")
    ordering = ("-pk",)


@admin.register(PublishedStory)
class PublishedStoryAdmin(ReadOnlyAdmin[PublishedStory]):
    list_display = ("headline", "state", "first_published_at", "updated_at", "article_count", "language")
    list_filter = ("state", "language")
    search_fields = ("headline", "slug")
    ordering = ("-updated_at",)
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
