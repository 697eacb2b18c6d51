"""Whether two texts are the same article. Pure."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?。！？\n]+")
SAME = 0.9
LESS = 0.5


def says_the_same(one: str, other: str) -> bool:
    """Whether nearly every sentence of the shorter text stands in the other, in whatever typography."""
    first, second = _sentences(one), _sentences(other)
    fewer, more = sorted((first, second), key=len)
    return bool(fewer) and len(fewer & more) >= SAME * len(fewer)


def shows_less(text: str, *, than: str) -> bool:
    """Whether the text is the beginning of an article rather than all of it: a page that asks for money first."""
    return len(text) < LESS * len(than)


def _sentences(text: str) -> set[str]:
    found = (re.sub(r"\W+", " ", sentence.casefold()).strip() for sentence in _SENTENCE.findall(text))
    return {sentence for sentence in found if len(sentence) > 20}
