"""The address that keeps and drops filters of the list of stories; the list itself shows them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from desk import saved_filters
from desk.access import person, require
from foundation.errors import NewsroomError


@require_POST
def filters_page(request: HttpRequest) -> HttpResponse:
    """Keep the filter of `query` under a name, or drop the one that `drop` names; go back to the list as it was."""
    require(request, "stories.change_story")
    query = saved_filters.asked_in(request.POST.get("query", ""))
    try:
        told = _act(request, query)
    except NewsroomError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:stories_story_changelist") + (f"?{query}" if query else ""))


def _act(request: HttpRequest, query: str) -> str:
    given = request.POST
    pk = given.get("drop", "")
    if pk.isdecimal() and len(pk) < 19:
        return f"“{saved_filters.drop(int(pk), by=person(request))}” is taken away."
    is_shared = given.get("is_shared") == "yes"
    row = saved_filters.keep(given.get("name", ""), query, is_shared=is_shared, by=person(request))
    return f"“{row.name}” is kept, and shown to the desk." if is_shared else f"“{row.name}” is kept for you."
