"""Reading a date as an editor types it: one meaning, or a refusal that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from foundation.dating.points import Point

Status = Literal["happened", "planned", "slipped", "cancelled"]

MAX_CHARS = 100
_YEARS = range(1000, 3000)
_EXAMPLES = "Write for example Dec 14, 2025, Aug 2025 or Jan 5-6, 2026."

# Not calendar.month_name, which follows the process's locale.
_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {form.lower(): n for n, name in enumerate(_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
_M = r"(?P<m>[a-z]{3,9})\.?"
_D = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<y>\d{2,6})"

_WHOLE = [
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{3,6})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        rf"{_M},? (?P<y>\d{{3,6}})",
        rf"{_M} ?{_D}(?:, ?| ){_Y}",
        rf"{_D} (?:of )?{_M},? {_Y}",
    )
]
_PARTIAL = [
    re.compile(form, re.ASCII) for form in (_D, _M, rf"{_M} ?{_D}", rf"{_D} (?:of )?{_M}", rf"{_D}(?:, ?| ){_Y}")
]
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_STATE = re.compile(r"(?P<date>.*?) ?\((?P<state>[^()]*)\)")
_SPLIT = re.compile(r" ?- ?| to | until ")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_VAGUE = re.compile(r"(q[1-4]|h[12]|spring|summer|autumn|fall|winter)[ ,-]+(\d{4})|(\d{4})[ -]?(q[1-4]|h[12])")
_MONTHS_OF = {
    "q1": "Jan-Mar",
    "q2": "Apr-Jun",
    "q3": "Jul-Sep",
    "q4": "Oct-Dec",
    "h1": "Jan-Jun",
    "h2": "Jul-Dec",
}


class DateRefused(ValueError):
    """The typed text is no date, or means two. str(refusal) is a sentence an editor can act on."""


@dataclass(frozen=True)
class TypedDate:
    """What was typed, read: its EDTF, its state, its first and last day, and the text itself without outer space."""

    edtf: str
    status: Status
    sort_from: date
    sort_to: date
    as_typed: str


class _Parts(NamedTuple):
    """Year, month and day as far as one side of a range names them."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def parse_typed(text: str, *, today: date) -> TypedDate:
    """Read a date or a range as English-typing editors write it, or as EDTF, with an optional state in brackets.

    "Aug 2025", "14 December 2025", "Jan 5–6, 2026", "Dec 30, 2025 - Jan 2, 2026", "2026-01-05/2026-01-06",
    "Mar 2026 (planned)"; any dash, any white space, either case. Without a state it is planned when it begins
    after `today` and has happened otherwise. Raises DateRefused; it never guesses.
    """
    as_typed = text.strip()
    if len(as_typed) > MAX_CHARS:
        raise DateRefused(f"A date has at most {MAX_CHARS} characters; this has {len(as_typed):,}. {_EXAMPLES}")
    line = _fold(as_typed)
    if not line:
        raise DateRefused(f"The date is empty. {_EXAMPLES}")
    line, state = _take_state(line)
    start, end = _read(line, as_typed)
    edtf = start.edtf if start == end else f"{start.edtf}/{end.edtf}"
    status = state or ("planned" if start.first > today else "happened")
    return TypedDate(edtf, status, start.first, end.last, as_typed)


