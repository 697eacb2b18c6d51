"""Addresses in a page that was rendered for readers, changed for another place. Pure: markup in, markup out.

Only values of attributes are looked at. What a story says stands in text, where a quotation mark is written as an
entity: so no sentence that speaks of an address is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ATTRIBUTE = re.compile(r'(?<=\s)(src|srcset|href)="([^"]*)"')
# Where an address of ours begins: another site's may hold the same words further on.
_PICTURE = re.compile(r"(^|, )/pictures/([0-9a-f-]{36}/\d+/\d+[x\d-]*\.\w+)")
_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)


def readdressed(page: str, change: Callable[[str, str], str]) -> str:
    """Return the page with each attribute that holds addresses changed; `change` takes its name and value."""

    def tag(found: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(lambda one: f'{one[1]}="{change(one[1], one[2])}"', found[0])

    return _TAG.sub(tag, page)


def with_pictures_at(page: str, address: str) -> str:
    """Return the page with pictures under another address than the public one, which answers only for what is public.

    `address` ends before "<uid>/<version>/<width>.<format>".
    """

    def change(name: str, value: str) -> str:
        return _PICTURE.sub(lambda one: f"{one[1]}{address}{one[2]}", value)

    return readdressed(page, change)
