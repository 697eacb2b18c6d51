"""Relative days ("on Tuesday", "yesterday", "last month") resolved against the article's date.

What can be resolved is shown in brackets behind the word and recorded as an operation, at the head of
a sentence too ("Yesterday [Aug 28], the Queen ..."): a sub-editor would rather move the day, but then the
words were no longer the source's. What cannot be resolved (an ambiguous "last Friday", "over the
weekend", "now", an hour without its day, a day inside somebody's quoted words) keeps the sentence out of
the summary. This module is English; ``days_abroad`` has the other languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from stories.summarising import days_abroad
from stories.summarising.folding import fold_map
from stories.summarising.vocabulary import MONTH_NAMES, SPEECH, WEEKDAYS
from stories.summarising.wording import outside_quotes, primary_language

MONTHS = MONTH_NAMES.split("|")
SHORT = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
PART = r"(?: (?:morning|afternoon|evening|night))?(?:'s)?"
DAY_NAMES = "|".join(WEEKDAYS)

RELATIVE = re.compile(
    rf"\b(?P<weekday>(?:{DAY_NAMES}){PART})(?!\w)"
    rf"|\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening)"
    rf"|[Ll]ast night){PART}(?!\w)"
    r"|\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)(?:'s)?(?!\w)"
    rf"|\b(?P<whichmonth>[Ll]ast|[Tt]his|[Nn]ext) (?P<month>{MONTH_NAMES})(?:'s)?(?!\w)"
)
_DAYS = DAY_NAMES.lower()
_TIMES = "hours|days|weeks|months|years"
UNRESOLVED = re.compile(  # for lower case; each alternative begins with a letter, so most places are passed over
    rf"\b(?:(?:last|next|this|previous|following|that|coming|past|the other) (?:{_DAYS}|weekend|quarter|spring"
    rf"|summer|autumn"
    r"|fall|winter|decade|season|term|session|fortnight|century|past|coming|time last)\b"
    r"|(?:the|this|last|next|over|a) (?:\w+ )?weekend\b(?! of)|ago\b|in the (?:coming|past|last|next|meantime|near) "
    r"|(?:past|last|next|coming|recent|previous|following) (?:few|several|couple|\d+|two|three|four|five|six|seven"
    r"|ten|dozen"
    rf"|{_TIMES})\b"
    r"|earlier in the (?:day|week|month|year)|so far\b|to date\b|these days\b|from now\b|right now\b|just now\b"
    r"|until now\b"
    r"|the (?:previous|following|next|same|other) (?:day|morning|afternoon|evening|night|week|month|year)\b"
    r"|the (?:day|night|week|month|year) (?:before|after)(?=[.,;]|$)|on the day\b(?! (?:of|after|before|that|when|it"
    r"|they))"
    r"|(?:day|week|month|year|hour|minute)s? (?:later|earlier)\b(?! than)"
    r"|(?:day|week|month|year|hour|minute)s? (?:on|after|before)(?=[.,;)]|$| (?:that|this)\b)"
    r"|within (?:\w+ )?(?:hours|days|weeks|months)\b(?! of| after)"
    r"|now\b|currently\b|nowadays\b|recently\b|lately\b|soon\b|imminent|already under way|shortly\b(?! after| before)"
    r"|at present\b(?! prices)|at the moment\b|at this (?:point|stage)\b|for now\b|as yet\b|up to now\b"
    r"|until (?:morning|dawn|evening|nightfall)\b"
    rf"|on the \d{{1,2}}(?:st|nd|rd|th)\b(?! [a-z])|(?:on|by|since|until) the (?:{_DAYS})\b"
    rf"|(?:{_DAYS}) (?:to|through|until) (?:{_DAYS})\b|(?:later|earlier) today\b)"
)
OVERNIGHT = re.compile(
    r"(?<!stayed )(?<!stay )(?<!kept )\bovernight\b(?! (?:stay|train|ferry|bus|flight|shift|bag|accommodation|rate))"
)
HABITUAL_BEFORE = re.compile(
    r"\b(?:every|each|any|an?|one|most|some|per|alternate|first|second|third|final) $", re.IGNORECASE
)
FIXED_NAME = re.compile(r"\b(?:Super|Black|Good|Ash|Bloody|Cyber|Giving|Easter|Palm|Holy|Maundy|Shrove|Fat|Whit) $")
FIXED_TAIL = re.compile(
    r" (?:Times|Telegraph|Mirror|Express|Mail|Night|Post|Club|School|League|Herald|Tribune|paper|papers|newspapers?"
    r"|roast"
    r"|lunch|service|school|best|people|worship)\b"
)
HOUR = re.compile(r"\d(?<![\d:].)\d?(?:(?:[:.]\d\d)? ?[ap]\.?m\b|:\d\d(?![\d:]))")
HOUR_IN_WORDS = re.compile(
    r"[abu](?<=\b.)(?:(?<=a)t|(?<=a)fter|(?<=b)y|(?<=b)efore|(?<=u)ntil) (?:noon|midnight"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock|(?=[.,;])))"
)
DAILY = re.compile(
    r"\b(?:every|each|daily|nightly|weekdays?|weekends|days a week|a day|usually|always)\b|\d-\d", re.IGNORECASE
)
MOST_DAYS = 20  # no sentence names more; each looks at the words around it, so a bound keeps the time linear
MEETING_FOR = re.compile(
    r"\b(?:called|set|scheduled|booked|planned|slated|arranged|convened|tabled|fixed)\b[^.;]{0,60}\b(?:for|on) $"
)
DATED = re.compile(rf",? \(?(?:the )?(?:{MONTH_NAMES}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|\d)|,? \[")
FUTURE = re.compile(
    r"\b(?:will|shall|would|may|might|could|is to|are to|was to|were to|due(?! to (?:the|a|an|its|his|her|their"
    r"|[A-Z]))|scheduled|slated|set to|expected to|expects?|plans? to|planned|upcoming|"
    r"ahead of|is going to|intends? to)\b"
)
PAST = re.compile(
    rf"\b(?:\w{{2,}}ed|{SPEECH}|held|won|met|made|came|took|gave|began|went|was|were|had|lost|left|shot|broke)\b"
)
AMBIGUOUS_BEFORE = re.compile(r"\b(?:by|until|till|before|through|last|next|this) $")
ABSOLUTE = re.compile(
    rf"\b(?P<m>{MONTH_NAMES}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.? (?P<d>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?:,? (?P<y>\d{{4}}))?"
    rf"|\b(?P<d2>\d{{1,2}}) (?P<m2>{MONTH_NAMES})\b(?: (?P<y2>\d{{4}}))?"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A relative word that ends at folded offset ``at``, its bracket, and the day it means.

    A period has ``is_day`` false, its first day as ``day`` and its last as ``until``.
    """

    at: int
    inserted: str
    day: date
    is_future: bool
    is_day: bool = True
    until: date | None = None


