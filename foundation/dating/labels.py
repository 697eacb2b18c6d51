"""How a stored date is shown: "Aug 2025", "Dec 14, 2025", "Jan 5–6, 2026", "Mar 2026 (planned)", by language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from foundation.dating.forms import FORMS, Forms
from foundation.dating.notation import read_edtf
from foundation.dating.points import HALF, QUARTER, Gap, Point, Span, days_in

_NORTH, _SOUTH = range(25, 29), range(29, 33)
_THIRDS = ((1, 4), (5, 8), (9, 12))
_YEARS = ((0, 3), (4, 2), (7, 2))  # of a decade: the first, and how many follow
_TENS = ((1, 10), (11, 20))


def label(edtf: str, status: str = "happened", *, language: str = "en") -> str:
    """Write a stored date for readers: "Dec 14, 2025", "Jan 5–6, 2026", "Mar 2026 (planned)", "Early 2026".

    Month, day and year are joined by no-break spaces (U+00A0), so a line breaks only after the dash of a
    long range or before the state in brackets. `language` is a tag such as "ko" or "en-GB"; one that we have
    no forms for is shown in English. Raises ValueError for bad EDTF and for a status other than happened,
    planned, slipped or cancelled.
    """
    forms = FORMS.get(language.replace("_", "-").split("-")[0].lower(), FORMS["en"])
    if status != "happened" and status not in forms.states:
        raise ValueError(f"{status!r} is not a state of a timeline entry.")
    span = read_edtf(edtf)
    if status != "happened":
        forms = replace(forms, since=forms.starting)
    text = _written(span, forms)
    return text if status == "happened" else text + forms.bracket.format(forms.states[status])


def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day of a stored date: those a timeline is sorted by. Raises ValueError for bad EDTF."""
    span = read_edtf(edtf)
    return span.first, span.last


def _written(span: Span, forms: Forms) -> str:
    start, end = span
    if isinstance(start, Gap) or isinstance(end, Gap):
        return _half_open(start, end, forms)
    part = _part(start, end, forms)
    if part:
        return part
    if start.mark != end.mark:
        return _marked(start, forms) + _spaced(forms.join) + _marked(end, forms)
    text = _ends(replace(start, mark=""), replace(end, mark=""), forms)
    return _with_mark(text, start.mark, forms)


def _half_open(start: Point | Gap, end: Point | Gap, forms: Forms) -> str:
    if isinstance(start, Point):
        text = _marked(start, forms)
        return _filled(forms.since, x=text) if end is Gap.OPEN else f"{text}{_spaced(forms.join)}?"
    assert isinstance(end, Point)
    text = _marked(end, forms)
    return _filled(forms.until, x=text) if start is Gap.OPEN else f"?{_spaced(forms.join)}{text}"


