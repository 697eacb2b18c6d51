"""Cuts that let a sentence stand: its dateline, its opening connective, and asides of one too long.

Only what ``operations`` allows is cut, and only where the cut is needed: a dateline and an opening
connective always, brackets and comma-bounded clauses until the sentence is short enough. Nothing that
names a relative day is cut, so that the days of the sentence stay those of its source. English; in other
languages only asides in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from stories.summarising.folding import Folded, fold_map
from stories.summarising.operations import CONNECTIVES, DATELINE, cut, cut_problem
from stories.summarising.wording import word_count

Operation = Mapping[str, Any]
Trimmed = tuple[str, tuple[Operation, ...]]

OPENS = re.compile(rf"(?:{CONNECTIVES}), |(?:But|And|Meanwhile) (?!for\b|yet\b|still\b|then\b|so\b)")
ASIDE = re.compile(r" \([^()]{3,160}\)")
CLAUSE = re.compile(r", (?:who|whom|whose|which|where|an?|the) [^,;:\"()]{5,160},(?= )")
TAIL = re.compile(r", (?:which|where) [^,;:\"()]{5,160}(?=[.]$)")
DAYS = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)


def without_opening(text: str, matching: str, language: str = "en") -> Trimmed | None:
    """The sentence (and its matching form) without its dateline or English opening connective; None without either."""
    openings = (("dateline", DATELINE), ("leading_connective", OPENS))
    for kind, pattern in openings if language == "en" else openings[:1]:
        found = pattern.match(matching)
        if found and found.end() < len(matching):
            return _cut(text, fold_map(text), found.start(), found.end(), kind)
    return None


def shortened(text: str, cuts: Sequence[Operation], most: int) -> Trimmed | None:
    """The sentence with as few asides cut as bring it down to ``most`` words; None where they do not.

    ``cuts`` were made before; they come back with the new ones, at their new places.
    """
    done = list(cuts)
    for finder in (_asides, _clauses, _tails):
        made = _shorten_by(text, finder, most)
        text, done = made[0], [*_moved(done, made[1]), *made[1]]
        if word_count(fold_map(text).text) <= most:
            return text, tuple(sorted(done, key=lambda operation: int(operation["at"])))
    return None


def _shorten_by(
    text: str, finder: Callable[[str], Iterator[tuple[int, int, str]]], most: int
) -> tuple[str, list[Operation]]:
    """Cut the longest allowed part that the finder offers, again and again, until the text is short enough."""
    done: list[Operation] = []
    while word_count(fold_map(text).text) > most:
        folded = fold_map(text)
        parts = sorted(finder(folded.text), key=lambda part: (part[0] - part[1], part[0]))
        made = next(filter(None, (_cut(text, folded, *part) for part in parts)), None)
        if made is None:
            break
        text, done = made[0], [*_moved(done, made[1]), *made[1]]
    return text, done


def _asides(folded: str) -> Iterator[tuple[int, int, str]]:
    for found in ASIDE.finditer(folded):
        yield found.start(), found.end(), "parenthetical"


def _clauses(folded: str) -> Iterator[tuple[int, int, str]]:
    for found in CLAUSE.finditer(folded):
        yield found.start(), found.end(), "non_restrictive"


def _tails(folded: str) -> Iterator[tuple[int, int, str]]:
    for found in TAIL.finditer(folded):
        yield found.start(), found.end(), "non_restrictive"


def _cut(text: str, folded: Folded, start: int, end: int, kind: str) -> Trimmed | None:
    """Cut folded characters start to end, if the rules allow it."""
    first, last = folded.raw_span(start, end)
    removed = text[first:last]
    is_opening = kind in ("dateline", "leading_connective")
    if not is_opening and (DAYS.search(folded.text[start:end]) or folded.text[:start].count('"') % 2):
        return None
    if cut_problem(kind, removed, before=text[:first], after=text[last:]):
        return None
    shown, operation = cut(text, first, last, kind)
    return shown, (operation,)


def _moved(earlier: Sequence[Operation], later: Sequence[Operation]) -> list[Operation]:
    """Earlier cuts, with their places as they are after the later ones."""
    moved = list(earlier)
    for cut_out in later:
        at, gone = int(cut_out["at"]), len(str(cut_out["removed"]))
        moved = [
            {**operation, "at": int(operation["at"]) - gone} if int(operation["at"]) >= at + gone else operation
            for operation in moved
        ]
    return moved
