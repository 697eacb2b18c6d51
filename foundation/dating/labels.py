"""How a stored date is shown: "Aug 2025", "Dec 14, 2025", "Jan 5–6, 2026", "Mar 2026 (planned)", by language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foundation.dating.points import Point, read_edtf


@dataclass(frozen=True)
class _Forms:
    """One language's months and templates; `=` stands for a no-break space. y, m, d: first end; y2, m2, d2: last."""

    months: tuple[str, ...]
    year: str
    month: str
    day: str
    days: str  # within one month
    days_across: str  # across months of one year
    months_across: str  # months of one year
    years: str
    join: str  # between two ends written in full
    states: dict[str, str]


def _names(line: str) -> tuple[str, ...]:
    return tuple(line.split())


# Months are cut where each language's press cuts them: English and French keep Jun/juin and Jul/juil. apart.
_FORMS = {
    "en": _Forms(
        months=_names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        year="{y}",
        month="{m}={y}",
        day="{m}={d},={y}",
        days="{m}={d}–{d2},={y}",
        days_across="{m}={d}=– {m2}={d2},={y}",
        months_across="{m}=– {m2}={y}",
        years="{y}–{y2}",
        join="=– ",
        states={"planned": "planned", "slipped": "slipped", "cancelled": "cancelled"},
    ),
    "ko": _Forms(
        months=tuple(f"{month}월" for month in range(1, 13)),
        year="{y}년",
        month="{y}년={m}",
        day="{y}년={m}={d}일",
        days="{y}년={m}={d}~{d2}일",
        days_across="{y}년={m}={d}일~{m2}={d2}일",
        months_across="{y}년={m}~{m2}",
        years="{y}~{y2}년",
        join="=~ ",
        states={"planned": "예정", "slipped": "연기", "cancelled": "취소"},
    ),
    "ar": _Forms(
        months=_names("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
        year="{y}",
        month="{m}={y}",
        day="{d}={m}={y}",
        days="{d}–{d2}={m}={y}",
        days_across="{d}={m}=– {d2}={m2}={y}",
        months_across="{m}=– {m2}={y}",
        years="{y}–{y2}",
        join="=– ",
        states={"planned": "مقرر", "slipped": "مؤجل", "cancelled": "ملغى"},
    ),
    "de": _Forms(
        months=_names("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        year="{y}",
        month="{m}={y}",
        day="{d}.={m}={y}",
        days="{d}.–{d2}.={m}={y}",
        days_across="{d}.={m}=– {d2}.={m2}={y}",
        months_across="{m}=– {m2}={y}",
        years="{y}–{y2}",
        join="=– ",
        states={"planned": "geplant", "slipped": "verschoben", "cancelled": "abgesagt"},
    ),
    "fr": _Forms(
        months=_names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        year="{y}",
        month="{m}={y}",
        day="{d}={m}={y}",
        days="{d}–{d2}={m}={y}",
        days_across="{d}={m}=– {d2}={m2}={y}",
        months_across="{m}=– {m2}={y}",
        years="{y}–{y2}",
        join="=– ",
        states={"planned": "prévu", "slipped": "reporté", "cancelled": "annulé"},
    ),
}


def label(edtf: str, status: str = "happened", *, language: str = "en") -> str:
    """Write a stored date for readers: "Dec 14, 2025", "Jan 5–6, 2026", "Mar 2026 (planned)".

    Month, day and year are joined by no-break spaces (U+00A0), so a line breaks only after the dash of a
    long range or before the state in brackets. `language` is a tag such as "ko" or "en-GB"; one that we have
    no forms for is shown in English. Raises ValueError for bad EDTF and for a status other than happened,
    planned, slipped or cancelled.
    """
    forms = _FORMS.get(language.replace("_", "-").split("-")[0].lower(), _FORMS["en"])
    if status != "happened" and status not in forms.states:
        raise ValueError(f"{status!r} is not a state of a timeline entry.")
    text = _ends(*read_edtf(edtf), forms)
    return text if status == "happened" else f"{text} ({forms.states[status]})"


def bounds(edtf: str) -> tuple[date, date]:
    """The first and the last day of a stored date: those a timeline is sorted by. Raises ValueError for bad EDTF."""
    start, end = read_edtf(edtf)
    return start.first, end.last


def _ends(start: Point, end: Point, forms: _Forms) -> str:
    if start == end:
        return _fill(_one(start, forms), start, end, forms)
    template = _shared(start, end, forms)
    if template:
        return _fill(template, start, end, forms)
    first, last = (_fill(_one(point, forms), point, point, forms) for point in (start, end))
    return first + _fill(forms.join, start, end, forms) + last


def _one(point: Point, forms: _Forms) -> str:
    if point.day is not None:
        return forms.day
    return forms.year if point.month is None else forms.month


def _shared(start: Point, end: Point, forms: _Forms) -> str:
    """The template for two ends that share what it writes once; "" where both must be written in full."""
    if start.month is None and end.month is None:
        return forms.years
    if start.year != end.year or start.month is None or end.month is None:
        return ""
    if start.day is None and end.day is None:
        return forms.months_across
    if start.day is None or end.day is None:
        return ""
    return forms.days if start.month == end.month else forms.days_across


def _fill(template: str, start: Point, end: Point, forms: _Forms) -> str:
    return template.replace("=", "\u00a0").format(
        y=start.year,
        m=forms.months[(start.month or 1) - 1],
        d=start.day,
        y2=end.year,
        m2=forms.months[(end.month or 1) - 1],
        d2=end.day,
    )
