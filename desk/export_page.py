"""The pages that hand out tables as CSV. A POST hands one out, and the log says who took what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.access import person, require, story_or_404
from desk.exports import STORY_HEADS, TABLES, as_file, story_rows
from desk.saved_filters import asked_in
from desk.tabs.page import frame
from foundation.models import EditLog
from stories.models import Story

Listed = Callable[[HttpRequest], Any]


def list_export(listed: Listed) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view that hands out the list of stories as it is filtered in the address; `listed` gives those rows."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponseBase:
        require(request, "stories.change_story")
        asked = asked_in(request.META.get("QUERY_STRING", ""))
        stories = listed(request)
        if request.method == "POST":
            by = person(request)
            EditLog.objects.record("export_list", by, by=by, after={"filter": asked})
            return as_file(f"stories-{_today()}", STORY_HEADS, story_rows(stories), has_bom=_has_bom(request))
        context = {**admin.site.each_context(request), "title": "Export the list", "opts": Story._meta}
        told = "The stories of the list as it is filtered now." if asked else "Every story that you may open."
        context |= {"tables": [("stories", "Stories")], "told": told, "asked": asked}
        return TemplateResponse(request, "desk/export_list.html", context)

    return view


@require_http_methods(["GET", "HEAD", "POST"])
def story_export(request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Say which tables of a story there are; a POST hands one out."""
    story = story_or_404(request, object_id)
    if request.method == "POST":
        name = request.POST.get("table", "")
        if name not in TABLES:
            raise Http404
        _, heads, rows = TABLES[name]
        EditLog.objects.record("export", story, by=person(request), after={"table": name})
        called = f"{name}-{story.uid.hex[:8]}-{_today()}"
        return as_file(called, heads, rows(story), has_bom=_has_bom(request))
    return _page(request, story)


def _page(request: HttpRequest, story: Story) -> HttpResponse:
    tables = [(name, label) for name, (label, _, _) in TABLES.items()]
    return TemplateResponse(request, "desk/export.html", {**frame(request, story, "story"), "tables": tables})


def _has_bom(request: HttpRequest) -> bool:
    return request.POST.get("bom") == "yes"


def _today() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"
