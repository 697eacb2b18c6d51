"""Verbs on the embargo of a story that has not run: nobody outside sees it before its end.

An embargo is set as soon as the copy comes in, while people still work on the story. It has an end (aware), or stands
until somebody lifts it. Whoever may change the story may set one or make it longer; only a chief makes it shorter. It
binds every door: publishing, sealing for an earlier time, and the clock's release, which looks again at that second.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation import limits
from foundation.errors import BadText, NewsroomError
from foundation.models import Actor, EditLog
from foundation.text import clean_text
from stories import states
from stories.acting import allow
from stories.curating import may_edit
from stories.models import Story

# The last moment of year 9999 is another year in other zones, one that no column holds.
LONGEST_DAYS = 3653


class Embargoed(NewsroomError):
    """The story is under an embargo that has not ended."""


def to_come(moment: datetime) -> datetime:
    """The time, where it is still to come and no more than ten years off. Raises BadText."""
    now = timezone.now()
    if moment <= now:
        raise BadText("This time has passed. Give one that is still to come.")
    if moment > now + timedelta(days=LONGEST_DAYS):
        raise BadText("This time is more than ten years off. Leave it empty: then somebody has to lift it.")
    return moment


def refuse_embargoed(story: Story, at: datetime | None = None) -> None:
    """Raise Embargoed where nobody outside may see the story at that time (aware; now where none is given)."""
    if story.is_embargoed(at or timezone.now()):
        until = story.embargo_until
        end = f"until {timezone.localtime(until):%Y-%m-%d %H:%M}" if until else "until a chief lifts it"
        raise Embargoed(f"“{story.headline}” is under an embargo {end}. A chief may lift it before.")


@transaction.atomic
def embargo(story: Story, *, until: datetime | None, reason: str, by: Actor) -> None:
    """Put the story under an embargo until a time, or until somebody lifts it (None); or give it another end.

    The reason says whose embargo it is. Raises NotAllowed, also for an end before the one that stands by whoever is no
    chief; states.NotNow for a story that has run, and BadText.
    """
    may_edit(story, by)
    why = clean_text(reason, name="Whose embargo it is", max_chars=limits.NOTE_CHARS, required=True)
    end = None if until is None else to_come(until)
    found = Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
    allow("embargo", found, by=by)
    if _is_shorter(found, end):
        allow("lift_embargo", found, by=by)
    since = found.embargo_since if found.is_embargoed(timezone.now()) else timezone.now()
    Story.objects.filter(pk=found.pk).update(embargo_since=since, embargo_until=end, changed_at=timezone.now())
    before = {"embargo_until": _time(found)} if found.embargo_since else {}
    EditLog.objects.record("embargo", found, by=by, before=before, after={"embargo_until": _told(end)}, reason=why)


@transaction.atomic
def lift_embargo(story: Story, *, reason: str, by: Actor) -> None:
    """End the embargo now; nothing goes out by that. Raises NotAllowed, BadText, and states.NotNow without one."""
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
    found = Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
    allow("lift_embargo", found, by=by)
    if found.embargo_since is None:
        raise states.NotNow("This story is under no embargo. Load the page and look at what stands.")
    Story.objects.filter(pk=found.pk).update(embargo_since=None, embargo_until=None, changed_at=timezone.now())
    EditLog.objects.record("lift_embargo", found, by=by, before={"embargo_until": _time(found)}, reason=why)


def end_embargo(story: Story) -> None:
    """Forget an embargo that the release of the story ends. Call it in the transaction that releases."""
    Story.objects.filter(pk=story.pk).update(embargo_since=None, embargo_until=None, changed_at=F("changed_at"))


def _is_shorter(story: Story, end: datetime | None) -> bool:
    if not story.is_embargoed(timezone.now()) or end is None:
        return False
    return story.embargo_until is None or end < story.embargo_until


def _time(story: Story) -> str:
    return _told(story.embargo_until)


def _told(end: datetime | None) -> str:
    return end.isoformat() if end else "until somebody lifts it"
