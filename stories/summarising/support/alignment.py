"""Whether a sentence says a source sentence word for word, apart from harmless differences and allowed cuts.

Harmless are typography, white space, Unicode forms, equal figures ("ten" and 10, "$1.5bn" and "US$1.5 billion", "3
pct" and 3%), dotted abbreviations ("U.S."), shortened months, and the last full stop. Everything else must stand in
the same order; what is left out must be a cut that ``operations`` allows. Linear in the lengths times the number of
possible cuts, which is bounded. Months and cuts are English, number words as ``numbers_abroad`` knows them; the rest
works in any language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stories.summarising.figures import Figure
from stories.summarising.folding import squash
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.operations import possible_cuts
from stories.summarising.support.ordinals import ORDINALS

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W_]+)*|(?:-|–|—|−)+|\S")
DASHES = re.compile(r"[-–—−]+")
MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
MOST_CUTS = 12


class Token(NamedTuple):
    """A word, mark or figure with its place in the folded line; ``key`` is equal for harmless differences."""

    key: object
    start: int
    end: int


@lru_cache(maxsize=1024)
def tokens_of(line: str, language: str = "en") -> tuple[Token, ...]:
    """The tokens of a folded line in reading order, without the last full stop."""
    found: list[Token] = []
    at = 0
    for figure in (*figures_in(line, language), None):
        stop = len(line) if figure is None else figure.start
        found.extend(Token(_key(match.group()), *match.span()) for match in WORD.finditer(line, at, max(at, stop)))
        if figure is not None and figure.start >= at:
            if line[figure.start] in "-−" and figure.value >= 0:  # a hyphen that is no minus
                found.append(Token("-", figure.start, figure.start + 1))
            found.append(Token(_figure_key(figure), figure.start, figure.end))
            at = figure.end
    return tuple(_plain_dates(found))


def _plain_dates(found: list[Token]) -> list[Token]:
    """Without the dot of a shortened month, the comma before the year of a date, and the last full stop."""
    kept: list[Token] = []
    for place, token in enumerate(found):
        after = found[place + 1].key if place + 1 < len(found) else None
        before = found[place - 1].key if place else None
        is_year_comma = token.key == "," and _is_kind(before, "day") and _is_kind(after, "#")
        is_month_dot = token.key == "." and before in MONTHS.values() and after is not None
        is_last = token.key == "." and after is None
        if not (is_year_comma or is_month_dot or is_last):
            kept.append(token)
    return kept


def _is_kind(key: object, kind: str) -> bool:
    return isinstance(key, tuple) and key[0] == kind


def _key(word: str) -> object:
    if DASHES.fullmatch(word):
        return "-"
    if word == "'":
        return '"'
    if len(word) > 2 and word[1] == ".":
        return word.replace(".", "")
    return ORDINALS.get(word.lower(), MONTHS.get(word, word))


def _figure_key(figure: Figure) -> object:
    is_plain = figure.kind == "year" or (figure.kind == "quantity" and not figure.unit)
    return ("#" if is_plain else figure.kind, figure.unit, figure.value.normalize())


def allowed_cuts(text: str, line: str, language: str = "en") -> tuple[tuple[int, int, str], ...] | None:
    """The cuts (offsets in the folded line, and their kind) that make it say what the text says; None if none do.

    Both are folded lines. () means that the text says the line word for word.
    """
    return _aligned(squash(text), squash(line), language)


@lru_cache(maxsize=2048)
def _aligned(text: str, line: str, language: str) -> tuple[tuple[int, int, str], ...] | None:
    wanted, given = tokens_of(text, language), tokens_of(line, language)
    if not wanted or len(wanted) > len(given):
        return None
    starts = {token.start: place for place, token in enumerate(given)}
    cuts: dict[int, list[tuple[int, tuple[int, int, str]]]] = {}
    for start, end, kind in possible_cuts(line)[:MOST_CUTS] if len(wanted) < len(given) else ():
        inside = [place for at, place in starts.items() if start <= at < end]
        if inside:
            cuts.setdefault(min(inside), []).append((max(inside) + 1, (start, end, kind)))
    found = _walk(wanted, given, cuts)
    is_same = found is None and len(wanted) + 1 >= len(given) and _walk(_stops_first(wanted), _stops_first(given), {})
    return () if is_same == () else found


def _stops_first(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """With stops and commas before closing quotation marks, as Americans print them, and no stop at the very end."""
    turned = list(tokens)
    for place in range(1, len(turned)):
        if turned[place].key in (".", ",") and turned[place - 1].key == '"':
            turned[place - 1], turned[place] = turned[place], turned[place - 1]
    if len(turned) > 1 and turned[-1].key == '"' and turned[-2].key == ".":
        del turned[-2]
    return tuple(turned)


def _walk(
    wanted: tuple[Token, ...],
    given: tuple[Token, ...],
    cuts: dict[int, list[tuple[int, tuple[int, int, str]]]],
) -> tuple[tuple[int, int, str], ...] | None:
    """Search from left to right, cutting or matching at each place; every pair of places is tried once."""
    stack: list[tuple[int, int, tuple[tuple[int, int, str], ...]]] = [(0, 0, ())]
    seen: set[tuple[int, int]] = set()
    while stack:
        left, right, used = stack.pop()
        while (left, right) not in seen:
            seen.add((left, right))
            if left == len(wanted) and right == len(given):
                return used
            stack.extend((left, after, (*used, cut)) for after, cut in cuts.get(right, ()))
            if left == len(wanted) or right == len(given) or not _same(wanted, left, given[right]):
                break
            left, right = left + 1, right + 1
    return None


def _same(wanted: tuple[Token, ...], left: int, other: Token) -> bool:
    key = wanted[left].key
    if key == other.key:
        return True
    opens = left == 0 or (left == 1 and wanted[0].key == '"')
    return opens and isinstance(key, str) and isinstance(other.key, str) and key.lower() == other.key.lower()