def _part(start: Point, end: Point, forms: Forms) -> str:
    """The words for a third of a year or of a month, which is stored as about its months or days; "" for others."""
    if start.mark != "~" or end.mark != "~":
        return ""
    if start.month is None and end.month is None and (start.year % 10, end.year - start.year) in _YEARS:
        which = _YEARS.index((start.year % 10, end.year - start.year))
        return _filled(forms.parts[which], x=_filled(forms.decade, y=start.year // 10 * 10))
    if start.year != end.year or start.month is None or end.month is None:
        return ""
    if start.day is None and end.day is None and (start.month, end.month) in _THIRDS:
        which = _THIRDS.index((start.month, end.month))
        return _filled(forms.parts[which], x=_one(Point(start.year), forms))
    tens = (*_TENS, (21, days_in(start.year, start.month)))
    if start.month == end.month and (start.day, end.day) in tens:
        which = tens.index((start.day or 0, end.day or 0))
        return _filled(forms.parts[which], x=_one(Point(start.year, start.month), forms))
    return ""


def _marked(point: Point, forms: Forms) -> str:
    return _with_mark(_one(point, forms), point.mark, forms)


def _with_mark(text: str, mark: str, forms: Forms) -> str:
    """The text with what EDTF's "~", "?" and "%" (both) say of it."""
    if mark in {"~", "%"}:
        text = _filled(forms.about, x=text)
    return f"{text}?" if mark in {"?", "%"} else text


def _ends(start: Point, end: Point, forms: Forms) -> str:
    if start == end:
        return _one(start, forms)
    template = _shared(start, end, forms)
    if template:
        return _fill(template, start, end, forms)
    return _one(start, forms) + _spaced(forms.join) + _one(end, forms)


def _one(point: Point, forms: Forms) -> str:
    if point.hidden:
        return _many_years(point, forms)
    if point.is_season:
        return _season(point, forms)
    if point.year < 1:
        rest = replace(point, year=2000)
        return _fill(_template(rest, forms), rest, rest, forms, year=_filled(forms.before, y=1 - point.year))
    text = _fill(_template(point, forms), point, point, forms)
    return text + _clock(point.clock) if point.clock else text


def _template(point: Point, forms: Forms) -> str:
    if point.day:
        return forms.day
    return forms.month if point.month else forms.year


def _clock(clock: str) -> str:
    """ "T23:20:30Z" as ", 23:20 UTC"."""
    zone = "UTC" if clock.endswith("Z") else clock[9:] and f"UTC{clock[9:]}"
    return f", {clock[1:6]}" + (f"\u00a0{zone}" if zone else "")


def _many_years(point: Point, forms: Forms) -> str:
    if point.hidden == 2:
        number = str(point.year // 100 + 1)
        return _filled(forms.century, n=_ordinal(number) if "century" in forms.century else number)
    if point.year % 100 == 0:  # the 2000s are a century too
        return _filled(forms.years, y=point.year, y2=point.year + 9)
    return _filled(forms.decade, y=point.year)


def _ordinal(number: str) -> str:
    is_teen = number[-2:-1] == "1"
    return number + ("th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _season(point: Point, forms: Forms) -> str:
    """A season, with its hemisphere where EDTF names one; a quarter; a third or a half of a year."""
    month = point.month or 0
    if month > HALF:
        return _filled(forms.halves[month - HALF - 1], y=point.year)
    if QUARTER < month <= QUARTER + 4:
        return _filled(forms.quarter, n=month - QUARTER, y=point.year)
    if month > QUARTER:
        first, last = Point(point.year, 4 * (month - 37) + 1), Point(point.year, 4 * (month - 37) + 4)
        return _ends(first, last, forms)
    is_over_new_year = month in (28, 30)  # the northern winter and the southern summer
    year = f"{point.year}–{(point.year + 1) % 100:02}" if is_over_new_year else point.year
    text = _filled(forms.season, s=forms.seasons[(month - 21) % 4], y=year)
    if is_over_new_year:
        return text
    if month in _NORTH or month in _SOUTH:
        text += forms.bracket.format(forms.hemispheres[month in _SOUTH])
    return text


def _shared(start: Point, end: Point, forms: Forms) -> str:
    """The template for two ends that share what it writes once; "" where both must be written in full."""
    if start.year < 1 or end.year < 1 or start.is_season or end.is_season:
        return ""
    if start.month is None and end.month is None:
        return forms.years
    if start.year != end.year or start.month is None or end.month is None:
        return ""
    if start.day is None and end.day is None:
        return forms.months_across
    if start.day is None or end.day is None:
        return ""
    return forms.days if start.month == end.month else forms.days_across


def _fill(template: str, start: Point, end: Point, forms: Forms, *, year: str = "") -> str:
    return _filled(
        template,
        y=year or start.year,
        m=forms.months[(start.month or 1) - 1],
        d=start.day,
        y2=end.year,
        m2=forms.months[(end.month or 1) - 1],
        d2=end.day,
    )


def _spaced(template: str) -> str:
    return template.replace("=", "\u00a0")


def _filled(template: str, **values: object) -> str:
    return _spaced(template).format(**values)
