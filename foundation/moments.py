"""Times that a clock wrote which was wrong: further ahead than anybody could have meant.

A lease or a due time is a time of day, and a machine's time of day can be set back. Then what was written before lies
hours ahead, and whoever waits for it waits for hours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

# So much the clocks of a newsroom's machines may differ.
TOLERANCE_SECONDS = 5


def beyond(column: str, now: datetime, longest_seconds: float = 0) -> Q:
    """Rows whose time lies further ahead than the longest wait that is ever written there."""
    return Q(**{f"{column}__gt": now + timedelta(seconds=longest_seconds + TOLERANCE_SECONDS)})


def is_beyond(moment: datetime, now: datetime, longest_seconds: float = 0) -> bool:
    """Whether this time lies further ahead than that: the twin of `beyond`."""
    return moment > now + timedelta(seconds=longest_seconds + TOLERANCE_SECONDS)
