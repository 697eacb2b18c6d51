"""Names that must not be published: which stand now, and the gate between setting one and whatever goes out.

Whoever publishes passes the gate inside the transaction that publishes, and asks afterwards which names stand; whoever
sets a restriction closes it. So nothing that was composed before is committed after (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.utils import timezone

from editions.models import Hidden, OldSlug, PublishedStory, ReportingRestriction
from editions.nameless import carries
from foundation.errors import NewsroomError
from foundation.name_forms import Names
from reference.models import Instrument, Topic

# Any number that no other advisory lock of this database has.
_GATE = 0x6E616D65


class Restricted(NewsroomError):
    """A reporting restriction forbids what would go out; the message names it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The restrictions that stand at one moment, and all their names together. False where there are none."""

    rows: tuple[ReportingRestriction, ...] = ()
    names: Names = field(default_factory=Names)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def carried_by(self, value: Any) -> list[ReportingRestriction]:
        """The restrictions whose names a content, or a part of one, carries."""
        if not carries(value, self.names):
            return []
        return [row for row in self.rows if carries(value, Names(row.forms()))]

    def refuse(self, value: Any, *, what: str) -> None:
        """Raise Restricted, naming the restriction, where a content or a part of one carries a name."""
        found = self.carried_by(value)
        if found:
            raise Restricted(f"{what} carries a name that must not be published. {told(found)}")


def standing() -> Standing:
    """Read which restrictions stand now, in one query."""
    rows = tuple(ReportingRestriction.objects.active().order_by("pk"))
    return Standing(rows, Names(form for row in rows for form in row.forms())) if rows else Standing()


def told(rows: Iterable[ReportingRestriction]) -> str:
    """The restrictions as the desk is told of them: name, reason and end."""
    lines = []
    for row in rows:
        until = f"until {timezone.localtime(row.until):%Y-%m-%d %H:%M}" if row.until else "until it is lifted"
        lines.append(f"Reporting restriction on “{row.name}”, {until}: {row.reason[:300]}")
    return " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines)


def pass_gate() -> None:
    """Hold off whoever sets a restriction until this transaction ends. Call it first inside it."""
    _lock("pg_advisory_xact_lock_shared")


def close_gate() -> None:
    """Wait for every publication in flight, and hold off the next until this transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    # SQLite has one writer at a time from the start of its transaction (IMMEDIATE).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_GATE])


def hide_old_slugs(story: PublishedStory, now: Standing) -> None:
    """Keep addresses that the story had from answering where they tell a name."""
    for row in OldSlug.objects.filter(story=story):
        for restriction in now.carried_by(row.slug):
            Hidden.objects.get_or_create(restriction=restriction, old_slug=row, defaults={"until": restriction.until})


def show_story(story: PublishedStory) -> None:
    """Make a story live that a restriction hid. Whoever calls has looked at what it says, with the gate passed."""
    story.state = PublishedStory.State.LIVE
    story.save(update_fields=["state"])
    Hidden.objects.filter(story=story, shown_at__isnull=True).update(shown_at=timezone.now())


def shown_topics() -> models.QuerySet[Topic]:
    """The topics that have a page: no restriction hides them."""
    return Topic.objects.filter(~models.Exists(Hidden.objects.standing().filter(topic_slug=models.OuterRef("slug"))))


def shown_tickers() -> models.QuerySet[Instrument]:
    """The tickers that may have a page, and lead to one: no restriction hides them."""
    hidden = Hidden.objects.standing().filter(ticker_uid=models.OuterRef("uid"))
    return Instrument.objects.filter(~models.Exists(hidden))
