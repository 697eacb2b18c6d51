"""Times around a change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from foundation.errors import BadText
from foundation.zones import at_newsroom_time


@pytest.mark.parametrize(
    ("local", "told"),
    [
        ("2026-03-29T02:30", r"never was in Europe/Berlin.*2026-03-29T02:30\+01:00"),
        ("2026-10-25T02:30", r"came twice in Europe/Berlin.*2026-10-25T02:30\+02:00"),
    ],
)
def test_a_time_that_clocks_skipped_or_repeated_is_asked_back(settings, local, told):
    settings.TIME_ZONE = "Europe/Berlin"
    with pytest.raises(BadText, match=told):
        at_newsroom_time(datetime.fromisoformat(local))


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-03-29T01:59", "2026-03-29T00:59"),
        ("2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-10-25T03:00", "2026-10-25T02:00"),
    ],
)
def test_times_beside_a_change_of_clocks_are_taken(settings, local, utc):
    settings.TIME_ZONE = "Europe/Berlin"
    assert at_newsroom_time(datetime.fromisoformat(local)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
