"""The addresses of acts on a story as a whole."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from desk.bulk_page import bulk_page
from desk.deleted_page import deleted_page
from desk.export_page import story_export
from desk.filters_page import filters_page
from desk.merge_page import merge_page
from desk.split_page import split_page
from desk.whole_pages import delete_page, duplicate_page, undo_page


def whole_urls(site: AdminSite) -> list[URLPattern]:
    """The pages below the list of stories."""
    view = site.admin_view
    return [
        path("bulk/", view(bulk_page), name="stories_story_bulk"),
        path("filters/", view(filters_page), name="stories_story_filters"),
        path("<int:object_id>/export/", view(story_export), name="stories_story_export"),
        path("deleted/", view(deleted_page), name="stories_story_deleted"),
        path("<int:object_id>/duplicate/", view(duplicate_page), name="stories_story_duplicate"),
        path("<int:object_id>/merge/", view(merge_page), name="stories_story_merge"),
        path("<int:object_id>/split/", view(split_page), name="stories_story_split"),
        path("<int:object_id>/delete/", view(delete_page), name="stories_story_delete"),
        path("<int:object_id>/undo/<uuid:uid>/", view(undo_page), name="stories_story_undo"),
    ]
