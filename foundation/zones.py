"""Times: local ones of the newsroom's zone, where one that never was or came twice is asked back, and as written."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from foundation.errors import BadText


def at_newsroom_time(local: datetime) -> datetime:
    """Return a naive time of the newsroom's zone as aware UTC.

    Raises BadText where a change of clocks skipped it or made it come twice.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
        told = "came twice" if exists else "never was"
        offset = f"{first:%z}"
        raise BadText(
            f"{local:%b %d, %Y, %H:%M} {told} in {settings.TIME_ZONE}, where clocks changed. Write it with its offset: "
            f"{local:%Y-%m-%dT%H:%M}{offset[:3]}:{offset[3:5]}"
        )
    return first.astimezone(UTC)


def instant(moment: datetime) -> str:
    """An aware time as the record writes it: UTC, to the second, ending in Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
