"""How long ago something was, as the front of the desk says it; static/desk/front.js goes on with the same words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400
DATED_AFTER_DAYS = 30


@register.filter
def age(at: datetime | None, now: datetime | None = None) -> str:
    """Return "now", "3 min", "2 h", "5 d" or, beyond a month, the day; "" for no time."""
    if at is None:
        return ""
    seconds = max(0, int(((now or timezone.now()) - at).total_seconds()))
    if seconds < MINUTE:
        return "now"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        return f"{seconds // HOUR} h"
    if seconds < DATED_AFTER_DAYS * DAY:
        return f"{seconds // DAY} d"
    return f"{timezone.localtime(at):%Y-%m-%d}"
