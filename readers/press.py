"""Pressed pages: what was rendered of an edition, kept in the cache `pages` where the newsroom has one (CACHE_URL).

A page's tag says everything its bytes depend on, and whether a reader may see the story at all was asked before:
so nothing needs to be taken out of the press, and what it holds is never shown for longer than it is public.

Long pages are kept in the process as well: one of 200 dates takes 10 ms to write and less than one to hand out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches

LONG_CHARS = 100_000
# Of two bytes a character where one quotation mark is curly: 16 MB at most in each process.
MOST_CHARS = 8_000_000
_long: dict[str, str] = {}


def pressed(path: str, etag: str, render: Callable[[], str]) -> str:
    """Return the page at this path with this tag from the press; rendered, and kept, where it is not there."""
    press = caches["pages"]
    key = hashlib.sha256(f"{settings.PUBLIC_URL}\n{path}\n{etag}".encode()).hexdigest()
    kept = _long.get(key) or press.get(key)
    if isinstance(kept, str):
        return kept
    page = render()
    press.set(key, page)
    if len(page) >= LONG_CHARS:
        _keep(key, page)
    return page


def forget() -> None:
    """Forget the pages that are kept in this process."""
    _long.clear()


def _keep(key: str, page: str) -> None:
    """Keep a page in the process, those that came first leaving for it; one that is longer than all is not kept."""
    _long[key] = page
    for oldest in list(_long):
        if sum(map(len, list(_long.values()))) <= MOST_CHARS:
            return
        _long.pop(oldest, None)
