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
from foundation.models import Actor, EditLog
from foundation.text import clean_text
from stories.acting import allow_published, roles_of
from stories.alerting import tell_watchers
from stories.models import Story
from stories.states import CHIEF, HOUSE, MACHINE, NotNow

State = PublishedStory.State


class NotPublished(NewsroomError):
    """The story never ran, or is in a state in which the act makes no sense."""


@transaction.atomic
def withhold(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Hide a live story for now; readers see that nothing is there. Raises NotPublished where it is not live."""
    _move(story, "withhold", reason=reason, by=by)


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
    _move(story, "restore", reason=reason, by=by)
    restrictions.show_story(standing)


@transaction.atomic
def kill(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Withdraw a story that has run, hidden or not; a notice stays and partners are told."""
    _move(story, "kill", reason=reason, by=by)


def require_chief(by: Actor) -> None:
    """Raise NotAllowed for a person who may not take back what has run."""
    if not roles_of(by) & {CHIEF, HOUSE, MACHINE}:
        raise NotAllowed("Only a chief may take a story, or words of it, off the site or bring it back.")


def clean_reason(reason: str) -> str:
    """The reason in stored form. Raises BadText for an empty one."""
    return clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)


def _move(story: PublishedStory, verb: str, *, reason: str, by: Actor) -> None:
    """Move the public row as the table of states says. Raises NotPublished where it stands elsewhere."""
    require_chief(by)
    why = clean_reason(reason)
    at = timezone.now()
    standing = PublishedStory.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
    was = standing.state
    try:
        now = allow_published(verb, standing, by=by)
    except NotNow as refusal:
        told = f"“{standing.headline}” is {standing.get_state_display()}, so this cannot be done now."
        raise NotPublished(told) from refusal
    PublishedStory.objects.filter(pk=story.pk).update(state=now, modified_at=at)
    Change.objects.create(story=story, kind=now, at=at)
    EditLog.objects.record(now, story, by=by, before={"state": was}, after={"state": now}, reason=why)
    desk = Story.objects.filter(published=story).select_related("owner").first()
    if desk is not None:
        detail = str(PublishedStory.State(now).label)
        tell_watchers(desk, ref=f"{now} {at.isoformat()}", detail=detail, by=by)
