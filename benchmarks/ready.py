"""The newsroom's addresses and a plain view that returns bytes ready-made: the floor of benchmarks/sizes.py."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from newsroom.urls import urlpatterns as newsroom_addresses

BODY = b""


def ready(request: HttpRequest) -> HttpResponse:
    """Return BODY, which the benchmark sets."""
    return HttpResponse(BODY)


urlpatterns: list[URLPattern | URLResolver] = [path("ready/", ready), *newsroom_addresses]
