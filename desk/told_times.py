"""Times as the desk's pages write them, where code and not a template puts them into a sentence."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def when(at: datetime) -> str:
    """An aware time in the newsroom's zone: 26 Nov 2026, 23:03 (newsroom/formats)."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def day(at: datetime) -> str:
    """The day of an aware time in the newsroom's zone: 26 Nov 2026."""
    return date_format(timezone.localtime(at), "DATE_FORMAT")
