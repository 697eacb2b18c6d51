"""Around every request: an id that stands in each line it logs, and its count and duration for whoever watches."""

from __future__ import annotations

import contextlib
import logging
import re
import time
import uuid
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from foundation.logs import log_context, masked
from newsroom import metrics

logger = logging.getLogger("newsroom.request")

FAULT = 500
# What one customer of a network holds: a limit of single addresses would be none.
_IPV6_PREFIX = 64
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")


class RequestMiddleware:
    """Name the request, count it, log it where LOG_REQUESTS says so, and tell its name to whoever met a fault of ours.

    A proxy's own id is taken over only where we stand behind one (BEHIND_PROXY): what anybody may send could forge
    lines. Addresses are logged without their query, which may hold what a person typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request inside its log context."""
        name = _name(request)
        started = time.perf_counter()
        with log_context(request=name):
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            view = request.resolver_match.view_name if request.resolver_match else "none"
            metrics.count_request(view, request.method or "", response.status_code, seconds)
            if settings.LOG_REQUESTS:
                _log(request, response, seconds)
        if response.status_code >= FAULT:
            response["X-Request-ID"] = name
        return response


def client_address(request: HttpRequest) -> str:
    """Where the request came from: behind our proxy the last address of X-Forwarded-For, which the proxy itself wrote.

    Some proxies write a port beside it; what is no address at all counts as none.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    last = told.rpartition(",")[2].strip()
    for word in (last, last.rpartition(":")[0]):
        with contextlib.suppress(ValueError):
            return str(ip_address(word.strip("[]")))
    return str(request.META.get("REMOTE_ADDR", ""))


def limited_address(request: HttpRequest) -> str:
    """The address that limits of log-ins count: of IPv6 the first of its network."""
    told = client_address(request)
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, _IPV6_PREFIX), strict=False).network_address)
    return str(address)


def _name(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if _ID.match(given) else uuid.uuid4().hex


def _path(request: HttpRequest) -> str:
    """The path without a word that opens something by itself: whoever reads a log shall not be able to use it."""
    secret = request.resolver_match.kwargs.get("token") if request.resolver_match else None
    return masked(request.path.replace(secret, "...") if secret else request.path)


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    path = _path(request)
    told = {"method": request.method, "path": path, "status": response.status_code}
    logger.info(
        "%s %s %s in %.1f ms",
        request.method,
        path.encode("unicode_escape").decode()[:500],
        response.status_code,
        seconds * 1000,
        extra={**told, "duration_ms": round(seconds * 1000, 1)},
    )
