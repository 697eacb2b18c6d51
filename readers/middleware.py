"""The language of the interface, from the address alone."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class AddressLanguageMiddleware:
    """Speak the language that the address begins with ("/ko/..."), else the default one.

    Django's LocaleMiddleware also asks cookie and headers where it can, and says so in `Vary: Accept-Language`: each
    kind of browser then has its own copy in every cache on the way, though all copies are alike.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Activate the language, and name it in the answer where the view does not."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
