"""The dates that an English sentence names, each with the days it may mean. Other languages: ``days_named_abroad``."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from stories.summarising.vocabulary import MONTH_NAMES, WEEKDAYS

MONTHS = MONTH_NAMES.split("|")
MONTH = rf"(?:{MONTH_NAMES}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
DAYS = "|".join(WEEKDAYS)
YEAR = r"(?:1[5-9]|20|21)\d\d"
AHEAD = r"[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Nn]ext|[Tt]his|of|from|to"
MENTION = re.compile(
    rf"\b(?P<iso>(?P<iy>{YEAR})-(?P<im>\d\d)-(?P<id>\d\d))\b"
    rf"|\b(?P<m1>{MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|,\d{{3}}|\.\d)(?:,? (?P<y1>{YEAR})\b)?"
    rf"|(?<![\w.,$])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{MONTH})(?!\w)(?:,? (?P<y2>{YEAR})\b)?"
    rf"|\b(?P<m3>{MONTH}),? (?P<y3>{YEAR})\b"
    rf"|\b(?:{AHEAD})[ -](?P<m4>{MONTH})(?!\w|,? \d)"
    rf"|\b(?P<weekday>{DAYS})\b"
    r"|\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night)\b"
    r"|\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)\b"
    rf"|(?<![\w.,$€£-])(?P<year>{YEAR})(?![\w%]|[.,]\d"
    r"| (?:people|won|dollars|euros|tons|tonnes|crore|lakh|million|billion)\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as words, and the days it may mean: first and last of each reading."""

    shown: str
    readings: tuple[tuple[date, date], ...]
    weekday: int | None = None


def mentions(text: str, published: date) -> tuple[Mention, ...]:
    """The dates a folded English text names, read on the day it was published."""
    found = (_read(match, published) for match in MENTION.finditer(text))
    return tuple(mention for mention in found if mention is not None)


def _read(match: re.Match[str], published: date) -> Mention | None:
    shown = match.group()
    if match["weekday"]:
        return weekday_near(shown, WEEKDAYS.index(match["weekday"]), published)
    if match["near"]:
        step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        return one_day(shown, published + timedelta(days=step))
    if match["which"]:
        return period_near(shown, match["unit"], {"last": -1, "this": 0, "next": 1}[match["which"].lower()], published)
    if match["iso"]:
        return one_day(shown, day_or_none(int(match["iy"]), int(match["im"]), int(match["id"])))
    if match["year"]:
        return Mention(shown, ((date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)),))
    if match["m3"]:
        return whole_month(shown, int(match["y3"]), month_number(match["m3"]))
    if match["m4"]:
        return months_near(shown, month_number(match["m4"]), published)
    year = match["y1"] or match["y2"]
    day = day_near(match["m1"] or match["m2"], int(match["d1"] or match["d2"]), int(year) if year else None, published)
    return one_day(shown, day)


def one_day(shown: str, day: date | None) -> Mention | None:
    """A mention of one day, if there is such a day."""
    return None if day is None else Mention(shown, ((day, day),))


def weekday_near(shown: str, weekday: int, published: date) -> Mention:
    """A weekday, 0 for Monday: the last such day, the day itself included, and the next."""
    back = published - timedelta(days=(published.weekday() - weekday) % 7)
    ahead = back + timedelta(days=7)
    return Mention(shown, ((back, back), (ahead, ahead)), weekday)


def period_near(shown: str, unit: str, step: int, published: date) -> Mention:
    """A week, month or year, ``step`` of them from the article's."""
    if unit == "year":
        year = published.year + step
        return Mention(shown, ((date(year, 1, 1), date(year, 12, 31)),))
    if unit == "month":
        total = published.year * 12 + published.month - 1 + step
        return whole_month(shown, total // 12, total % 12 + 1)
    monday = published + timedelta(days=7 * step - published.weekday())
    return Mention(shown, ((monday, monday + timedelta(days=6)),))


def whole_month(shown: str, year: int, month: int) -> Mention:
    """All days of a month, 1 to 12."""
    return Mention(shown, ((date(year, month, 1), date(year, month, monthrange(year, month)[1])),))


def months_near(shown: str, month: int, published: date) -> Mention:
    """A month without a year: the ones about the article's date."""
    near = [whole_month(shown, published.year + step, month).readings[0] for step in (-1, 0, 1)]
    return Mention(shown, tuple(near))


def day_near(month: str, day: int, year: int | None, published: date) -> date | None:
    """The day meant; without a year, the one nearest to the article's date."""
    years = [year] if year is not None else [published.year - 1, published.year, published.year + 1]
    days = [found for each in years if (found := day_or_none(each, month_number(month), day))]
    return min(days, key=lambda found: abs((found - published).days), default=None)


def month_number(month: str) -> int:
    """9 of "September", "Sept." and "Sep"."""
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.rstrip(".")[:3]))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
