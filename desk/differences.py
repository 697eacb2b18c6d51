"""Two wordings side by side, word by word, for pages of the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a single ideograph, kana or syllable, a run of spaces, or one other sign.
_PIECE = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|\s+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both wordings (`same`), in the old one only (`gone`) or in the new one only (`new`)."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Return what a reader needs to see the difference; the `same` and `new` pieces joined are `after`, exactly."""
    was, now = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Piece] = []
    for kind, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(now[first:last])))
            continue
        found += [Piece("gone", "".join(was[start:end]))] if end > start else []
        found += [Piece("new", "".join(now[first:last]))] if last > first else []
    return found