def _fold(text: str) -> str:
    """Lower case, ASCII dashes, single spaces, nothing invisible."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _DASHES.sub("-", text)))
    return " ".join(_DASHES.sub("-", plain).lower().split())


def _take_state(line: str) -> tuple[str, Status | None]:
    match = _STATE.fullmatch(line)
    if match is None:
        return line, None
    match match["state"].strip():
        case "planned":
            return match["date"], "planned"
        case "slipped":
            return match["date"], "slipped"
        case "cancelled" | "canceled":
            return match["date"], "cancelled"
        case other:
            raise DateRefused(
                f"'({other})' is not a state we know. Write (planned), (slipped) or (cancelled), or leave it out."
            )


def _read(line: str, as_typed: str) -> tuple[Point, Point]:
    _refuse_vague(line, as_typed)
    sides = line.split("/")
    if len(sides) == 2:
        ends = [_match(side.strip(), _WHOLE) for side in sides]
        if ends[0] and ends[1]:
            return _range(ends[0], ends[1], as_typed)
    numbers = _NUMBERS.fullmatch(line)
    if numbers:
        point = _from_numbers(int(numbers[1]), int(numbers[3]), numbers[4], as_typed)
        return point, point
    year_first = _YEAR_FIRST.fullmatch(line)
    parts = _match(line if year_first is None else line.replace(year_first[2], "-"), _WHOLE)
    if parts:
        point = _point(parts)
        return point, point
    for left, right in _splits(line):
        return _range(left, right, as_typed)
    parts = _match(line, _PARTIAL)
    if parts and parts.month:
        raise DateRefused(f"'{as_typed}' has no year. {_EXAMPLES}")
    raise DateRefused(f"'{as_typed}' is not a date we can read. {_EXAMPLES}")


def _refuse_vague(line: str, as_typed: str) -> None:
    match = _VAGUE.fullmatch(line)
    if match is None:
        return
    name, year = match[1] or match[4], match[2] or match[3]
    if name in _MONTHS_OF:
        kind = "a quarter" if name.startswith("q") else "half a year"
        raise DateRefused(f"'{as_typed}' names {kind}. Write its months instead: {_MONTHS_OF[name].title()} {year}.")
    raise DateRefused(
        f"'{as_typed}' names a season, which differs around the world. Write its months, for example Mar-May {year}."
    )


def _match(line: str, forms: list[re.Pattern[str]]) -> _Parts | None:
    """What the first fitting form names; None where no form fits or its word is no month."""
    for form in forms:
        match = form.fullmatch(line)
        if match is None:
            continue
        found = match.groupdict()
        month = found.get("m")
        if month and not month.isdigit():
            if month not in _MONTHS:
                continue
            month = str(_MONTHS[month])
        year = found.get("y")
        if year and len(year) == 2:
            raise DateRefused(f"Write the year with four digits, not '{year}', for example Dec 14, 2025.")
        return _Parts(*(None if part is None else int(part) for part in (year, month, found.get("d"))))
    return None


def _splits(line: str) -> Iterator[tuple[_Parts, _Parts]]:
    """Each way to cut the line at a dash into two sides that together name two whole points."""
    for cut in _SPLIT.finditer(line):
        left, right = (_match(side, [*_WHOLE, *_PARTIAL]) for side in (line[: cut.start()], line[cut.end() :]))
        if left is None or right is None or right.year is None:
            continue
        if left.year is None and right.month is None and right.day is None:
            continue  # "Jan 5 - 2026" lends no year: it would run to the end of 2026
        if left.year is None:
            left = left._replace(year=right.year)
            if left.month is None and right.day is not None:
                left = left._replace(month=right.month)
            elif right.month is None and right.day is not None and left.day is not None:
                right = right._replace(month=left.month)
        if all(side.day is None or side.month is not None for side in (left, right)):
            yield left, right


def _range(left: _Parts, right: _Parts, as_typed: str) -> tuple[Point, Point]:
    start, end = _point(left), _point(right)
    if start.first <= end.last:
        return start, end
    message = f"'{as_typed}' runs backwards: {start.edtf} is after {end.edtf}."
    if start.year == end.year and start.month != end.month:
        raise DateRefused(f"{message} If it crosses New Year, write both years: Dec 30, 2025 - Jan 2, 2026.")
    raise DateRefused(f"{message} Write the earlier date first.")


def _point(parts: _Parts) -> Point:
    year, month, day = parts.year or 0, parts.month, parts.day
    if year not in _YEARS:
        raise DateRefused(f"The year {year} is outside 1000 to 2999. Write the year with four digits.")
    if month is None:
        return Point(year)
    if not 1 <= month <= 12:
        raise DateRefused(f"There is no month {month}. Write the month as a word, for example Dec 14, 2025.")
    days = monthrange(year, month)[1]
    if day is not None and day > days:
        raise DateRefused(f"{_NAMES[month - 1]} {year} has {days} days.")
    if day == 0:
        raise DateRefused(f"There is no day 0. {_NAMES[month - 1]} {year} has {days} days.")
    return Point(year, month, day)


def _from_numbers(first: int, second: int, year: str, as_typed: str) -> Point:
    """Day and month as two numbers: taken where the calendar leaves one reading, refused where it leaves two."""
    if len(year) == 2:
        raise DateRefused(f"'{as_typed}' can be read in several ways. {_EXAMPLES}")
    if 1 <= first <= 12 and 1 <= second <= 12 and first != second:
        by_month, by_day = (f"{_NAMES[m - 1]} {d}, {year}" for m, d in ((first, second), (second, first)))
        raise DateRefused(f"'{as_typed}' means two things: {by_month} or {by_day}. Write the month as a word.")
    month, day = (second, first) if first > 12 else (first, second)
    return _point(_Parts(int(year), month, day))
