"""Dates and times as people type or paste them at the desk, read in the newsroom's zone."""

from __future__ import annotations

import re
from datetime import datetime, time

from django.utils import timezone

from foundation.dating import DateRefused, parse_typed
from foundation.errors import BadText
from foundation.zones import at_newsroom_time
from stories.models import Article

_WITH_TIME = re.compile(
    r"(?P<day>.+?)(?:,? at |, |T| )(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})? ?(?P<half>[ap]\.?m\.?)?", re.I
)
_EXAMPLE = "Write for example 2026-02-19, 2026-02-19 14:05 or Feb 19, 2026."


def read_published_at(typed: str) -> tuple[datetime, str]:
    """Return the aware time and its precision: to the minute where a time was typed, else midnight and the day only.

    A time with its own zone (2026-02-19T14:05+09:00) keeps it. Raises BadText for anything that is no one day.
    """
    line = " ".join(typed.split())
    if not line:
        raise BadText(f"The date is missing. {_EXAMPLE}")
    with_zone = _iso_with_zone(line)
    if with_zone is not None:
        return with_zone, Article.Precision.MINUTE
    found = _WITH_TIME.fullmatch(line)
    at = _clock(found) if found else time()
    try:
        day = parse_typed(found["day"] if found else line, today=timezone.localdate())
    except DateRefused as refusal:
        raise BadText(str(refusal)) from refusal
    if day.sort_from == day.sort_to and day.status == "planned":
        raise BadText(f"“{line[:60]}” lies in the future. Write when it was published.")
    if day.edtf != day.sort_from.isoformat() or day.status != "happened":
        raise BadText(f"“{line[:60]}” is not one day. {_EXAMPLE}")
    local = datetime.combine(day.sort_from, at)
    if found:
        return timezone.localtime(at_newsroom_time(local)), Article.Precision.MINUTE
    return timezone.make_aware(local), Article.Precision.DAY


def read_moment(typed: str) -> datetime | None:
    """Return the aware time that was typed for something to come, in the newsroom's zone; None where nothing was.

    Raises BadText for what is no time, and for one that a change of clocks skipped or made come twice.
    """
    line = typed.strip()
    if not line:
        return None
    try:
        moment = datetime.fromisoformat(line)
    except ValueError as error:
        raise BadText(f"“{line[:60]}” is no time. Write day and time, for example 2026-12-01 09:00.") from error
    if len(line) <= len("2026-12-01"):
        raise BadText(f"“{line[:60]}” has no time of day. Write for example {line[:10]} 09:00.")
    return moment if moment.tzinfo is not None else at_newsroom_time(moment)


def _iso_with_zone(line: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(line)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _clock(found: re.Match[str]) -> time:
    hour, minute, half = int(found["h"]), int(found["m"]), (found["half"] or "").lower().replace(".", "")
    is_right = minute < 60 and (1 <= hour <= 12 if half else hour < 24)
    if not is_right:
        raise BadText(f"“{found['h']}:{found['m']}” is no time of day. {_EXAMPLE}")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)