@lru_cache(maxsize=8192)
def resolve(text: str, published: date, language: str) -> tuple[Resolution, ...] | None:
    """Resolve every relative day of a folded sentence; None when one of them cannot be resolved."""
    language = primary_language(language)
    if language != "en":
        found = days_abroad.resolve(text, published, language)
        return None if found is None else tuple(Resolution(*fields) for fields in found)
    outside = outside_quotes(text)
    low = outside.lower()
    if UNRESOLVED.search(low) or ("overnight" in low and OVERNIGHT.search(low)):
        return None
    resolutions: list[Resolution] = []
    for number, match in enumerate(RELATIVE.finditer(text)):
        if number == MOST_DAYS:
            return None
        if _is_no_date(text, match):
            continue
        if text[: match.start()].count('"') % 2:
            return None  # a day in somebody's own words is theirs
        resolved = _resolve(text, match, published)
        if resolved is None:
            return None
        resolutions.append(resolved)
    is_timed = not resolutions and (HOUR.search(outside) or HOUR_IN_WORDS.search(outside))
    if is_timed and not (DAILY.search(outside) or ABSOLUTE.search(text)):
        return None  # "runs to 6 a.m.": of which day?
    return tuple(resolutions)


def _is_no_date(text: str, match: re.Match[str]) -> bool:
    if match["weekday"] is None:
        return False
    return bool(
        FIXED_NAME.search(text[: match.start()])
        or HABITUAL_BEFORE.search(text[: match.start()])
        or FIXED_TAIL.match(text, match.end())
        or DATED.match(text, match.end())
    )


def _resolve(text: str, match: re.Match[str], published: date) -> Resolution | None:
    if match["weekday"]:
        return _weekday(text, match, published)
    if match["near"]:
        word = match["near"].lower()
        days = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
        day = published + timedelta(days=days)
        return Resolution(match.end(), f"[{show(day, published)}]", day, days > 0)
    which = (match["which"] or match["whichmonth"]).lower()
    step = {"last": -1, "this": 0, "next": 1}[which]
    if match["month"]:
        return _named_month(match, published, step)
    return _period(match, published, step)


def _weekday(text: str, match: re.Match[str], published: date) -> Resolution | None:
    is_future = _is_future(text, match)
    if is_future is None:
        return None
    name = re.match(DAY_NAMES, match["weekday"])
    assert name is not None
    back = (published.weekday() - WEEKDAYS.index(name.group())) % 7
    if back == 6 and not is_future:
        return None  # tomorrow by the article's date: its own clock may run ahead of ours
    day = published + timedelta(days=(7 - back) % 7) if is_future else published - timedelta(days=back)
    return Resolution(match.end(), f"[{show(day, published)}]", day, is_future)


