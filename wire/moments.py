"""When an article was published, as a story file writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from foundation.errors import BadText
from foundation.zones import at_newsroom_time
from stories.receiving import FIRST_YEAR, MOST_AHEAD


def moment(written: str) -> tuple[datetime, str]:
    """Return when an article was published, aware, and its precision: "day" for a date alone, else "minute".

    A time without offset is the newsroom's. It comes in the offset it was written with, for "today" in the text is a
    day of that clock; "Z" says nothing of where, and is given in the newsroom's. Raises BadText, also for a year that
    cannot be right.
    """
    try:
        found, precision = _read(written)
    except (ValueError, OverflowError) as error:
        raise BadText(f"{written[:40]!r} is no date. Write 2026-02-19 or 2026-02-19T14:05+09:00.") from error
    if found.year < FIRST_YEAR or found > timezone.now() + MOST_AHEAD:
        raise BadText(f"The publication date {written[:40]!r} cannot be right. Check the year.")
    return found, precision


def _read(written: str) -> tuple[datetime, str]:
    if len(written) == 10:
        day = date.fromisoformat(written)
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(settings.TIME_ZONE)), "day"
    found = datetime.fromisoformat(written)
    newsroom = ZoneInfo(settings.TIME_ZONE)
    if found.tzinfo is None:
        return at_newsroom_time(found).astimezone(newsroom), "minute"
    in_utc = found.astimezone(UTC)  # overflows where no clock can follow
    return (in_utc.astimezone(newsroom) if written[-1] in "Zz" else found), "minute"
