"""Which recorded cuts lead from a source sentence to the model's words.

The words that stand are always the source's own, letter by letter: of the model's sentence only the choice of what
was left out is taken. Where that choice is no list of allowed cuts there is no edit, whatever the model wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from stories.summarising.folding import fold
from stories.summarising.operations import KINDS, cut, cut_problem
from stories.summarising.reldates import resolve, with_brackets

Operation = Mapping[str, Any]

WORD = re.compile(r"\w+(?:[.,'’:/\-‐‑]\w+)*")
MOST_CUTS = 4


def cuts(source: str, wanted: str) -> tuple[str, tuple[Operation, ...]] | None:
    """The source with whole parts taken out so that it has the wanted words, and the cuts; None where none lead there.

    Typography and capitals of ``wanted`` do not matter.
    """
    spans = [match.span() for match in WORD.finditer(source)]
    theirs = [_form(source[start:end]) for start, end in spans]
    ours = [_form(word) for word in WORD.findall(wanted)]
    gone = _gone(theirs, ours)
    if not gone:
        return None
    made = _Edited(source, source, tuple(spans), ())
    for first, last in gone:
        followed = made.without(first, last) or made.without_in_two(first, last)
        if followed is None:
            return None
        made = followed
    return made.text, made.operations


@dataclass(frozen=True, slots=True)
class _Edited:
    """A source sentence cut so far, from the left. ``spans`` are its words' places in the source."""

    source: str
    text: str
    spans: tuple[tuple[int, int], ...]
    operations: tuple[Operation, ...]

    def without(self, first: int, last: int) -> _Edited | None:
        """Without the words from first to before last, if one cut does that."""
        shift, spans = len(self.source) - len(self.text), self.spans
        starts = (spans[first - 1][1] - shift if first else 0, spans[first][0] - shift)
        ends = (spans[last - 1][1] - shift, spans[last][0] - shift if last < len(spans) else len(self.text))
        made = _cut(self.text, (max(starts[0], 0), starts[1]), (ends[1], ends[1]) if not first else ends)
        return None if made is None else _Edited(self.source, made[0], spans, (*self.operations, made[1]))

    def without_in_two(self, first: int, last: int) -> _Edited | None:
        """The same by two cuts that adjoin: " (a lawyer)" and ", who was born here,"."""
        for middle in range(first + 1, last):
            half = self.without(first, middle)
            whole = half.without(middle, last) if half else None
            if whole is not None:
                return whole
        return None


def dated(
    text: str, operations: Sequence[Operation], published: date, language: str
) -> tuple[str, list[Operation]] | None:
    """The text with its relative days in brackets, and all operations at their new places; None where a day is open."""
    resolved = resolve(fold(text), published, language)
    if resolved is None:
        return None
    shown, brackets = with_brackets(text, resolved)
    moved = [{**operation, "at": operation["at"] + _inserted(brackets, operation["at"])} for operation in operations]
    return shown, [*moved, *brackets]


def _inserted(brackets: Sequence[Operation], at: int) -> int:
    """How many characters of brackets stand before an offset of the text without them."""
    total = 0
    for bracket in brackets:
        if bracket["at"] - 1 - total >= at:
            break
        total += len(bracket["inserted"]) + 1
    return total


def _form(word: str) -> str:
    return fold(word).lower()


def _gone(theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[int, int]]:
    """Runs of words that were left out, where that is all that was done and not too often; else nothing."""
    found: list[tuple[int, int]] = []
    for tag, first, last, _, _ in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if tag == "delete":
            found.append((first, last))
        elif tag != "equal":
            return []
    return found if len(found) <= MOST_CUTS and ours else []


def _cut(text: str, starts: tuple[int, int], ends: tuple[int, int]) -> tuple[str, dict[str, Any]] | None:
    """The first allowed cut, the widest first, that begins and ends between the words around it."""
    for start, end in _widest_first(starts, ends):
        for kind in KINDS:
            if not cut_problem(kind, text[start:end], before=text[:start], after=text[end:]):
                return cut(text, start, end, kind)
    return None


def _widest_first(starts: tuple[int, int], ends: tuple[int, int]) -> Iterator[tuple[int, int]]:
    pairs = [(start, end) for start in range(starts[0], starts[1] + 1) for end in range(ends[0], ends[1] + 1)]
    return iter(sorted(pairs, key=lambda pair: (pair[0] - pair[1], pair)))
