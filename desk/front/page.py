"""The front of the desk: the admin site's index, in at most twelve queries whatever the size of the archive."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from desk.access import person, stories_for
from desk.front.kinds import NEEDED, PROMISED, SUGGESTED, Scope
from desk.front.mine import KEYS, on_me
from desk.front.reading import Group, Line, read, tab
from desk.front.since import Changed, changed
from desk.shifts import since_when
from desk.told_times import when
from foundation.errors import NewsroomError
from foundation.models import User
from reference.site import current
from stories import sources
from stories.models import Article, Story
from stories.models.story import StoryQuerySet
from stories.sealing import sealed_among

MOST, MOST_ALONE = 6, 60
LIVE, SCHEDULED = 15, 50
LATE = timedelta(minutes=1)
OWNER = ("owner__username", "owner__first_name", "owner__last_name")


@dataclass(frozen=True, slots=True)
class Since:
    """What the person is told of the time since `at`, when they were last here (`is_shift`) or else some time ago.

    What is owed is listed where it is not what stands above it already: of all stories, or of one's own.
    """

    at: datetime
    is_shift: bool
    only_mine: bool
    until: datetime
    changed: list[Changed] = field(default_factory=list)
    has_more: bool = False
    promised: list[Line] = field(default_factory=list)
    owed: list[Group] = field(default_factory=list)
    is_listed: bool = False


def front(site: AdminSite, request: HttpRequest, extra: dict[str, Any] | None = None) -> HttpResponse:
    """Show the front, or one kind of line alone (?only=); POST says that somebody has seen to an article's flags."""
    if request.method == "POST":
        return _seen(request)
    stories = stories_for(request.user)
    may_see = request.user.has_perm("stories.change_story") or request.user.has_perm("stories.edit_any_story")
    only = request.GET.get("only", "")
    context = {
        **site.each_context(request),
        "title": "The desk",
        "subtitle": None,
        "app_list": site.get_app_list(request),
        "may_see": may_see,
        "now": timezone.now(),
        "zone": settings.TIME_ZONE,
        **(extra or {}),
    }
    if may_see:
        context |= _alone(request, stories, only) if only else _whole(request, stories)
    return TemplateResponse(request, "admin/index.html", context)


def _sees_all(request: HttpRequest) -> bool:
    return request.user.has_perm("stories.edit_any_story")


def _alone(request: HttpRequest, stories: StoryQuerySet, only: str) -> dict[str, Any]:
    if only not in NEEDED:
        raise Http404
    groups = read([NEEDED[only]], Scope(stories, is_own=not _sees_all(request)), most=MOST_ALONE)
    return {"only": NEEDED[only].name, "groups": groups}


def _whole(request: HttpRequest, stories: StoryQuerySet) -> dict[str, Any]:
    now, user = timezone.now(), person(request)
    sees_all = _sees_all(request)
    sealed = list(sealed_among(stories).select_related("owner")[:SCHEDULED])
    only_mine = not sees_all or request.GET.get("whose") == "mine"
    wanted = [*on_me(user), *NEEDED.values(), *([] if only_mine and sees_all else [PROMISED, SUGGESTED])]
    found = read(wanted, Scope(stories, is_own=not sees_all), most=MOST)
    groups = [*_timed(sealed, now), *(group for group in found if group.kind in NEEDED)]
    mine = [group for group in found if group.kind not in KEYS]
    if only_mine and sees_all:
        own = Scope(stories.filter(owner=user), is_own=True)
        mine = read([*NEEDED.values(), PROMISED, SUGGESTED], own, most=MOST)
    return {
        "groups": groups,
        "on_me": [group for group in found if group.kind in KEYS],
        "holding_since": current().unwatched_since,
        "live": _live(stories),
        "scheduled": sealed,
        "since": _since(user, stories, mine, sealed, now, only_mine=only_mine),
        "may_choose": sees_all,
    }


def _live(stories: StoryQuerySet) -> list[Story]:
    """Those readers see, the newest first."""
    rows = stories.filter(published__state="live", published__current_edition__isnull=False)
    # Few columns: of somebody who owns thousands the database sorts them all.
    shown = ("headline", "published__updated_at", "published__first_published_at", *OWNER)
    found = rows.select_related("published", "owner").only(*shown)
    return list(found.order_by("-published__updated_at", "-published_id")[:LIVE])


def _timed(sealed: Sequence[Story], now: datetime) -> list[Group]:
    """What should have gone out, and what goes out soon."""
    soon = now + timedelta(hours=settings.EMBARGO_SOON_HOURS)
    due = [(story, until) for story in sealed if (until := _until(story)) is not None and until <= soon]
    late = [_sealed_line("late", story, "Should have gone out") for story, until in due if until < now - LATE]
    near = [_sealed_line("soon", story, "Goes out") for story, until in due if until >= now - LATE]
    told = [Group("late", "Schedule late", late), Group("soon", "Embargo soon over", near)]
    return [group for group in told if group.lines]


def _until(story: Story) -> datetime | None:
    return getattr(story, "sealed_until", None)


def _sealed_line(kind: str, story: Story, words: str) -> Line:
    until = _until(story)
    text = f"{words} {when(until)}." if until else words
    owner = story.owner.display_name() if story.owner else ""
    return Line(kind, story.pk, story.headline, text, tab(story.pk, "publish", "sealed"), owner)


def _since(
    user: User,
    stories: StoryQuerySet,
    found: Sequence[Group],
    sealed: Sequence[Story],
    now: datetime,
    *,
    only_mine: bool,
) -> Since:
    at, is_shift = since_when(user, now)
    until = now + timedelta(hours=settings.SHIFT_HOURS)
    own = [story for story in sealed if not only_mine or story.owner_id == user.pk]
    due = [story for story in own if (_until(story) or until) < until]
    told, has_more = changed(stories, user, at, only_mine=only_mine)
    promised = [_sealed_line("promised", story, "Goes out") for story in due]
    promised += [line for group in found if group.kind == PROMISED.key for line in group.lines]
    owed = [*_timed(own, now), *(group for group in found if group.kind != PROMISED.key)]
    is_listed = only_mine and user.has_perm("stories.edit_any_story")
    return Since(at, is_shift, only_mine, until, told, has_more, promised, owed, is_listed)


def _seen(request: HttpRequest) -> HttpResponse:
    """Somebody has seen to what is flagged for an article in a story."""
    story, article = request.POST.get("story", ""), request.POST.get("article", "")
    if request.POST.get("act") != "seen" or not story.isdecimal() or len(story) > 18:
        return HttpResponseBadRequest("This page has no such button. Load it again.")
    row = stories_for(request.user).filter(pk=int(story)).first()
    found = _article(article)
    if row is None or found is None:
        raise Http404
    try:
        count = sources.clear_flags(row, found, by=person(request))
    except NewsroomError as refusal:
        messages.error(request, str(refusal))
    else:
        told = f"Seen: “{found.headline}” in “{row.headline}”." if count else "Somebody has seen to this already."
        messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:index"))


def _article(uid: str) -> Article | None:
    try:
        return Article.objects.filter(uid=uuid.UUID(uid)).first()
    except ValueError:
        return None
