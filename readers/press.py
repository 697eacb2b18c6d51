"""Pressed pages: what was rendered of an edition, kept in the cache `pages` where the newsroom has one (CACHE_URL).

A page's tag says everything its bytes depend on, and whether a reader may see the story at all was asked before:
so nothing needs to be taken out of the press, and what it holds is never shown for longer than it is public.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches


def pressed(path: str, etag: str, render: Callable[[], str]) -> str:
    """Return the page at this path with this tag from the press; rendered, and kept, where it is not there."""
    press = caches["pages"]
    key = hashlib.sha256(f"{settings.PUBLIC_URL}\n{path}\n{etag}".encode()).hexdigest()
    kept = press.get(key)
    if isinstance(kept, str):
        return kept
    page = render()
    press.set(key, page)
    return page
