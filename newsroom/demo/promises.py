"""What the demo shows of promises: one that slipped, with outcomes drafted ahead, one kept; others nobody answered.

The reports are of 2026, and a day that lies ahead cannot have happened: what is shown follows from today.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from foundation.models import User
from stories.models import Story, TimelineEntry
from stories.timelines import promises

SLIPPED = "2026-05-15"
SLIPS_BY = timedelta(days=60)
OUTCOMES = (
    ("They sail", "happened", "Corrente Ferries sails on the Melora routes with two ships."),
    ("They give up", "cancelled", "Corrente Ferries gives up its plan for the Melora routes."),
)
KEPT, KEPT_ON = "2026-04-01", "Apr 2, 2026"
KEPT_TEXT = "Orvane's tariff on ships and steel from Lethmark falls from 20% to 8%."


def slip(story: Story, *, by: User) -> None:
    """Let the second ferry line sail later than it said, in a month to come, and write both ways it may end."""
    entry = _planned(story, SLIPPED)
    later = max(timezone.localdate(), entry.sort_to) + SLIPS_BY
    entry = promises.slipped(entry, to=f"{later:%b %Y}", seen=story.desk_revision, by=by)
    promises.draft_outcomes(entry, OUTCOMES, seen=Story.objects.get(pk=story.pk).desk_revision, by=by)


def keep(story: Story, *, by: User) -> bool:
    """Say that the tariff fell a day after it was to fall; returns whether that day has come."""
    entry = _planned(story, KEPT)
    if timezone.localdate() <= entry.sort_to:
        return False
    promises.happened(entry, on=KEPT_ON, text=KEPT_TEXT, seen=story.desk_revision, by=by)
    return True


def _planned(story: Story, date: str) -> TimelineEntry:
    rows = story.timeline_entries.select_related("story")
    return rows.get(date=date, status=TimelineEntry.Status.PLANNED, removed_at=None)
