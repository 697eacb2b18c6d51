"""Whether two timeline entries tell the same fact: their days touch, and their words are mostly the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from stories.summarising.folding import fold
from stories.summarising.wording import stems

SAME = 0.35  # in other words: two sentences of one day that share a third of their words tell of one thing
SAME_ELSEWHEN = 0.6
A_DAY = timedelta(days=1)
_BRACKET = re.compile(r" ?\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Fact:
    """What an entry says and of which days, both ends included."""

    first: date
    last: date
    words: frozenset[str]

    def likeness(self, other: Fact) -> float:
        """From 0 to 1: how many of their words they share."""
        if not self.words or not other.words:
            return 0.0
        return round(len(self.words & other.words) / sqrt(len(self.words) * len(other.words)), 6)

    def touches(self, other: Fact) -> bool:
        """Whether their days are the same ones, or a day apart: papers of one morning differ by that."""
        return self.first - A_DAY <= other.last if self.first >= other.first else other.first - A_DAY <= self.last

    def is_same(self, other: Fact) -> bool:
        """Whether both tell one thing, in whatever words."""
        return self.touches(other) and self.likeness(other) >= SAME


def fact(text: str, first: date, last: date, language: str) -> Fact:
    """Read the fact of an entry; what dates it says nothing of what happened."""
    read = stems(fold(_BRACKET.sub("", text)), language)
    return Fact(first, last, frozenset(word for word in read if not (word.isdigit() and len(word) < 3)))


def is_known(one: Fact, others: Iterable[Fact]) -> bool:
    """Whether any of the others tells the same."""
    return any(one.is_same(other) for other in others)
