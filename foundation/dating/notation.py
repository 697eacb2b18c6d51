"""Reading EDTF: all of levels 0 and 1, and of level 2 the seasons of a hemisphere, quarters, thirds and halves.

Source: the Library of Congress, Extended Date/Time Format Specification (2019). The edtf library is not asked here,
since it takes intervals that run backwards.
"""

from __future__ import annotations

import re

from foundation.dating.points import SEASONS, Gap, Point, Span, days_in, one, order

MAX_CHARS = 60  # the length of the column; all but years of more than 50 digits fit
_DATE = re.compile(
    r"(?P<y>-?\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d\d|XX)(?:-(?P<d>\d\d|XX))?)?(?P<mark>[?~%]?)",
    re.ASCII,
)
_LONG = re.compile(r"Y(-?[1-9]\d{4,})", re.ASCII)
_CLOCK = re.compile(
    r"(?P<day>-?\d{4}-\d\d-\d\d)(?P<clock>T(?P<h>\d\d):(?P<min>\d\d):(?P<s>\d\d)(?:Z|[+-](?P<zh>\d\d)(?::(?P<zm>\d\d))?)?)",
    re.ASCII,
)


def read_edtf(edtf: str) -> Span:
    """The two ends of a date in EDTF; both are the same point where it is no interval.

    Raises ValueError, with a sentence, for anything else: notation of other levels, a day no calendar has, an
    interval that runs backwards or has no end at all.
    """
    if len(edtf) > MAX_CHARS:
        raise ValueError(f"A date in EDTF has at most {MAX_CHARS} characters.")
    sides = edtf.split("/")
    if len(sides) > 2:
        raise ValueError(f"{edtf!r} is not a date in EDTF: it has more than two ends.")
    if len(sides) == 1:
        return one(_with_clock(edtf) or _point(edtf, edtf))
    start, end = (_end(side, edtf) for side in sides)
    if isinstance(start, Gap) and isinstance(end, Gap):
        raise ValueError(f"{edtf!r} names neither end.")
    if isinstance(start, Point) and isinstance(end, Point) and order(start) > order(end, is_last=True):
        raise ValueError(f"{edtf!r} runs backwards.")
    return Span(start, end)


def _end(side: str, edtf: str) -> Point | Gap:
    for gap in Gap:
        if side == gap.value:
            return gap
    point = _point(side, edtf)
    if point.month is not None and point.month > 24:
        raise ValueError(f"{edtf!r} is not a date in EDTF: an interval has no quarter or half as an end.")
    if point.hidden or point.month == 0 or point.day == 0:
        raise ValueError(f"{edtf!r} is not a date in EDTF: an interval has no X in its ends.")
    return point


def _point(side: str, edtf: str) -> Point:
    long = _LONG.fullmatch(side)
    if long is not None:
        return Point(int(long[1]))
    match = _DATE.fullmatch(side)
    if match is None or match["y"] == "-0000":
        raise ValueError(f"{edtf!r} is not a date in EDTF.")
    hidden = match["y"].count("X")
    month, day = _part(match["m"]), _part(match["d"])
    is_wrong = (hidden and month is not None) or (month == 0 and bool(day))
    point = Point(int(match["y"].replace("X", "0")), month, day, match["mark"], hidden)
    if is_wrong or not _stands(point):
        raise ValueError(f"{edtf!r} is not a date in EDTF.")
    return point


def _part(digits: str | None) -> int | None:
    """A month or day; 0 for XX. 00 becomes 99, which no calendar has either."""
    if digits is None:
        return None
    return 0 if digits == "XX" else int(digits) or 99


def _stands(point: Point) -> bool:
    """Whether the calendar has it. A season has neither days nor, in this level, a mark."""
    if point.month is None:
        return True
    if point.month in SEASONS:
        return point.day is None and not point.mark
    if point.month == 0:
        return point.day in (None, 0)
    return point.month <= 12 and (point.day is None or point.day <= days_in(point.year, point.month))


def _with_clock(edtf: str) -> Point | None:
    match = _CLOCK.fullmatch(edtf)
    if match is None:
        return None
    hour, minute, second = int(match["h"]), int(match["min"]), int(match["s"])
    zone = int(match["zh"] or 0) * 60 + int(match["zm"] or 0)
    is_time = (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)
    if not is_time or int(match["zm"] or 0) > 59 or zone > 14 * 60:
        raise ValueError(f"{edtf!r} is not a date in EDTF: no clock shows this time.")
    day = _point(match["day"], edtf)
    return Point(day.year, day.month, day.day, clock=match["clock"])
