"""Alerts at the desk: what waits for an answer and what was answered, and the page of one, to which letters lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from desk.access import person, stories_for
from desk.alert_words import alert_path, uid_in, words
from desk.front.reading import tab
from desk.threads import address_of
from foundation.errors import NewsroomError
from foundation.models import User
from stories import answering, night_watch
from stories.models import Alert, Duty, Letter
from stories.models.alert import AlertQuerySet

MOST = 60
Kind = Alert.Kind
# The tab on which each is mended, and the place there.
_PLACES = {
    Kind.RELEASE: ("publish", "checks-title"),
    Kind.FAILED: ("summary", "run"),
    Kind.SOURCE: ("articles", ""),
    Kind.HELD: ("publish", "update-ready"),
    Kind.PUBLIC: ("publish", ""),
    Kind.REVIEW: ("publish", "copy"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert as the desk shows it: what happened, where it is mended, its own page."""

    row: Alert
    told: str
    address: str
    page: str


def alerts_for(user: User) -> AlertQuerySet:
    """The alerts this person may see: of stories they may open; what concerns one person only if it is them."""
    rows = Alert.objects.filter(Q(told=None) | Q(told=user))
    if user.has_perm("stories.edit_any_story"):
        return rows.filter(Q(story=None) | Q(story__deleted_at=None))
    return rows.filter(story__in=stories_for(user))


def place_of(alert: Alert) -> str:
    """The address where it is mended or answered."""
    if alert.story_id is None:
        return reverse("admin:desk_alerts")
    if alert.kind in {Kind.MENTION, Kind.COMMENT}:
        return address_of(alert.story_id, alert.ref.split(" ")[0])
    return tab(alert.story_id, *_PLACES.get(Kind(alert.kind), ("team", "")))


@require_safe
def alerts_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What waits for an answer, what was answered last, who is on duty, and letters that did not leave."""
    user = person(request)
    if not (user.has_perm("stories.change_story") or user.has_perm("stories.edit_any_story")):
        raise PermissionDenied
    rows = alerts_for(user).select_related("story__owner", "answered_by", "by", "told")
    waiting = list(rows.unanswered().order_by("-pk")[:MOST])
    answered = rows.filter(needs_answer=True, answered_at__isnull=False).order_by("-pk")
    context = {
        **site.each_context(request),
        "title": "Alerts",
        "waiting": [_shown(row) for row in waiting],
        "answered": [_shown(row) for row in answered[:MOST]],
        "on_duty": _on_duty(),
        "holding_since": night_watch.holding_since(),
        "may_lift": user.has_perm("stories.edit_any_story"),
        "stuck": _stuck() if user.has_perm("stories.publish_story") else [],
    }
    return TemplateResponse(request, "desk/alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_page(request: HttpRequest, token: str, site: AdminSite) -> HttpResponse:
    """One alert. A POST says that this person is on it. A word that is none of ours, or another's story: not found."""
    uid = uid_in(token)
    rows = alerts_for(person(request)).select_related("story__published", "story__owner", "by", "answered_by", "told")
    alert = rows.filter(uid=uid).first() if uid else None
    if alert is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, alert)
    shown = _shown(alert)
    if not alert.needs_answer and alert.kind != Kind.NIGHT:
        return HttpResponseRedirect(shown.address)
    context = {
        **site.each_context(request),
        "title": "Alert",
        "alert": shown,
        "holding_since": night_watch.holding_since(),
    }
    return TemplateResponse(request, "desk/alert.html", context)


def _answer(request: HttpRequest, alert: Alert) -> HttpResponse:
    if request.POST.get("act") != "answer":
        return HttpResponseBadRequest("This page has no such button. Load it again.")
    try:
        done = answering.answer(alert, by=person(request))
    except NewsroomError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(alert_path(alert))
    if done:
        messages.success(request, "You are on it, and nobody else is told any more.")
    else:
        messages.info(request, "Somebody answered this already, or it ended by itself.")
    return HttpResponseRedirect(place_of(alert))


def _shown(alert: Alert) -> Shown:
    told = words(alert, alert.story.headline if alert.story else "")
    return Shown(alert, told, place_of(alert), alert_path(alert))


def _on_duty() -> list[Duty]:
    return list(Duty.objects.at(timezone.now()).select_related("person"))


def _stuck() -> list[Letter]:
    """Letters that a server did not take: tried again, or given up."""
    rows = Letter.objects.filter(sent_at=None, attempts__gt=0).exclude(error="").select_related("person")
    return list(rows.order_by("-pk")[:20])
