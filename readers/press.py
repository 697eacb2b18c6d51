"""Pressed pages: what was rendered of an edition, kept in the cache `pages` where the newsroom has one (CACHE_URL).

A page's tag says everything its bytes depend on, and whether a reader may see the story at all was asked before:
so nothing needs to be taken out of the press, and what it holds is never shown for longer than it is public.

Long pages are kept in the process as well: one of 200 dates takes 4 ms to write and half of one to hand out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache

LONG_BYTES = 100_000
MOST_BYTES = 16_000_000  # in each process
_long: dict[str, bytes] = {}


def pressed(path: str, etag: str, render: Callable[[], bytes]) -> bytes:
    """Return the page at this path with this tag from the press; rendered, and kept, where it is not there."""
    press = caches["pages"]
    key = hashlib.sha256(f"{settings.PUBLIC_URL}\n{path}\n{etag}".encode()).hexdigest()
    if (kept := _long.get(key)) is not None:
        return kept
    text = press.get(key)
    page = text.encode() if isinstance(text, str) else render()
    if not isinstance(text, str) and not isinstance(press, DummyCache):
        press.set(key, page.decode())  # a cache holds texts
    if len(page) >= LONG_BYTES:
        _keep(key, page)
    return page


def forget() -> None:
    """Forget the pages that are kept in this process."""
    _long.clear()


def _keep(key: str, page: bytes) -> None:
    """Keep a page in the process, those that came first leaving for it; one that is longer than all is not kept."""
    _long[key] = page
    for oldest in list(_long):
        if sum(map(len, list(_long.values()))) <= MOST_BYTES:
            return
        _long.pop(oldest, None)
