"""The day of its report behind a sentence that names no day, once the story has moved on: "[reported Feb 6]".

"The drilling would take three days" is read as today's news. What the article's own date says is always true of it:
that this was reported then. The stamp stands before the full stop, or behind a closing quotation mark, and is recorded
as an operation ``reported``, so that the check can compute it again (rule V2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stories.summarising.day_words import LANGUAGES
from stories.summarising.reldates import show
from stories.summarising.vocabulary import MONTH_NAMES
from stories.summarising.wording import primary_language

Operation = Mapping[str, Any]

MOVED_ON_DAYS = 3
FORMS = {
    "en": "[reported {}]",
    "de": "[berichtet am {}]",
    "fr": "[rapporté le {}]",
    "es": "[informado el {}]",
    "ar": "[نُشر في {}]",
    "ko": "[{} 보도]",
    "ja": "[{}報道]",
    "zh": "[{}报道]",
}
OTHERWISE = "[{}]"  # with the day as ISO 8601 has it
STAMP = re.compile(
    " (?:"
    + "|".join(re.escape(form).replace(r"\{\}", r"[^\[\]]{2,24}") for form in FORMS.values())
    + r"|\[\d{4}-\d\d-\d\d\])"
)
END = re.compile(r"[.!?…。．！？؟]*$")
TIMES = {
    language: re.compile(rf"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)|(?<!\w)(?:{months})(?!\w)")
    for language, months in (
        ("en", MONTH_NAMES),
        *((name, "|".join(known.months) or r"\d{1,2}[월月]") for name, known in LANGUAGES.items()),
    )
}
SINCE = re.compile(r"\b(?:since|seit|depuis|desde) (?:19|20)\d\d\b")


def stamp(published: date, newest: date, language: str) -> str:
    """The bracket for an article of this day in a story whose newest article is of that day."""
    language = primary_language(language)
    form, known = FORMS.get(language, OTHERWISE), LANGUAGES.get(language)
    if language == "en":
        return form.format(show(published, newest))
    if known is None:
        return form.format(published.isoformat())
    shape = known.day if published.year == newest.year else known.day_and_year
    month = known.months[published.month - 1] if known.months else ""
    return form.format(shape.format(d=published.day, m=published.month, month=month, y=published.year))


def is_due(folded: str, published: date, newest: date, days: Sequence[date], language: str) -> bool:
    """Whether a folded sentence that names these days needs a stamp: no day, month or year, and days have passed."""
    if days or (newest - published).days < MOVED_ON_DAYS:
        return False
    return not names_month_or_year(SINCE.sub(" ", folded), language)


def names_month_or_year(folded: str, language: str) -> bool:
    """Whether a folded sentence names a month or a year; False in a language whose months are not known."""
    times = TIMES.get(primary_language(language))
    return times is not None and times.search(folded) is not None


def stamped(text: str, operations: Sequence[Operation], inserted: str) -> tuple[str, tuple[Operation, ...]]:
    """The text with its stamp, and the operations with the stamp's; those behind it have moved along."""
    place = END.search(text)
    at = place.start() if place else len(text)
    moved = ({**one, "at": int(one["at"]) + (len(inserted) + 1 if int(one["at"]) > at else 0)} for one in operations)
    recorded = {"op": "reported", "at": at + 1, "inserted": inserted}
    return f"{text[:at]} {inserted}{text[at:]}", (*moved, recorded)


def without_stamp(text: str) -> str:
    """A text without the day of its report."""
    return STAMP.sub("", text) if "[" in text else text


def is_right(inserted: str, published: date, language: str) -> bool:
    """Whether a stamp is what an article of this day makes it, with its year or without."""
    return inserted in {stamp(published, newest, language) for newest in (published, date(published.year + 1, 1, 1))}
