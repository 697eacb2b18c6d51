"""What somebody is told by mail, and how: their own choice for each kind of alert."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk.access import person
from foundation.models import User
from stories.alerting import DEFAULTS
from stories.models import Alert, AlertChoice

Way = AlertChoice.Way


@require_http_methods(["GET", "HEAD", "POST"])
def told_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the choices, or keep them."""
    user = person(request)
    if request.method == "POST":
        chosen = {kind: request.POST.get(kind, DEFAULTS[kind]) for kind in Alert.Kind.values}
        if not set(chosen.values()) <= set(Way.values):
            return HttpResponseBadRequest("This page has no such choice. Load it again.")
        _keep(user, chosen)
        messages.success(request, "Saved. From now on you are told so.")
        return HttpResponseRedirect(reverse("admin:told"))
    stands = ways_of(user)
    context = {
        **site.each_context(request),
        "title": "What you are told",
        "kinds": [(kind.value, kind.label, stands[kind.value]) for kind in Alert.Kind],
        "ways": Way.choices,
        "address": user.email,
        "hour": f"{settings.ALERT_DIGEST_HOUR:02d}:00",
        "zone": settings.TIME_ZONE,
    }
    return TemplateResponse(request, "desk/told.html", context)


def ways_of(user: User) -> dict[str, str]:
    """How the person is told of each kind of alert: as they chose, else as everybody is."""
    return dict(DEFAULTS) | dict(AlertChoice.objects.filter(person=user).values_list("kind", "way"))


@transaction.atomic
def _keep(user: User, chosen: dict[str, str]) -> None:
    """Keep what differs from the default, so that a better default reaches whoever never chose."""
    AlertChoice.objects.filter(person=user).delete()
    other = [(kind, way) for kind, way in chosen.items() if way != DEFAULTS[kind]]
    AlertChoice.objects.bulk_create(AlertChoice(person=user, kind=kind, way=way) for kind, way in other)
