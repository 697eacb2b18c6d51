"""The duty rota: who answers alerts when. Whoever works on stories reads it, chiefs change it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk import letters
from desk.access import person
from desk.told_times import when
from desk.typed_dates import read_moment
from foundation.colleagues import colleague
from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.models import User
from stories import duty_rota
from stories.duty_rota import NotOnDuty
from stories.models import Duty
from stories.watching import sees_all

_FIELDS = ("person", "starts_at", "ends_at", "turn")


@require_http_methods(["GET", "HEAD", "POST"])
def duty_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show who is on duty now and later. A POST puts somebody on, or takes a line off."""
    user = person(request)
    if not (user.has_perm("stories.change_story") or user.has_perm("stories.edit_any_story")):
        raise PermissionDenied
    told, status = "", 200
    if request.method == "POST":
        act = {"put_on": _put_on, "take_off": _take_off}.get(request.POST.get("act", ""))
        if act is None:
            return HttpResponseBadRequest("This page has no such button. Load it again.")
        try:
            messages.success(request, act(request))
            return HttpResponseRedirect(reverse("admin:duty"))
        except NewsroomError as refusal:
            told, status = str(refusal), 403 if isinstance(refusal, NotAllowed) else 400
    now = timezone.now()
    rows = duty_rota.to_come()
    context = {
        **site.each_context(request),
        "title": "Duty rota",
        "now_on": [row for row in rows if row.starts_at <= now],
        "later": [row for row in rows if row.starts_at > now],
        "told": told,
        "typed": {name: request.POST.get(name, "") for name in _FIELDS},
        "turns": duty_rota.TURNS,
        "colleagues": _colleagues() if user.has_perm("stories.publish_story") else [],
        "may_change": user.has_perm("stories.publish_story"),
        "zone": settings.TIME_ZONE,
        "has_mail": letters.is_sent(),
        "has_chat": bool(settings.ALERT_WEBHOOK_URL),
        "minutes": f"{settings.ALERT_ANSWER_MINUTES:g}",
        "hours": f"{settings.NIGHT_HOLD_HOURS:g}",
    }
    return TemplateResponse(request, "desk/duty.html", context, status=status)


def _put_on(request: HttpRequest) -> str:
    found = _whom(request.POST.get("person", ""))
    starts_at, ends_at = (read_moment(request.POST.get(name, "")) for name in ("starts_at", "ends_at"))
    if starts_at is None or ends_at is None:
        raise BadText("Give the day and time from when and until when.")
    turn = request.POST.get("turn", "")
    row = duty_rota.put_on(
        found,
        starts_at=starts_at,
        ends_at=ends_at,
        turn=int(turn) if turn in {"1", "2", "3"} else 0,
        by=person(request),
    )
    return f"{found.display_name()} is on duty from {when(row.starts_at)}."


def _whom(typed: str) -> User:
    """Whom the words name among those who may be on duty, else among all: the verb says why it cannot be them."""
    try:
        return colleague(typed, among=sees_all())
    except BadText as refusal:
        try:
            return colleague(typed)
        except BadText:
            told = "On duty is somebody who may edit every story: an editor or a chief."
            raise NotOnDuty(f"{refusal} {told}") from None


def _take_off(request: HttpRequest) -> str:
    try:
        row = Duty.objects.select_related("person").filter(uid=uuid.UUID(request.POST.get("row", ""))).first()
    except ValueError:
        row = None
    if row is None:
        raise NotOnDuty("There is no such line on the rota. Load the page again.")
    duty_rota.take_off(row, by=person(request))
    return f"{row.person.display_name()} is off the rota for that time."


def _colleagues() -> QuerySet[User]:
    return sees_all().exclude(email="")[:200]
