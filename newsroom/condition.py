"""How the newsroom is: what waits, for how long, and whether the clock still ticks. Read from the database alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, F, Min
from django.utils import timezone

from editions.models import Change, PublishedStory
from foundation.models import Heartbeat
from media.models import Image
from stories import sealing
from stories.models import Story


@dataclass(frozen=True, slots=True)
class Condition:
    """Ages in seconds, 0 where nothing waits; `clock_age` is None where no clock ever ticked.

    `queue_age` is how long the story that is due the longest has been due, `stale_age` how long ago the input of the
    stalest story changed, also of one that is being worked on or needs attention.
    """

    clock_age: float | None
    queue_age: float
    queue_length: int
    stale_age: float
    stale_count: int
    attention_count: int
    edition_age: float
    release_age: float
    picture_age: float
    unplaced_changes: int
    live_stories: int

    def lateness(self) -> list[str]:
        """What is later than it may be, each in words; empty where all is well."""
        told = []
        if self.clock_age is None or self.clock_age > settings.CLOCK_LATE_SECONDS:
            when = "never ticked" if self.clock_age is None else f"ticked {self.clock_age:.0f} s ago"
            told.append(f"The clock {when}; {settings.CLOCK_LATE_SECONDS:g} s are allowed.")
        for name, age in (
            ("A summary", self.queue_age),
            ("An edition", self.edition_age),
            ("A picture", self.picture_age),
        ):
            if age > settings.QUEUE_LATE_SECONDS:
                told.append(f"{name} has been due for {age:.0f} s; {settings.QUEUE_LATE_SECONDS:g} s are allowed.")
        if self.release_age > settings.CLOCK_LATE_SECONDS:
            told.append(f"A release is {self.release_age:.0f} s late; {settings.CLOCK_LATE_SECONDS:g} s are allowed.")
        return told


def look() -> Condition:
    """Read the newsroom's condition: nine queries over indexes of what waits, but for the count of live stories."""
    now = timezone.now()
    desk = Story.objects.at_the_desk()
    due = Story.objects.awaiting_summary(now).aggregate(since=Min("stale_since"), count=Count("pk"))
    stale = desk.filter(inputs_revision__gt=F("summarised_revision")).aggregate(
        since=Min("stale_since"), count=Count("pk")
    )
    editions = desk.filter(edition_due_at__lte=now).aggregate(since=Min("edition_due_at"))
    pictures = Image.objects.filter(renditions_due_since__isnull=False).aggregate(since=Min("renditions_due_since"))
    beat = Heartbeat.objects.filter(name=Heartbeat.CLOCK).values_list("at", flat=True).first()
    return Condition(
        clock_age=None if beat is None else _age(beat, now),
        queue_age=_age(due["since"], now),
        queue_length=due["count"],
        stale_age=_age(stale["since"], now),
        stale_count=stale["count"],
        attention_count=desk.filter(needs_attention=True).count(),
        edition_age=_age(editions["since"], now),
        release_age=_age(sealing.oldest_due(), now),
        picture_age=_age(pictures["since"], now),
        unplaced_changes=Change.objects.filter(position__isnull=True).count(),
        live_stories=PublishedStory.objects.public().count(),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max((now - since).total_seconds(), 0.0)
