"""The addresses of a process that serves the public door alone, and every pattern among them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

PUBLIC_URLS = "newsroom.urls_of_the_public_door"


def load_public_urls() -> str:
    """Read newsroom/urls.py as a process with DOORS=public does, and return the name of that module."""
    if PUBLIC_URLS not in sys.modules:
        spec = importlib.util.spec_from_file_location(PUBLIC_URLS, Path(settings.BASE_DIR) / "newsroom" / "urls.py")
        module = importlib.util.module_from_spec(spec)
        with override_settings(DOORS="public"):
            spec.loader.exec_module(module)
        sys.modules[PUBLIC_URLS] = module
    return PUBLIC_URLS


def public_patterns() -> list[str]:
    """Every pattern the public door serves, as it is written; "<language>/" stands for the prefix of languages."""
    return sorted(_written(get_resolver(load_public_urls()), ""))


def _written(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        is_prefix = isinstance(one.pattern, LocalePrefixPattern)
        own = "<language>/" if is_prefix else str(one.pattern)
        if isinstance(one, URLPattern):
            yield before + own
        else:
            yield from _written(one, before + own)
