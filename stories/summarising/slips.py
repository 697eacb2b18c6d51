"""Slips of the pen a reader sees at once, and sentences of which the next one takes half back."""

from __future__ import annotations

import re
from functools import lru_cache

from stories.summarising.persons import Named

MISSPELT = re.compile(
    r"\bwhere (?:held|made|killed|injured|given|told|found|taken|sent|asked)\b|\bis lead by\b"
    r"|\b(the|an?|of|to|is|was|and|with|und|el|de) \1\b"
)
ANSWER = re.compile(
    r"(?:However|By contrast|In contrast|Conversely|On the contrary|Not so|That changed|Not any more|Unlike)\b"
    r"|(?:[\w'-]+ ){1,6}[\w'-]+, (?:however|by contrast|in contrast|on the other hand),"
)


def misspelt(sentence: Named, language: str) -> bool:
    """Whether a sentence has such a slip: "caucuses where held", "the the"."""
    return MISSPELT.search(sentence.folded) is not None


@lru_cache(maxsize=16384)
def takes_back(following: str) -> bool:
    """Whether a folded sentence is the other half of a contrast with the one before, which then misleads alone."""
    return ANSWER.match(following) is not None
