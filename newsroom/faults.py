"""What a caller sees of a bug: a page for people, a problem document for partners. The bug itself is in the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error as error_page

from partners.problems import problem


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that met a bug."""
    if request.path.startswith("/api/"):
        return problem("fault", "The request met a fault of ours, which is now in our log.")
    return error_page(request)
