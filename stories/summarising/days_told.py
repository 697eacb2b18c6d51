"""What a passage says of when, as words.

"On Sunday" in a report of October 4 says "October 4"; what it tells of no other month was "in October".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from stories.summarising.day_words import LANGUAGES
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence
from stories.summarising.reldates import MONTHS, SHORT
from stories.summarising.vocabulary import WEEKDAYS
from stories.summarising.wording import stems


def days_told(matter: Matter, row: int, others: Sequence[int]) -> frozenset[date]:
    """The days that these other rows name together, where the row may name one of them.

    Nothing for an English row without a day of the month: there months and weekdays are no words of a claim.
    """
    if not may_name_a_day(matter.rows[row][1]):
        return frozenset()
    return frozenset[date]().union(*(matter.days(other) for other in others))


@lru_cache(maxsize=8192)
def may_name_a_day(sentence: PreparedSentence) -> bool:
    """Whether words of the sentence's claim may mean a day."""
    return sentence.language != "en" or any(figure.kind == "day" for figure in sentence.figures)


def words_of_time(matter: Matter, row: int, others: Sequence[int], told: frozenset[date]) -> frozenset[str]:
    """Stems of the words by which a row may mean one of these days, and of the month in which others were published.

    The month of publication says when, unless they name days of another one.
    """
    language = matter.rows[row][1].language
    found = words_of_days(told, language) if told else frozenset[str]()
    if language == "en":
        return found
    published = matter.article(others[0]).published_at.date()
    if all((day.year, day.month) == (published.year, published.month) for day in told):
        found |= words_of_month(published.replace(day=1), language)
    return found


@lru_cache(maxsize=1024)
def words_of_month(day: date, language: str) -> frozenset[str]:
    """Stems of the name of the month of this day, and of its year."""
    known = LANGUAGES.get(language)
    months = known.months if known else (*MONTHS, *SHORT)
    return frozenset(stems(" ".join([str(day.year), *months[day.month - 1 :: 12]]), language))


@lru_cache(maxsize=4096)
def words_of_days(days: frozenset[date], language: str) -> frozenset[str]:
    """Stems of the words by which a sentence may name one of these days: month, weekday, day of the month, year."""
    known = LANGUAGES.get(language)
    months = known.months if known else (*MONTHS, *SHORT)
    weekdays = known.weekdays if known else WEEKDAYS
    found: list[str] = []
    for day in sorted(days):
        found += [str(day.day), str(day.year), *months[day.month - 1 :: 12], *weekdays[day.weekday() :: 7]]
    return frozenset(stems(" ".join(found), language))
