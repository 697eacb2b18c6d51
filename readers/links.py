"""Addresses on the page: which outside ones may be links, and our own in full."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info

from readers.converters import TICKER

_WEB = re.compile(r"https?://[^/\s\\]", re.IGNORECASE)
_LANGUAGE_PREFIX = re.compile(r"/(?:[a-z]{2})(?=/)")


def web_link(url: str) -> str:
    """The address where it is one of http or https, else "": no other scheme becomes a link."""
    return url if _WEB.match(url) else ""


def in_full(path: str) -> str:
    """A path of ours with the public address before it."""
    return f"{settings.PUBLIC_URL}{path}"


def without_language(path: str) -> str:
    """The path in the default language, which has no prefix: the canonical address of every page."""
    match = _LANGUAGE_PREFIX.match(path)
    is_prefix = match is not None and match[0][1:] in dict(settings.LANGUAGES)
    return path[match.end() :] if match and is_prefix else path


def languages_of(path: str) -> list[dict[str, str]]:
    """The same page in each language of the interface: code, name in itself, and path."""
    bare = without_language(path)
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "href": bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}",
        }
        for code, _ in settings.LANGUAGES
    ]


def story_paths() -> tuple[str, str]:
    """What stands before and after a story's slug in its address, in the active language.

    One `reverse` for a whole list: PublishedStory.get_absolute_url costs one for each story.
    """
    before, _, after = reverse("readers:story", kwargs={"slug": "slug"}).rpartition("slug")
    return before, after


def ticker_path(mic: str, symbol: str) -> str:
    """The address of a ticker's page in the active language, or "" for a symbol that stands in no address."""
    key = f"{mic}:{symbol}"
    return reverse("readers:ticker", kwargs={"key": key}) if re.fullmatch(TICKER, key) else ""


def older_link(path: str, word: str) -> str:
    """The address of the page of a list that begins after the cursor."""
    return f"{path}?{urlencode({'before': word})}"