def _is_future(text: str, match: re.Match[str]) -> bool | None:
    """Whether the weekday belongs to something planned; None where both readings are possible.

    A cue before the day ("will", "due") makes it future unless a past verb stands between them; a cue
    behind it does so when nothing past stands before: "On Friday, the council will vote".
    """
    before = text[: match.start()]
    if MEETING_FOR.search(before) and not before.endswith("on "):
        return True
    if before.endswith((" for ", " the ", " that ")):
        return None
    bounded = AMBIGUOUS_BEFORE.search(before) is not None
    cues = [cue.end() for cue in FUTURE.finditer(before)]
    pasts = [verb.end() for verb in PAST.finditer(before) if not FUTURE.fullmatch(verb.group())]
    if cues:
        if bounded or not pasts or pasts[-1] < cues[-1]:
            return None if re.search(r"\b(?:last|next|this) $", before) else True
        return None
    if bounded:
        return None
    cue = FUTURE.search(text, match.end())
    if cue is None or pasts:
        return False
    return PAST.search(text, match.end(), cue.start()) is None


def _named_month(match: re.Match[str], published: date, step: int) -> Resolution:
    month = MONTHS.index(match["month"]) + 1
    year = published.year
    if step < 0 and month >= published.month:
        year -= 1
    if step > 0 and month <= published.month:
        year += 1
    first = date(year, month, 1)
    return Resolution(match.end(), f"[{year}]", first, step > 0, False, _month_end(first))


def _period(match: re.Match[str], published: date, step: int) -> Resolution:
    if match["unit"] == "year":
        year = published.year + step
        return Resolution(match.end(), f"[{year}]", date(year, 1, 1), step > 0, False, date(year, 12, 31))
    if match["unit"] == "month":
        total = published.year * 12 + published.month - 1 + step
        day = date(total // 12, total % 12 + 1, 1)
        return Resolution(match.end(), f"[{SHORT[day.month - 1]} {day.year}]", day, step > 0, False, _month_end(day))
    monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
    label = f"[week of {show(monday, published)}]"
    return Resolution(match.end(), label, monday, step > 0, False, monday + timedelta(days=6))


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def show(day: date, published: date) -> str:
    """A day as readers see it; the year is said where it is not the article's."""
    label = f"{SHORT[day.month - 1]} {day.day}"
    return label if day.year == published.year else f"{label}, {day.year}"


def with_brackets(text: str, resolutions: tuple[Resolution, ...]) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """Insert the brackets and record each: ``at`` is the bracket's offset in the new text."""
    if not resolutions:
        return text, ()
    folded = fold_map(text)
    pieces: list[str] = []
    operations: list[Mapping[str, Any]] = []
    done = length = 0
    for resolution in resolutions:
        stop = folded.ends[resolution.at - 1]
        pieces.append(text[done:stop] + " " + resolution.inserted)
        length += stop - done + 1
        operations.append({"op": "resolve_date", "at": length, "inserted": resolution.inserted})
        length += len(resolution.inserted)
        done = stop
    return "".join([*pieces, text[done:]]), tuple(operations)


@lru_cache(maxsize=8192)
def absolute_days(text: str, published: date, language: str = "en") -> tuple[date, ...]:
    """Days a folded sentence names by month and day; without a year, the year that is nearest."""
    if primary_language(language) != "en":
        return days_abroad.absolute_days(text, published, primary_language(language))
    found: list[date] = []
    for match in ABSOLUTE.finditer(text):
        month = next(
            number for number, name in enumerate(MONTHS, 1) if name.startswith((match["m"] or match["m2"])[:3])
        )
        year = match["y"] or match["y2"]
        years = [int(year)] if year else [published.year - 1, published.year, published.year + 1]
        days = [day for day in (_day(y, month, int(match["d"] or match["d2"])) for y in years) if day]
        if days:
            found.append(min(days, key=lambda day: abs((day - published).days)))
    return tuple(found)


def days_named(
    text: str, published: date, resolutions: tuple[Resolution, ...], language: str = "en"
) -> tuple[date, ...]:
    """Single days a folded sentence speaks of, relative ones first."""
    return (*(found.day for found in resolutions if found.is_day), *absolute_days(text, published, language))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def has_future_cue(text: str, language: str = "en") -> bool:
    """Whether a sentence speaks of something planned."""
    if primary_language(language) != "en":
        return days_abroad.has_future_cue(text, primary_language(language))
    return FUTURE.search(text) is not None


def has_past_verb(text: str) -> bool:
    """Whether an English sentence reports something done."""
    return PAST.search(text) is not None
