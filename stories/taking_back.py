"""Verbs that take a story off the site and bring it back: hide for now, show again, kill with a notice.

Removing without trace takes two people: stories/removing.py.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from editions import restrictions
from editions.models import Change, PublishedStory
from foundation import limits
from foundation.errors import NewsroomError, NotAllowed
from foundation.models import Actor, EditLog, User
from foundation.text import clean_text
from stories.models import Story

State = PublishedStory.State
HIDDEN = (State.WITHHELD, State.RESTRICTED)


class NotPublished(NewsroomError):
    """The story never ran, or is in a state in which the act makes no sense."""


@transaction.atomic
def withhold(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Hide a live story for now; readers see that nothing is there. Raises NotPublished where it is not live."""
    _move(story, State.LIVE, State.WITHHELD, reason=reason, by=by)


@transaction.atomic
def restore(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Show a hidden story again as it last stood; what it missed is due.

    Raises NotPublished where it is not hidden, and Restricted while what it said carries a name that must not be
    published: mend it and publish, which shows it again.
    """
    restrictions.pass_gate()
    # The desk's row before the public one, as whoever publishes takes them.
    Story.objects.filter(published=story, edition_due_at__isnull=True).update(edition_due_at=timezone.now())
    standing = PublishedStory.objects.select_related("current_edition").get(pk=story.pk)
    if standing.current_edition is not None:
        said = [standing.slug, standing.current_edition.content]
        restrictions.standing().refuse(said, what="What this story said")
    was = State.RESTRICTED if standing.state == State.RESTRICTED else State.WITHHELD
    _move(story, was, State.LIVE, reason=reason, by=by)
    restrictions.show_story(standing)


@transaction.atomic
def kill(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Withdraw a story that has run, hidden or not; a notice stays and partners are told."""
    was = story.state if story.state in HIDDEN else State.LIVE
    _move(story, was, State.KILLED, reason=reason, by=by)


def require_chief(by: Actor) -> None:
    """Raise NotAllowed for a person who may not take back what has run."""
    if isinstance(by, User) and not by.has_perm("stories.publish_story"):
        raise NotAllowed("Only a chief may take a story, or words of it, off the site or bring it back.")


def clean_reason(reason: str) -> str:
    """The reason in stored form. Raises BadText for an empty one."""
    return clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)


def _move(story: PublishedStory, was: str, now: str, *, reason: str, by: Actor) -> None:
    require_chief(by)
    why = clean_reason(reason)
    at = timezone.now()
    if not PublishedStory.objects.filter(pk=story.pk, state=was).update(state=now, modified_at=at):
        raise NotPublished(f"{story.headline!r} is {story.get_state_display()}, so this cannot be done now.")
    Change.objects.create(story=story, kind=now, at=at)
    EditLog.objects.record(now, story, by=by, before={"state": was}, after={"state": now}, reason=why)
