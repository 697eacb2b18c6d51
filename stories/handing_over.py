"""Handing a story over, taking it over, and when its copy is wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from foundation.colleagues import colleague_first
from foundation.errors import BadText
from foundation.models import EditLog, User
from stories import reviewing
from stories.commenting import named_in
from stories.kinship import refuse_shut
from stories.models import Story

FURTHEST = timedelta(days=366)


def hand_over(story: Story, *, to: User, note: str = "", by: User) -> None:
    """Make somebody the owner, who is told. Raises as `reviewing.own` does."""
    reviewing.own(story, owner=to, by=by, note=note)


def hand_over_in_words(story: Story, *, line: str, by: User) -> User:
    """Hand the story over as one line says it: "@jo the ferry is still missing". Returns the new owner.

    The line begins with one colleague, by log-in name with or without @, mail address or full name, or names one as
    @name anywhere; the rest is the note. Raises BadText, and as `reviewing.own` does.
    """
    people, unknown = named_in(line)
    first = colleague_first(line)
    if not first and not people and unknown:
        raise BadText(f"Nobody here is called @{unknown[0]}. Write the log-in name of a colleague behind the @.")
    if len({*people, *(first or ())[:1]}) != 1:
        raise BadText(
            "Name the one colleague who takes the story, by log-in name, mail address or full name; behind it you may "
            "write a note."
        )
    to, note = first or (people[0], line.strip())
    hand_over(story, to=to, note=note, by=by)
    return to


def take_over(story: Story, *, by: User) -> None:
    """Make oneself the owner; whoever was it is told, and keeps the story among those given to them."""
    reviewing.own(story, owner=by, by=by)


@transaction.atomic
def set_due(story: Story, *, at: datetime | None, by: User) -> None:
    """Say when the copy is wanted (aware), or that no time is set (None). Raises NotAllowed and BadText."""
    refuse_shut(story, "set_due", by=by)
    if at is not None and not timezone.now() < at < timezone.now() + FURTHEST:
        raise BadText("Give a time that is still to come, within a year; or leave it empty.")
    found = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if found.due_at == at:
        return
    Story.objects.filter(pk=found.pk).update(due_at=at, changed_at=timezone.now())
    before = {"due": found.due_at.isoformat()} if found.due_at else {}
    EditLog.objects.record("set_due", found, by=by, before=before, after={"due": at.isoformat() if at else "no time"})
