"""Where the evidence marks of a sentence stand: before its final full stop, "Georgia [2][3]."."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Full stops of Latin, CJK (wide, half-wide), Urdu and Devanagari; and what else ends a sentence.
_STOPS = ".…。．｡۔।॥?!？！؟"
# "in the U.S." and "at 6:40 a.m.": the point belongs to the word, and the mark stands after it.
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
_LAST_WORD_CHARS = 24


class Cut(NamedTuple):
    """A sentence in three pieces that give the text again when joined: head + last + stop == text.

    `last` is the last word, which the page keeps on one line with the marks; it is "" where that word is long.
    `gap` is what stands before the marks: a space, or nothing after a Chinese or Japanese character.
    """

    head: str
    last: str
    gap: str
    stop: str


@lru_cache(maxsize=4096)
def cut(text: str) -> Cut:
    """Cut a sentence at the place of its marks. The stop is "" where the text ends with none or with initials.

    Remembered, since an edition repeats most sentences of the one before.
    """
    # Nearly no sentence ends like initials, and a search for them looks at all of it.
    has_initials = text.endswith(".") and text[-3:-2] == "." and _INITIALS.search(text)
    body = text if has_initials else text.rstrip(_STOPS) or text
    stop = text[len(body) :]
    at = body.rfind(" ") + 1
    if not at or len(body) - at > _LAST_WORD_CHARS:
        at = len(body)
    return Cut(body[:at], body[at:], "" if _is_unspaced(body[-1:]) else " ", stop)


def _is_unspaced(char: str) -> bool:
    """Whether the script writes no spaces between words: kana, ideographs and their wide punctuation."""
    return "\u3000" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
