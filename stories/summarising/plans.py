"""Plans leave a summary when their day has passed: "is to meet on May 5" in an article of May 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stories.summarising.reldates import ABSOLUTE, FUTURE, Resolution, absolute_days, has_future_cue, has_past_verb
from stories.summarising.wording import outside_quotes, primary_language

STALE_PLAN_DAYS = 7
PLAN = re.compile(r"\b(?:(?:is|are) (?:to|scheduled|due|slated|set to|expected to|planned)|will)\b")


def has_passed(
    folded: str,
    language: str,
    published: date,
    newest: date,
    resolutions: Sequence[Resolution],
    days: Sequence[date],
) -> bool:
    """Whether the sentence speaks of a plan whose day is over by the story's newest article."""
    rest = outside_quotes(folded)
    if any(found.is_future and (found.until or found.day) < newest for found in resolutions):
        return True
    if has_future_cue(rest, language):
        planned_today = published < newest and _is_planned_for(published, rest, language, published, resolutions, days)
        if planned_today or any(published < day < newest for day in days):
            return True
    is_stale = not days and (newest - published).days >= STALE_PLAN_DAYS
    return is_stale and PLAN.search(rest) is not None


def _is_planned_for(
    wanted: date, rest: str, language: str, published: date, resolutions: Sequence[Resolution], days: Sequence[date]
) -> bool:
    """Whether an English sentence foresees something for this day: its first cue stands before the day.

    Without any past verb the order does not matter: "On May 5 the council will meet".
    """
    if primary_language(language) != "en" or wanted not in days:
        return False
    if not has_past_verb(rest):
        return True
    cue = FUTURE.search(rest)
    places = [(found.day, found.at) for found in resolutions if found.is_day]
    named = list(zip(absolute_days(rest, published), ABSOLUTE.finditer(rest), strict=False))
    places += [(day, found.start()) for day, found in named]
    return cue is not None and any(day == wanted and cue.end() <= at for day, at in places)
