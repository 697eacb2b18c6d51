"""Where a story stands on its three axes, which roles a person has, and whether a verb is allowed then.

The table is stories/states.py. Every verb asks `allow` before it acts and moves the state by a conditional UPDATE, so
that what was moved meanwhile is refused; doors ask `may` for their buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from django.db.models import Case, CharField, Value, When
from django.utils import timezone

from editions.models import PublishedStory, is_sealed
from foundation.models import Actor, Command, Engine, User
from stories import states
from stories.models import Story

_RIGHTS = {
    "stories.change_story": states.REPORTER,
    "stories.edit_any_story": states.REPORTER,
    "stories.approve_story": states.EDITOR,
    "stories.publish_story": states.CHIEF,
    "foundation.change_user": states.ADMINISTRATOR,
}


def roles_of(by: Actor) -> frozenset[str]:
    """The roles of whoever acts: a person's by their permissions; a command is the house, an engine the machine."""
    if isinstance(by, User):
        return roles_with(right for right in _RIGHTS if by.has_perm(right))
    return frozenset({states.HOUSE} if isinstance(by, Command) else {states.MACHINE} if isinstance(by, Engine) else ())


def roles_with(rights: Iterable[str]) -> frozenset[str]:
    """The roles that whoever has these rights has."""
    return frozenset(_RIGHTS[right] for right in rights if right in _RIGHTS)


def editorial_of(story: Story) -> str:
    """The story's editorial state; deleted and merged are columns of their own."""
    if story.merged_into_id is not None:
        return "merged"
    return "deleted" if story.deleted_at is not None else str(story.editorial_state)


def published_of(story: Story) -> str:
    """The story's public state, where a seal stands too; it asks for the seal unless it was read `with_seals`."""
    if story.published is not None:
        return str(story.published.state)
    if hasattr(story, "sealed_since"):
        return "none" if story.sealed_since is None else "sealed"
    return "sealed" if is_sealed(story.uid) else "none"


def summary_of(story: Story) -> str:
    """The state of the story's summary."""
    if story.needs_attention:
        return "attention"
    if story.claimed_until is not None and story.claimed_until > timezone.now():
        return "updating"
    if not story.is_summary_current():
        return "waiting"
    return "held" if story.hold_reason else "current"


_STATE_OF = {states.EDITORIAL: editorial_of, states.PUBLISHED: published_of, states.SUMMARY: summary_of}


def allow(verb: str, story: Story, *, by: Actor) -> Mapping[str, str]:
    """Return where the verb leads on each axis that it concerns.

    Raises states.NotNow where nobody may do it as the story stands, else NotAllowed where these roles may not.
    """
    roles = roles_of(by)
    states.require(verb, roles)
    concerned = [axis for axis in states.STATES if verb in states.VERBS[axis]]
    return {axis: states.move(axis, _STATE_OF[axis](story), verb, roles) for axis in concerned}


def allow_published(verb: str, published: PublishedStory, *, by: Actor) -> str:
    """The same for what has run, known by its public row: on the public axis alone."""
    states.require(verb, roles_of(by))
    return states.move(states.PUBLISHED, str(published.state), verb, roles_of(by))


def may(verb: str, story: Story, *, by: Actor) -> bool:
    """Whether the verb is allowed now: for a button."""
    roles = roles_of(by)
    return all(
        states.allows(axis, _STATE_OF[axis](story), verb, roles) for axis in states.STATES if verb in states.VERBS[axis]
    )


def moved(verb: str, *, by: Actor) -> tuple[list[str], Case]:
    """The editorial states from which the verb may be done, and where it leads from each: for an UPDATE of any row."""
    moves = states.states_for(states.EDITORIAL, verb, roles_of(by))
    whens = [When(editorial_state=state, then=Value(to)) for state, to in moves.items()]
    return list(moves), Case(*whens, default=Value(cast(str, Story.EditorialState.DRAFT)), output_field=CharField())
