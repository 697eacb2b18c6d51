"""The dates that a sentence of any language names: German, French, Spanish, Arabic, Korean, Japanese and Chinese ones.

Years and ISO dates are read in every language, as ``days_named`` reads them. Words for days and the forms of dates are
those of ``day_words``; of other languages' dates only the numbers are compared (rule V1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from stories.summarising.day_words import LANGUAGES, Language
from stories.summarising.support.days_named import (
    Mention,
    day_or_none,
    mentions,
    months_near,
    one_day,
    period_near,
    weekday_near,
    whole_month,
)

KOREAN_DAYS = tuple(f"{day}요일" for day in "월화수목금토일")
MOST = 40
"""Dates of one sentence that are read; the bound keeps the time linear."""
Reader = Callable[[re.Match[str], date], Mention | None]


def dates_named(text: str, published: date, language: str) -> tuple[Mention, ...]:
    """The dates a folded text of this language ("de", "de-AT") names, read on the day it was published."""
    primary = language.partition("-")[0].lower()
    found = mentions(text, published)
    return found if primary not in LANGUAGES else (*found, *_abroad(text, published, primary))


def _abroad(text: str, published: date, language: str) -> Iterator[Mention]:
    taken = bytearray(len(text) + 1)
    count = 0
    for pattern, read in _readers(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            count += 1
            mention = None if count > MOST or 1 in taken[start:end] else read(match, published)
            if mention is not None:
                taken[start:end] = b"\x01" * (end - start)
                yield mention


@lru_cache(maxsize=16)
def _readers(language: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple(_made(LANGUAGES[language]))


def _made(known: Language) -> Iterator[tuple[re.Pattern[str], Reader]]:
    months = "|".join(known.months)
    yield re.compile(known.absolute.replace("MONTHS", months)), _day_reader(known)
    if known.months:
        yield re.compile(rf"{known.before}(?P<month>{months})(?!\w)(?: (?:de |del )?(?P<y>\d{{4}}))?"), _month_of(known)
    for words, days in known.near.items():
        yield _anchored(known, words), _near_reader(days)
    for words, (unit, step) in known.periods.items():
        yield _anchored(known, words), _period_reader(unit, step)
    weekdays = known.weekdays or (KOREAN_DAYS if known is LANGUAGES["ko"] else ())
    if weekdays:
        yield _anchored(known, rf"(?P<weekday>{'|'.join(weekdays)})"), _weekday_reader(weekdays)


def _anchored(known: Language, words: str) -> re.Pattern[str]:
    return re.compile(f"{known.before}(?:{words}){known.after}", re.IGNORECASE)


def _day_reader(known: Language) -> Reader:
    def read(match: re.Match[str], published: date) -> Mention | None:
        month = known.months.index(match["month"]) + 1 if known.months else int(match["m"])
        years = [int(match["y"])] if match["y"] else [published.year + step for step in (-1, 0, 1)]
        days = [day for year in years if (day := day_or_none(year, month, int(match["d"])))]
        return one_day(match.group(), min(days, key=lambda day: abs((day - published).days), default=None))

    return read


def _month_of(known: Language) -> Reader:
    def read(match: re.Match[str], published: date) -> Mention | None:
        month = known.months.index(match["month"]) + 1
        if match["y"]:
            year = int(match["y"])
            return whole_month(match.group(), year, month) if year else None
        return months_near(match.group(), month, published)

    return read


def _near_reader(days: int) -> Reader:
    return lambda match, published: one_day(match.group(), published + timedelta(days=days))


def _period_reader(unit: str, step: int) -> Reader:
    return lambda match, published: period_near(match.group(), unit, step, published)


def _weekday_reader(weekdays: tuple[str, ...]) -> Reader:
    numbers: Mapping[str, int] = {day.lower(): number for number, day in enumerate(weekdays)}
    return lambda match, published: weekday_near(match.group(), numbers[match["weekday"].lower()], published)
