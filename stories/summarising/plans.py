"""Plans leave a summary when their day has passed: "is to meet on May 5" in an article of May 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stories.summarising.reldates import Resolution, has_future_cue, has_past_verb
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
        is_only_plan = primary_language(language) == "en" and not has_past_verb(rest)
        if any(published < day < newest or (is_only_plan and day == published < newest) for day in days):
            return True
    is_stale = not days and (newest - published).days >= STALE_PLAN_DAYS
    return is_stale and PLAN.search(rest) is not None
