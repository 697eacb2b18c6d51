"""A text around a span: its neighbouring words, and whether a sentence begins there. All cheap: asked of few spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reference.matching.cues import BEFORE, HONORIFICS
from reference.matching.words import CONNECTIVES, FORM_OF, SHORT_FORMS, Word

_GAP = re.compile(r"[ \t\u00a0\u202f]+")
_HYPHENS = "-‐‑"
_STOPS = ".!?…:;。！？"
_OPENING = " \t\u00a0\u202f\"'“”‘’«»„([{*•–—-"


@dataclass(slots=True)
class Surroundings:
    """The text and its words; `first` and `last` below are places of words, both part of the name."""

    text: str
    words: Sequence[Word]

    def before(self, first: int) -> Word | None:
        """The word that stands right before with a space between; a title may have its stop."""
        if first == 0:
            return None
        word = self.words[first - 1]
        gap = self.text[word.end : self.words[first].start]
        is_title = word.key in HONORIFICS and gap[:1] == "."
        return word if _GAP.fullmatch(gap[1:] if is_title else gap) else None

    def after(self, last: int) -> Word | None:
        """The word that stands right after with a space between."""
        if last + 1 >= len(self.words):
            return None
        word = self.words[last + 1]
        return word if _GAP.fullmatch(self.text[self.words[last].end : word.start]) else None

    def form_after(self, last: int) -> Word | None:
        """The legal form right after, a comma before it or not: the "Inc." of "Gap, Inc."."""
        if last + 1 >= len(self.words):
            return None
        word = self.words[last + 1]
        gap = self.text[self.words[last].end : word.start]
        if word.key == "and" and last + 2 < len(self.words):  # "Deere & Co."
            return self.form_after(last + 1) if gap.strip() == "" else None
        if (
            word.key not in FORM_OF
            or gap.strip() not in {"", ","}
            or "\n" in gap
            or (word.text[0].islower() and word.text != "plc")
        ):
            return None
        return None if word.key in SHORT_FORMS and not word.text.isupper() and word.key != "co" else word

    def is_joined(self, first: int, last: int) -> bool:
        """Whether a hyphen joins the name to another word: "Gap-toothed"."""
        start, end = self.words[first].start, self.words[last].end
        return any(
            sign != "" and sign in _HYPHENS for sign in (self.text[max(start - 1, 0) : start], self.text[end : end + 1])
        )

    def begins_sentence(self, first: int) -> bool:
        """Whether a sentence or line begins with this word."""
        at = self.words[first].start
        while at and self.text[at - 1] in _OPENING:
            at -= 1
        return at == 0 or self.text[at - 1] == "\n" or self.text[at - 1] in _STOPS

    def cap_before(self, first: int) -> Word | None:
        """A capitalised word right before that may belong to a longer name."""
        word = self.before(first)
        if word is None or not word.text[0].isupper():
            return None
        return None if word.key in BEFORE and word.key not in HONORIFICS else word

    def is_possessed(self, last: int) -> bool:
        """Whether an apostrophe and an s follow."""
        end = self.words[last].end
        return self.text[end : end + 2] in {"'s", "’s"}


def is_small(word: Word) -> bool:
    """Whether a word inside a name may be written small."""
    return word.key in CONNECTIVES or word.key == "s"
