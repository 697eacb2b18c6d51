"""What load balancers, supervisors and Prometheus ask: /healthz, /readyz and /metrics.

Nobody without the token (METRICS_TOKEN) learns more than whether this process can serve: how much waits at the desk
would tell of stories that are not published.
"""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom import condition, metrics

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all. Asks nobody: a supervisor that restarts it cannot mend a database."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve: 503 where the database does not answer.

    With the token also how the newsroom is (newsroom.condition), and 503 where something is later than it may be.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _has_token(request) or settings.DOORS == "public":
            return JsonResponse({"status": "ready"})
        found = condition.look()
    except Error:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    late = found.lateness()
    return JsonResponse(
        {"status": "late" if late else "ready", "late": late, **asdict(found)}, status=503 if late else 200
    )


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Everything Prometheus scrapes; not found without the token."""
    if not _has_token(request):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=_CONTENT_TYPE)


def _has_token(request: HttpRequest) -> bool:
    """Whether the request brings METRICS_TOKEN as bearer; never where none is set."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, settings.METRICS_TOKEN)
