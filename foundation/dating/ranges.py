"""Two dates in one line: where it is cut, and what each side lends the other ("Jan 5-6, 2026"); and open ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from foundation.dating.grammar import Side, kinds, side_of
from foundation.dating.meaning import span_of
from foundation.dating.points import Gap, Span
from foundation.dating.words import Token


def half_open(tokens: list[Token], as_typed: str, language: str) -> Span | None:
    """Return the span of "since 2025", "2025-present", "until 2026", "2025-?"; None for one with two ends."""
    line = kinds(tokens)
    forms = (
        (r"[SF](.+?)(?:-P)?|(.+?)(?:[SF]|F?-P|[SF]-P)", Gap.OPEN, True),
        (r"(.+)-\?", Gap.UNKNOWN, True),
        (r"-(.+)|([^F]+)-", Gap.OPEN, False),
        (r"\?-(.+)", Gap.UNKNOWN, False),
    )
    for form, gap, is_end in forms:
        match = re.fullmatch(form, line)
        if match is None:
            continue
        group = 1 if match[1] else 2
        if not is_end and not _says_until(tokens):
            continue
        side = side_of(tokens[match.start(group) : match.end(group)])
        if side is None or (side.year is None and side.unit != "c"):
            continue
        span = span_of(side, as_typed, language, is_end=True)
        return Span(span.start, gap) if is_end else Span(gap, span.end)
    return None


def _says_until(tokens: Sequence[Token]) -> bool:
    """Whether a word says it: a dash that stands alone at an end is a date half typed."""
    return any(token.kind == "-" and token.text != "-" for token in (tokens[0], tokens[-1])) or tokens[0].kind == "?"


def splits(tokens: list[Token]) -> list[tuple[Side, Side, bool]]:
    """Each way to cut the tokens into two sides; the third says that "and" or a slash joins them."""
    is_between = bool(tokens) and tokens[0].kind == "F"
    tokens = tokens[1:] if is_between else tokens
    if "F" in kinds(tokens) and tokens[-1].kind == "-":
        tokens = tokens[:-1]
    found = []
    for place, token in enumerate(tokens):
        if token.kind not in "-~/+F":
            continue
        left, right = side_of(tokens[:place]), side_of(tokens[place + 1 :])
        if left is not None and right is not None and (pair := _completed(left, right)):
            is_joined = token.kind == "+" or (token.kind == "/" and left.year is None)
            found.append((*pair, is_joined and not is_between))
    return found


def _completed(left: Side, right: Side) -> tuple[Side, Side] | None:
    """Both sides, each with what the other alone says: the year, the month, the season's kind."""
    if left.year is None and left.unit != "c" and right.year is not None:
        if not _may_lend(left, right):
            return None
        left, right = _lent(left, right), replace(right, mark=right.mark or left.mark)
    elif right.year is None and right.unit != "c" and left.year is not None and left.is_year_first:
        month = right.month or (left.month if _needs_month(right) else None)
        mark = left.mark or right.mark
        left, right = replace(left, mark=mark), replace(right, year=left.year, month=month, mark=mark)
    elif left.month is None and left.day is None and left.figures is None and right.unit == left.unit == "c":
        return left, right
    if all(side == Side(side.year, mark=side.mark) for side in (left, right)):
        mark = left.mark or right.mark
        left, right = replace(left, mark=mark), replace(right, mark=mark)
    both = (left, right)
    if any(side.year is None and side.unit != "c" for side in both):
        return None
    if any(side.day is not None and side.month is None for side in both):
        if right.month is None and right.day is not None and left.month is not None:
            right = replace(right, month=left.month)
        else:
            return None
    return left, right


def _needs_month(side: Side) -> bool:
    return side.day is not None or (side.part is not None and side.month is None)


def _lent(left: Side, right: Side) -> Side:
    """The left side with the right one's year, month and marks: "about 5-6 January 2026"."""
    is_day = left.day is not None and left.month is None
    if right.figures is not None and is_day:
        return replace(left, figures=(left.day or 0, right.figures[1]), joint=right.joint, year=right.year, day=None)
    if left.month is None and left.day is None and left.part is None and not left.unit and left.figures is None:
        return left
    if right.unit == "k" and not left.unit:
        return replace(left, unit="k", year=right.year)
    is_monthless = left.month is None and not left.unit and left.figures is None
    month = right.month if is_monthless and (right.day is not None or right.part is not None) else left.month
    return replace(left, year=right.year, month=month, mark=left.mark or right.mark)


def _may_lend(left: Side, right: Side) -> bool:
    """Whether the right side's year is the left one's too: not in "Jan 5 - 2026", nor in "early to Mar 2026"."""
    is_year_alone = right.day is None and right.figures is None and not right.month
    if left.day is not None and is_year_alone:
        return False
    return left.part is None or left.month is not None or right.part is not None
