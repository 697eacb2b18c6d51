"""What a timeline dates by: a year, a month, a day or a season, how sure it is, and the span between two of them."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

# First and last month of what EDTF writes in the month's place. 21 to 24 name no hemisphere: they are sorted as in
# the northern one. A winter, and a southern summer, ends in the next year: its months run past 12.
_YEAR = ((3, 5), (6, 8), (9, 11), (12, 14))
_SOUTHERN_YEAR = (*_YEAR[2:], *_YEAR[:2])
_QUARTERS, _THIRDS, _HALVES = ((1, 3), (4, 6), (7, 9), (10, 12)), ((1, 4), (5, 8), (9, 12)), ((1, 6), (7, 12))
SEASONS = dict(enumerate((*_YEAR, *_YEAR, *_SOUTHERN_YEAR, *_QUARTERS, *_THIRDS, *_HALVES), 21))
QUARTER, HALF = 32, 39


class Gap(Enum):
    """An end that is no date: it goes on (or always was), or nobody knows it."""

    OPEN = ".."
    UNKNOWN = ""

    @property
    def edtf(self) -> str:
        """Its notation: two dots, or nothing."""
        return self.value


@dataclass(frozen=True)
class Point:
    """A year, a month, a season (a month from 21 to 41), or a day; whoever makes one has checked the calendar.

    `hidden` is how many digits of the year are unknown (1: a decade, 2: a century); `mark` is "~" (about), "?" (not
    sure), "%" (both) or ""; `clock` is a time as EDTF writes it, with its zone where it has one. A month or day of
    0 is one that nobody knows, which EDTF writes XX.
    """

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""
    hidden: int = 0
    clock: str = ""

    @property
    def first(self) -> date:
        """Its first day; years that Python has no dates for count as the first or the last that it has."""
        return _day(self.year, self._months()[0], self.day or 1)

    @property
    def last(self) -> date:
        """Its last day, likewise."""
        year, month = self.year + (10**self.hidden - 1 if self.hidden else 0), self._months()[1]
        return _day(year, month, self.day or days_in(year + (month - 1) // 12, (month - 1) % 12 + 1))

    @property
    def edtf(self) -> str:
        """Its notation: "2025", "2025-08", "2025-12-14", "2025-35", "199X", "2025-08~"."""
        parts = [
            _year(self.year, self.hidden),
            *(f"{part:02}" if part else "XX" for part in (self.month, self.day) if part is not None),
        ]
        return "-".join(parts) + self.clock + self.mark

    @property
    def is_season(self) -> bool:
        """Whether it is a season, a quarter, a third or a half of a year."""
        return self.month in SEASONS

    def _months(self) -> tuple[int, int]:
        if not self.month:
            return 1, 12
        return SEASONS.get(self.month, (self.month, self.month))


class Span(NamedTuple):
    """What is stored of a date: two ends, which are the same point where it is no interval."""

    start: Point | Gap
    end: Point | Gap

    @property
    def edtf(self) -> str:
        """Its notation."""
        return self.start.edtf if self.start == self.end else f"{self.start.edtf}/{self.end.edtf}"

    @property
    def first(self) -> date:
        """The day it is sorted by. What has no beginning stands where its end does."""
        if isinstance(self.start, Point):
            return self.start.first
        assert isinstance(self.end, Point)
        return self.end.first

    @property
    def last(self) -> date:
        """Its last day: date.max for what goes on, the last of its beginning where nobody knows its end."""
        if isinstance(self.end, Point):
            return self.end.last
        assert isinstance(self.start, Point)
        return date.max if self.end is Gap.OPEN else self.start.last


def one(point: Point) -> Span:
    """The span that is a single point."""
    return Span(point, point)


def days_in(year: int, month: int) -> int:
    """How many days a month (1 to 12) has, in any year of the calendar run backwards and forwards."""
    return monthrange(2000 if isleap(year) else 2001, month)[1]


def order(point: Point, *, is_last: bool = False) -> tuple[int, int, int]:
    """A key by which points of any year compare: that of the first moment, or of the last one."""
    months = point._months()[1 if is_last else 0]
    year = point.year + (10**point.hidden - 1 if is_last and point.hidden else 0) + (months - 1) // 12
    month = (months - 1) % 12 + 1
    day = point.day or (days_in(year, month) if is_last else 1)
    return year, month, day


def _day(year: int, month: int, day: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year < date.min.year:
        return date.min
    return date.max if year > date.max.year else date(year, month, day)


def _year(year: int, hidden: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    digits = f"{abs(year):04}"
    return ("-" if year < 0 else "") + (digits[:-hidden] + "X" * hidden if hidden else digits)
