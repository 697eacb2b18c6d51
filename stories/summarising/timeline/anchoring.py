"""The time that matched words mean in an article of a day: a span, and whether it is sure.

A weekday, a day or a month without its year is the last such one where the sentence tells of the past, the next one
where it tells of a plan; without either the nearest, a weekday the last. "Last" and "next" before it win.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foundation.dating.points import Point, Span, days_in, one
from stories.summarising.timeline.senses import Sense
from stories.summarising.timeline.spans import day_or_none, day_range, moved_month, period, point
from stories.summarising.timeline.speech import Speech

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a time is read: the article's day, what governs the words there, and the date named before them."""

    day: date
    sense: Sense
    before: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words mean. ``is_sure`` false where people may mean another day by them."""

    span: Span
    is_sure: bool = True


def read(kind: str, match: re.Match[str], speech: Speech, anchor: Anchor) -> Reading | None:
    """Read matched words of a kind; None for what the calendar does not have."""
    said = {name: value for name, value in match.groupdict().items() if value}
    if "yrel" in said:
        said["y"] = str(anchor.day.year + speech.directions[said["yrel"]])
    return _READERS[kind](said, speech, anchor)


def told_sense(match: re.Match[str], speech: Speech, sense: Sense) -> Sense:
    """The sense that the words of the match themselves give, else the one that governs them."""
    said = match.groupdict()
    if said.get("ahead"):
        return "future"
    word = next((said[name].lower() for name in ("rel", "rel2", "rel3", "wrel") if said.get(name)), "")
    step = speech.directions.get(word, 0)
    return "past" if step < 0 else "future" if step > 0 else sense


Said = Mapping[str, str]


def _word(said: Said, *names: str) -> str:
    return next((said[name].lower() for name in names if name in said), "")


def _step(said: Said, speech: Speech) -> int | None:
    word = _word(said, "rel", "rel2", "rel3")
    return speech.directions.get(word) if word else None


def _month_of(said: Said, speech: Speech, names: tuple[str, str] = ("month", "m")) -> int:
    word, number = said.get(names[0]), said.get(names[1])
    if word is None and number is None:
        return speech.months[_word(said, "month2x")]
    return speech.months[word.lower()] if word else int(number or 0)


def _fitting(days: list[date], anchor: Anchor) -> date | None:
    """Of the same day in several years, the one that the sense asks for; the nearest where it says nothing."""
    if anchor.sense == "past":
        days = [day for day in days if day <= anchor.day + timedelta(days=1)][-1:] or days
    elif anchor.sense == "future":
        days = [day for day in days if day >= anchor.day][:1] or days
    return min(days, key=lambda day: abs((day - anchor.day).days), default=None)


def _years(anchor: Anchor) -> range:
    return range(anchor.day.year - 1, anchor.day.year + 2)


def _iso(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    day = day_or_none(int(said["y"]), int(said["m"]), int(said["d"]))
    return Reading(one(point(day))) if day else None


def _day(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    month, number, step = _month_of(said, speech), int(said["d"]), _step(said, speech)
    if "y" in said:
        day = day_or_none(int(said["y"]), month, number)
    elif step is not None:
        day = _stepped([found for year in _years(anchor) if (found := day_or_none(year, month, number))], step, anchor)
    else:
        day = _fitting([found for year in _years(anchor) if (found := day_or_none(year, month, number))], anchor)
    if day is None:
        return None
    end = _end_of(said, speech, day)
    return Reading(day_range(day, end)) if end else Reading(one(point(day)))


def _stepped(days: list[date], step: int, anchor: Anchor) -> date | None:
    fitting = [day for day in days if (day < anchor.day if step < 0 else day >= anchor.day)]
    return (fitting[-1] if step < 0 else fitting[0]) if fitting else None


def _end_of(said: Said, speech: Speech, first: date) -> date | None:
    if "d2" not in said:
        return None
    month = _month_of(said, speech, ("month2", "m2")) if {"month2", "m2"} & set(said) else first.month
    last = day_or_none(first.year + (month < first.month), month, int(said["d2"]))
    return last if last and last > first else None


def _month(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    month, step = _month_of(said, speech), _step(said, speech)
    if not 1 <= month <= 12:
        return None
    year = int(_word(said, "y", "y2x") or 0) or _year_of_month(month, step, anchor)
    if "month2" in said:
        last = speech.months[said["month2"].lower()]
        return Reading(Span(Point(year, month), Point(year + (last < month), last)))
    part = _part(said, speech)
    if not part:
        return Reading(one(Point(year, month)))
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, days_in(year, month))}[part]
    return Reading(Span(Point(year, month, first, "~"), Point(year, month, last, "~")))


def _part(said: Said, speech: Speech) -> str:
    return speech.parts.get(_word(said, "part"), "")


def _year_of_month(month: int, step: int | None, anchor: Anchor) -> int:
    now, year = anchor.day.month, anchor.day.year
    if step is not None:
        return year + {-1: -(month >= now), 0: 0, 1: int(month <= now)}[step]
    if anchor.sense == "past":
        return year - (month > now)
    if anchor.sense == "future":
        return year + (month < now)
    return min(_years(anchor), key=lambda one: abs((one - year) * 12 + month - now))


def _year(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    return Reading(_part_of_year(int(said["y"]), _part(said, speech)))


def _part_of_year(year: int, part: str) -> Span:
    if not part:
        return one(Point(year))
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return Span(Point(year, first, mark="~"), Point(year, last, mark="~"))


def _decade(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    return Reading(one(Point(int(said["decade"]) * 10, hidden=1)))


def _quarter(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    number = int(said["q"]) if said["q"].isdigit() else speech.numbers[said["q"].lower()]
    return _of_year(said, speech, anchor, 32 + number, 3 * number)


def _half(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    number = speech.numbers[said["h"].lower()]
    return _of_year(said, speech, anchor, 39 + number, 6 * number)


def _season(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    number = speech.seasons[said["s"].lower()]
    step = _step(said, speech)
    if "y" in said or step is None:
        return _of_year(said, speech, anchor, number, min(_SEASONS[number][1], 12))
    first = _SEASONS[number][0]
    year = anchor.day.year - (number == 24 and anchor.day.month < 3)
    begins = year * 12 + first
    now = anchor.day.year * 12 + anchor.day.month
    if step < 0 and begins + 2 >= now:
        year -= 1
    elif step > 0 and begins <= now:
        year += 1
    return Reading(one(Point(year, number)))


def _of_year(said: Said, speech: Speech, anchor: Anchor, code: int, last_month: int) -> Reading:
    """A part of the year that is said; without one, of the year that the sense asks for."""
    year, step = anchor.day.year, _step(said, speech)
    if "y" in said:
        return Reading(one(Point(int(said["y"]), code)))
    if step is not None:
        return Reading(one(Point(year + step, code)))
    is_over = last_month < anchor.day.month
    if anchor.sense == "past" and not is_over:
        year -= int(last_month - 2 > anchor.day.month)
    elif anchor.sense == "future" and is_over:
        year += 1
    return Reading(one(Point(year, code)))


def _weekday(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    wanted, step = speech.weekdays[said["wd"].lower()], _step(said, speech)
    if "wrel" in said:
        step, monday = speech.directions[said["wrel"]], anchor.day - timedelta(days=anchor.day.weekday())
        return Reading(one(point(monday + timedelta(days=wanted + 7 * step))))
    back = (anchor.day.weekday() - wanted) % 7
    last, coming = anchor.day - timedelta(days=back), anchor.day + timedelta(days=(7 - back) % 7)
    if step is None and "bound" in said:
        return Reading(one(point(last if anchor.sense == "past" else coming)), anchor.sense != "past")
    if step is None:
        return Reading(one(point(coming if anchor.sense == "future" else last)))
    if step < 0:
        day = last if back else last - timedelta(days=7)
        return Reading(one(point(day)), anchor.day.weekday() < wanted)  # within this week it may be either
    if step > 0:
        day = coming if back else coming + timedelta(days=7)
        return Reading(one(point(day)), wanted <= anchor.day.weekday())
    monday = anchor.day - timedelta(days=anchor.day.weekday())
    return Reading(one(point(monday + timedelta(days=wanted))))


def _near(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    return Reading(one(point(anchor.day + timedelta(days=speech.near[said["word"].lower()]))))


def _unit(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    unit, step = speech.units[said["unit"].lower()], _step(said, speech)
    if unit == "weekend" and step is None:
        step = -1 if anchor.sense != "future" else 0
    return Reading(period(unit, step or 0, anchor.day))


def _away(said: Said, speech: Speech, day: date, sign: int) -> Span | None:
    word = said["n"].lower()
    number = sign * (int(word) if word.isdigit() else speech.numbers[word])
    unit = speech.units[_word(said, "unit", "unit2")]
    if unit in {"day", "week"}:
        return one(point(day + timedelta(days=number * (7 if unit == "week" else 1))))
    if unit == "month":
        return one(moved_month(day, number))
    year = day.year + number * (10 if unit == "decade" else 1)
    return one(Point(year)) if year > 0 else None


def _ago(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    span = _away(said, speech, anchor.day, -1)
    return Reading(span, speech.units[said["unit"].lower()] == "day") if span else None


def _ahead(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    """ "In three years" is how long it took where the sentence tells of the past."""
    if anchor.sense == "past":
        return None
    span = _away(said, speech, anchor.day, 1)
    return Reading(span, False) if span else None


def _follow(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    """A time told from the day before it in the sentence; none without one."""
    start = anchor.before.start if anchor.before else None
    if not isinstance(start, Point) or not start.day:
        return None
    sign = speech.directions[_word(said, "dir", "dir2")]
    if "n" in said:
        span = _away(said, speech, start.first, sign)
    else:
        unit = speech.units[_word(said, "unit", "unit2")] if {"unit", "unit2"} & set(said) else "day"
        span = period(unit, sign, start.first)
    return Reading(span, False) if span else None


def _bare(said: Said, speech: Speech, anchor: Anchor) -> Reading | None:
    """The day of a month that is not said: the latest such one, the next one of a plan, that of the month before."""
    number, step, word = int(said["d"]), _step(said, speech), _word(said, "rel", "rel3")
    is_month = word not in {"지난", "오는", "이번", "다음", ""}
    months = [moved_month(anchor.day, move) for move in ((step or 0,) if is_month else (-1, 0, 1))]
    days = [day for month in months if (day := day_or_none(month.year, month.month or 1, number))]
    if is_month:
        return Reading(one(point(days[0]))) if days else None
    sense: Sense = {-1: "past", 1: "future"}.get(step or 0, anchor.sense or "past")  # type: ignore[assignment]
    day = _fitting(days, replace(anchor, sense=sense))
    return Reading(one(point(day))) if day else None


_READERS: Mapping[str, Callable[[Said, Speech, Anchor], Reading | None]] = {
    "iso": _iso, "day": _day, "month": _month, "year": _year, "decade": _decade, "quarter": _quarter, "half": _half,
    "season": _season, "weekday": _weekday, "near": _near, "unit": _unit, "ago": _ago, "ahead": _ahead,
    "follow": _follow, "bare": _bare,
}  # fmt: skip
