"""What a caller sees of a bug or of a request that cannot be read: a page for people, a problem document for partners.

Django's own views of these ask for a CSRF token and so read the request again, which fails where reading it did.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from partners.problems import problem


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that met a bug, which is in the log."""
    if request.path.startswith("/api/"):
        return problem("fault", "The request met a fault of ours, which is now in our log.")
    return HttpResponse(render_to_string("500.html"), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    if request.path.startswith("/api/"):
        return problem("bad-request", "The request cannot be read.")
    return HttpResponse(render_to_string("400.html"), status=400)
