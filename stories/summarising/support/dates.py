"""Rule V2: every date stands in a cited passage, both normalised against that article's own date.

A date of the sentence passes when it equals one of the passage, or is coarser and contains it ("in February" for
"on Tuesday"). A weekday beside a date must be that date's weekday. Month names, weekdays and relative words are
English; ISO dates and years are read in any language, other dates there are numbers (rule V1).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stories.summarising.folding import fold
from stories.summarising.request import Evidence
from stories.summarising.support.verdict import Finding, span_of, spans_of
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
    rf"|\b(?:{AHEAD})[ -](?P<m4>{MONTH})(?!\w)"
    rf"|\b(?P<weekday>{DAYS})\b"
    r"|\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night)\b"
    r"|\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)\b"
    rf"|(?<![\w.,$€£-])(?P<year>{YEAR})(?![\w%]|[.,]\d| (?:people|won|dollars|euros|tons|tonnes)\b)"
)
BESIDE = re.compile(rf"\b({DAYS}),? (?:on )?[\[(]?({MONTH}) (\d{{1,2}})(?:,? ((?:19|20|21)\d\d))?\b")
NO_DATE = date(2000, 6, 15)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as words, and the days it may mean: first and last of each reading."""

    shown: str
    readings: tuple[tuple[date, date], ...]
    weekday: int | None = None


def mentions(text: str, published: date) -> tuple[Mention, ...]:
    """The dates a folded text names, read on the day it was published."""
    found = (_read(match, published) for match in MENTION.finditer(text))
    return tuple(mention for mention in found if mention is not None)


def date_findings(text: str, evidence: Sequence[Evidence], published: Mapping[str, datetime]) -> list[Finding]:
    """V2: every date of the text is, or contains, a date of a cited passage."""
    folded = fold(text)
    if not MENTION.search(folded):
        return []
    findings = _weekdays_beside_dates(folded, evidence, published)
    lacking: dict[str, list[Finding]] = {}
    for cited in evidence:
        anchor = anchor_of(cited, published) or NO_DATE
        given = tuple(dict.fromkeys(mentions(fold(cited.quote), anchor)))
        for mention in dict.fromkeys(mentions(folded, anchor)):
            held = any(carries_date(mention, other) for other in given)
            found = [] if held else [_lacks(mention, given, cited)]
            lacking[mention.shown] = found if mention.shown not in lacking else lacking[mention.shown] and found
    findings.extend(found[0] for found in lacking.values() if found)
    return findings or [Finding("V2", True, "every date stands in a cited passage")]


def anchor_of(cited: Evidence, published: Mapping[str, datetime]) -> date | None:
    """The day on which the cited article was published, as known by its key or its snapshot."""
    when = published.get(cited.article) or published.get(cited.snapshot)
    return None if when is None else when.date()


def carries_date(wanted: Mention, given: Mention) -> bool:
    """Whether the given date is the wanted one, or lies inside it."""
    if wanted.weekday is not None:
        days = [low for low, high in given.readings if low == high]
        return given.weekday == wanted.weekday or (
            given.weekday is None and any(day.weekday() == wanted.weekday for day in days)
        )
    return any(low <= first and last <= high for low, high in wanted.readings for first, last in given.readings)


def _lacks(mention: Mention, given: Sequence[Mention], cited: Evidence) -> Finding:
    spans = (span_of(cited),)
    if not given:
        return Finding("V2", False, f"no cited passage gives the date {mention.shown}", spans)
    nearest = min(given, key=lambda other: _apart(mention, other))
    return Finding("V2", False, f"the article says {nearest.shown}, the sentence says {mention.shown}", spans)


def _apart(mention: Mention, other: Mention) -> tuple[bool, int]:
    is_other_kind = (mention.weekday is None) != (other.weekday is None)
    return is_other_kind, min(abs((a - b).days) for a, _ in mention.readings for b, _ in other.readings)


def _weekdays_beside_dates(text: str, evidence: Sequence[Evidence], published: Mapping[str, datetime]) -> list[Finding]:
    anchors = [anchor for cited in evidence if (anchor := anchor_of(cited, published))]
    found = []
    for weekday, month, day, year in BESIDE.findall(text):
        if not year and not anchors:
            continue
        meant = _day(month, int(day), int(year) if year else None, anchors[0] if anchors else NO_DATE)
        if meant is not None and WEEKDAYS[meant.weekday()] != weekday:
            reason = f"{month} {day} is a {WEEKDAYS[meant.weekday()]}, the sentence says {weekday}"
            found.append(Finding("V2", False, reason, spans_of(evidence)))
    return found


def _read(match: re.Match[str], published: date) -> Mention | None:
    shown = match.group()
    if match["weekday"]:
        return _weekday(shown, WEEKDAYS.index(match["weekday"]), published)
    if match["near"]:
        step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        return _span(shown, published + timedelta(days=step))
    if match["which"]:
        return _period(shown, match["unit"], {"last": -1, "this": 0, "next": 1}[match["which"].lower()], published)
    if match["iso"]:
        return _span(shown, _safe(int(match["iy"]), int(match["im"]), int(match["id"])))
    if match["year"]:
        return Mention(shown, ((date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)),))
    if match["m3"]:
        return _month(shown, int(match["y3"]), _number(match["m3"]))
    if match["m4"]:
        return _months(shown, _number(match["m4"]), published)
    year = match["y1"] or match["y2"]
    day = _day(match["m1"] or match["m2"], int(match["d1"] or match["d2"]), int(year) if year else None, published)
    return _span(shown, day)


def _span(shown: str, day: date | None) -> Mention | None:
    return None if day is None else Mention(shown, ((day, day),))


def _weekday(shown: str, weekday: int, published: date) -> Mention:
    back = published - timedelta(days=(published.weekday() - weekday) % 7)
    ahead = back + timedelta(days=7)
    return Mention(shown, ((back, back), (ahead, ahead)), weekday)


def _period(shown: str, unit: str, step: int, published: date) -> Mention:
    if unit == "year":
        year = published.year + step
        return Mention(shown, ((date(year, 1, 1), date(year, 12, 31)),))
    if unit == "month":
        total = published.year * 12 + published.month - 1 + step
        return _month(shown, total // 12, total % 12 + 1)
    monday = published + timedelta(days=7 * step - published.weekday())
    return Mention(shown, ((monday, monday + timedelta(days=6)),))


def _month(shown: str, year: int, month: int) -> Mention:
    return Mention(shown, ((date(year, month, 1), date(year, month, monthrange(year, month)[1])),))


def _months(shown: str, month: int, published: date) -> Mention:
    """A month without a year: the ones about the article's date."""
    near = [_month(shown, published.year + step, month).readings[0] for step in (-1, 0, 1)]
    return Mention(shown, tuple(near))


def _day(month: str, day: int, year: int | None, published: date) -> date | None:
    """The day meant; without a year, the one nearest to the article's date."""
    years = [year] if year is not None else [published.year - 1, published.year, published.year + 1]
    days = [found for each in years if (found := _safe(each, _number(month), day))]
    return min(days, key=lambda found: abs((found - published).days), default=None)


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.rstrip(".")[:3]))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
