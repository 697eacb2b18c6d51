"""Rule V2: every date stands in a cited passage, both normalised against that article's own date.

A date of the sentence passes when it equals one of the passage, or is coarser and contains it ("in February" for
"on Tuesday"). A weekday beside a date must be that date's weekday. Which dates
are seen in which language: ``days_named`` and ``days_named_abroad``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from stories.summarising.folding import fold
from stories.summarising.request import Evidence
from stories.summarising.support.days_named import DAYS, MONTH, Mention, day_near
from stories.summarising.support.days_named_abroad import dates_named
from stories.summarising.support.verdict import Finding, span_of, spans_of
from stories.summarising.vocabulary import WEEKDAYS

BESIDE = re.compile(rf"\b({DAYS}),? (?:on )?[\[(]?({MONTH}) (\d{{1,2}})(?:,? ((?:19|20|21)\d\d))?\b")
NO_DATE = date(2000, 6, 15)


def date_findings(
    text: str, evidence: Sequence[Evidence], published: Mapping[str, datetime], language: str = "en"
) -> list[Finding]:
    """V2: every date of the text is, or contains, a date of a cited passage."""
    folded = fold(text)
    if not dates_named(folded, NO_DATE, language):
        return []
    findings = _weekdays_beside_dates(folded, evidence, published)
    lacking: dict[str, list[Finding]] = {}
    for cited in evidence:
        anchor = anchor_of(cited, published) or NO_DATE
        given = tuple(dict.fromkeys(dates_named(fold(cited.quote), anchor, language)))
        for mention in dict.fromkeys(dates_named(folded, anchor, language)):
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
        meant = day_near(month, int(day), int(year) if year else None, anchors[0] if anchors else NO_DATE)
        if meant is not None and WEEKDAYS[meant.weekday()] != weekday:
            reason = f"{month} {day} is a {WEEKDAYS[meant.weekday()]}, the sentence says {weekday}"
            found.append(Finding("V2", False, reason, spans_of(evidence)))
    return found
