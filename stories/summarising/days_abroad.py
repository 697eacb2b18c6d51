"""Relative days of German, French, Spanish, Arabic, Korean, Japanese and Chinese sentences.

Yesterday, today and tomorrow, last, this and next month and year are resolved in all seven; a weekday in
German, French and Spanish where an auxiliary or past tense governs it, for a bare present tense may mean
the coming one; in Korean and Japanese a day of the month without its month ("25일"), which there means the
latest such day. All other relative words keep the sentence out. In other languages nothing is known
about days: what they say of "yesterday" cannot be judged and such a sentence may stand as it is.
Words that are joined to particles or the article are anchored as far as the script allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from stories.summarising.day_words import ARABIC, LANGUAGES, Language
from stories.summarising.wording import outside_quotes

MOST_DAYS = 20
"""No sentence names more days; the bound keeps the time linear."""
Found = tuple[int, str, date, bool, bool, date | None]
"""Offset behind the word, bracket, first day, whether it is future, whether it is one day, last day of a period."""


def resolve(text: str, published: date, language: str) -> tuple[Found, ...] | None:
    """Resolve the relative days of a folded sentence; None when one of them stays open."""
    known = LANGUAGES.get(language)
    if known is None:
        return ()
    patterns = _patterns(language)
    outside = outside_quotes(text)
    found: list[Found] = []
    taken = bytearray(len(text) + 1)
    for pattern, read in patterns.readers:
        for number, match in enumerate(pattern.finditer(text)):
            if number == MOST_DAYS:
                return None
            if 1 in taken[match.start() : match.end()]:
                continue
            if outside[match.start()] != text[match.start()]:
                return None  # a day in somebody's own words is theirs
            resolved = read(match, text, published)
            if resolved is None:
                return None
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            if resolved[1]:
                found.append(resolved)
    blocked = patterns.blocked.search(outside)
    while blocked:
        if 1 not in taken[blocked.start() : blocked.end()]:
            return None
        blocked = patterns.blocked.search(outside, blocked.end())
    return tuple(sorted(found))


def absolute_days(text: str, published: date, language: str) -> tuple[date, ...]:
    """Days a folded sentence names with their month; without a year, the year that is nearest."""
    known = LANGUAGES.get(language)
    if known is None:
        return ()
    found = []
    for match in _patterns(language).absolute.finditer(text):
        month = known.months.index(match["month"]) + 1 if known.months else int(match["m"])
        years = [int(match["y"])] if match["y"] else [published.year + step for step in (-1, 0, 1)]
        days = [day for day in (_day(year, month, int(match["d"])) for year in years) if day]
        if days:
            found.append(min(days, key=lambda day: abs((day - published).days)))
    return tuple(found)


def has_future_cue(text: str, language: str) -> bool:
    """Whether a folded sentence speaks of something planned; False in a language without a list."""
    return language in LANGUAGES and _patterns(language).future.search(text) is not None


Reader = Callable[[re.Match[str], str, date], Found | None]


@dataclass(frozen=True, slots=True)
class _Patterns:
    readers: tuple[tuple[re.Pattern[str], Reader], ...]
    blocked: re.Pattern[str]
    future: re.Pattern[str]
    absolute: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    known = LANGUAGES[language]
    absolute = re.compile(known.absolute.replace("MONTHS", "|".join(known.months)))
    return _Patterns(
        readers=tuple(_readers(known, absolute)),
        blocked=_anchored(known, known.blocked),
        future=re.compile(known.future),
        absolute=absolute,
    )


def _readers(known: Language, absolute: re.Pattern[str]) -> Iterator[tuple[re.Pattern[str], Reader]]:
    yield _with_weekday(known, absolute), lambda match, text, published: (0, "", published, False, True, None)
    for words, days in known.near.items():
        yield _anchored(known, words, known.tail), _near_reader(known, days)
    for words, (unit, step) in known.periods.items():
        yield _anchored(known, words), _period_reader(known, unit, step)
    if known.weekdays:
        weekday = rf"(?P<weekday>{'|'.join(known.weekdays)}){known.tail}"
        yield re.compile(rf"(?<!\w){weekday}(?!\w)"), _weekday_reader(known)
    if known.bare_day:
        yield re.compile(known.bare_day + known.tail), _bare_day_reader(known, absolute)


def _with_weekday(known: Language, absolute: re.Pattern[str]) -> re.Pattern[str]:
    """A day with its month, and the weekday before it if there is one: "lundi 15 décembre" needs no bracket."""
    if not known.weekdays:
        return absolute
    weekday = rf"(?<!\w)(?:{'|'.join(known.weekdays)}){known.tail},? (?:den |dem |le |el |día )?\(?"
    return re.compile(f"(?:{weekday})?{absolute.pattern}")


def _anchored(known: Language, words: str, tail: str = "") -> re.Pattern[str]:
    flags = re.IGNORECASE if known.months and known is not ARABIC else 0
    return re.compile(f"{known.before}(?:{words}){tail}{known.after}", flags)


def _near_reader(known: Language, days: int) -> Reader:
    def read(match: re.Match[str], text: str, published: date) -> Found:
        day = published + timedelta(days=days)
        return match.end(), show(known, day, published), day, days > 0, True, None

    return read


def _period_reader(known: Language, unit: str, step: int) -> Reader:
    def read(match: re.Match[str], text: str, published: date) -> Found:
        if unit == "year":
            year = published.year + step
            label = f"[{known.year.format(y=year)}]"
            return match.end(), label, date(year, 1, 1), step > 0, False, date(year, 12, 31)
        total = published.year * 12 + published.month - 1 + step
        first = date(total // 12, total % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return match.end(), f"[{_filled(known, known.month, first)}]", first, step > 0, False, last

    return read


def _weekday_reader(known: Language) -> Reader:
    past, past_after = re.compile(known.past_before), re.compile(known.past_after)
    future = re.compile(known.future)

    def read(match: re.Match[str], text: str, published: date) -> Found | None:
        is_over = past.search(text[max(0, match.start() - 160) : match.start()]) or (
            match.start() < 4 and past_after.match(text, match.end())
        )
        back = (published.weekday() - known.weekdays.index(match["weekday"])) % 7
        if back == 6 or future.search(text) or not is_over:
            return None
        day = published - timedelta(days=back)
        return match.end(), show(known, day, published), day, False, True, None

    return read


def _bare_day_reader(known: Language, absolute: re.Pattern[str]) -> Reader:
    future = re.compile(known.future)

    def read(match: re.Match[str], text: str, published: date) -> Found | None:
        if absolute.search(text, 0, match.start()):
            return 0, "", published, False, True, None  # "3월 21일과 22일": the month was named
        if future.search(text) or re.search("(?:지난달|이달|이번 달|다음 달|내달|先月|今月|来月|上月|本月|下月)", text):
            return None
        number = int(match["d"])
        if number == (published + timedelta(days=1)).day:
            return None  # tomorrow by the article's date: its own clock may run ahead of ours
        day = _day(published.year, published.month, number)
        if day is None or day > published:
            before = published.replace(day=1) - timedelta(days=1)
            day = _day(before.year, before.month, number)
        return None if day is None else (match.end(), show(known, day, published), day, False, True, None)

    return read


def show(known: Language, day: date, published: date) -> str:
    """A day in brackets as readers of the language write it; the year where it is not the article's."""
    return f"[{_filled(known, known.day if day.year == published.year else known.day_and_year, day)}]"


def _filled(known: Language, form: str, day: date) -> str:
    month = known.months[day.month - 1] if known.months else ""
    return form.format(d=day.day, m=day.month, month=month, y=day.year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
