"""A point of a timeline (a year, a month or a day), and the EDTF notation of one or of an interval of two."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Point:
    """A year, a month (day is None) or a day; whoever makes one has checked that the calendar has it."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def edtf(self) -> str:
        """Its notation: "2025", "2025-08" or "2025-12-14"."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


def read_edtf(edtf: str) -> tuple[Point, Point]:
    """The two ends of a stored date; both are the same point where it is no interval.

    Reads the part of EDTF level 0 that we write: years, months, days and intervals of them.
    Raises ValueError for anything else, for a day no calendar has, and for an interval running backwards.
    """
    sides = edtf.split("/")
    if len(sides) > 2:
        raise ValueError(f"{edtf!r} is not a date in EDTF: it has more than two ends.")
    ends = [_read_point(side, edtf) for side in sides]
    if ends[0].first > ends[-1].last:
        raise ValueError(f"{edtf!r} runs backwards.")
    return ends[0], ends[-1]


def _read_point(side: str, edtf: str) -> Point:
    match = _ISO.fullmatch(side)
    if match is None:
        raise ValueError(f"{edtf!r} is not a date in EDTF.")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    date(year or 0, 1 if month is None else month, 1 if day is None else day)
    return Point(year or 0, month, day)
