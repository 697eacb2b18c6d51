"""The page of deleted stories: which, by whom, until when they can be brought back, and the button that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.access import deleted_for, person, require
from desk.tabs.page import tab_address
from foundation.errors import NewsroomError, NotAllowed
from foundation.models import User
from stories import acting, deleting
from stories.models import Story

PAGE = 50


@dataclass(frozen=True, slots=True)
class Gone:
    """A deleted story; `days` are left until it may be cleared, None where it is kept for good."""

    story: Story
    days: int | None
    may_return: bool


@require_http_methods(["GET", "HEAD", "POST"])
def deleted_page(request: HttpRequest) -> HttpResponse:
    """Show deleted stories, the last deleted first; a POST brings one back and goes to it."""
    require(request, "stories.change_story")
    told, status = "", 200
    if request.method == "POST":
        pk = request.POST.get("story", "")
        story = get_object_or_404(deleted_for(request.user), pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
        try:
            back = deleting.undelete(story, by=person(request))
        except NewsroomError as refusal:
            told, status = str(refusal), 403 if isinstance(refusal, NotAllowed) else 400
        else:
            messages.success(request, f"“{back.headline}” is back, as a draft.")
            return HttpResponseRedirect(tab_address(back, "story"))
    before = request.GET.get("before", "")
    rows = deleted_for(request.user).select_related("deleted_by", "published", "owner").order_by("-deleted_at", "-pk")
    last = deleted_for(request.user).filter(pk=before).first() if before.isdecimal() and len(before) < 19 else None
    if last is not None and last.deleted_at is not None:
        rows = rows.filter(deleted_at__lte=last.deleted_at).exclude(deleted_at=last.deleted_at, pk__gte=last.pk)
    page = list(rows[: PAGE + 1])
    context = {**admin.site.each_context(request), "title": "Deleted stories", "opts": Story._meta, "told": told}
    context |= {"rows": [_gone(row, person(request)) for row in page[:PAGE]], "kept_days": deleting.KEPT_DAYS}
    context["after"] = page[PAGE - 1].pk if len(page) > PAGE else None
    return TemplateResponse(request, "desk/deleted.html", context, status=status)


def _gone(story: Story, by: User) -> Gone:
    assert story.deleted_at is not None
    left = ceil((story.deleted_at + timedelta(days=deleting.KEPT_DAYS) - timezone.now()) / timedelta(days=1))
    is_kept = story.published is not None or story.is_held_legally()
    return Gone(story, None if is_kept else max(left, 0), acting.may("undelete", story, by=by))
