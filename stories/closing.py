"""A closed story: it takes no update by itself until a chief opens it again, which is one press.

Its articles and summary go on; what they come to waits as an update that is ready. Anybody who may change the story
closes it at the desk; readers are told with the next version, as of every phase. Opening it again lets updates go out
by themselves, so it is a chief's, and what readers are told of it changes in the same moment.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from editions import content as edition_content
from editions.content import Content
from editions.models import Edition
from editions.redactions import without_redacted
from foundation.digests import digest
from foundation.errors import NewsroomError
from foundation.models import User
from stories import curating
from stories.acting import may
from stories.attributing import occasion_of
from stories.committing import Act, commit
from stories.composing import redactions_of
from stories.meanwhile import print_of
from stories.models import Story

CLOSED = Story.Phase.CLOSED
_AT_THE_DESK = "The story is closed: updates wait until a chief opens it again."
_FOR_READERS = "Readers are told that the story is closed: updates wait until a chief opens it again."


class NotClosed(NewsroomError):
    """The story is not closed, so that it cannot be opened again."""


def why_held(story: Story, current: Content) -> list[str]:
    """Why no update goes out by itself, as stories/holding.py tells its reasons; [] for a story that is not closed."""
    if story.phase == CLOSED:
        return [_AT_THE_DESK]
    return [_FOR_READERS] if current["desk"]["phase"] == CLOSED else []


def is_closed(story: Story) -> bool:
    """Whether it is closed at the desk, or readers are told so. Read it with its current edition."""
    standing = _standing(story)
    return story.phase == CLOSED or (standing is not None and standing["desk"]["phase"] == CLOSED)


def reopen(story: Story, *, by: User, phase: str = Story.Phase.RUNNING) -> Edition | None:
    """Open the story again, in this phase: what was held for being closed is due. Returns the version that says so.

    That version differs from what readers see by the phase alone; people's changes at the desk wait as they did.
    None where readers see no version that says closed. Raises NotClosed, NotAllowed for whoever may not publish what
    has run, what `change_story` raises and what `commit` raises.
    """
    rows = Story.objects.at_the_desk().select_related("published__current_edition", "policy_set_by")
    found = rows.filter(pk=story.pk).first() or story
    if phase == CLOSED or not is_closed(found):
        raise NotClosed("This story is not closed. Load the page and look at what stands.")
    standing = _standing(found)
    if standing is None or not may("publish_update", found, by=by):
        _change(found, phase, by)
        return None
    told = {**standing["desk"], "phase": phase}
    content = without_redacted({**standing, "desk": told}, redactions_of(found))
    edition_content.check(content)
    return commit(_act(found, content, phase, by))


def _standing(story: Story) -> Content | None:
    """What readers see, where they see the story."""
    if story.published is None or not story.published.is_public() or story.published.current_edition is None:
        return None
    edition = story.published.current_edition
    return edition_content.upgrade(edition.content, edition.schema_version)


def _change(story: Story, phase: str, by: User) -> Story:
    saw = {"phase": print_of(story.phase)}
    return curating.change_story(story, seen=story.desk_revision, saw=saw, by=by, phase=phase)


def _act(story: Story, content: Content, phase: str, by: User) -> Act:
    was_public = not story.has_unpublished_changes()
    was_approved = story.editorial_state == Story.EditorialState.APPROVED

    def claim(now: datetime) -> int:
        changed = _change(story, phase, by)
        columns: dict[str, Any] = {"edition_due_at": now, "hold_reason": "", "changed_at": now}
        if was_public:
            columns["published_desk_revision"] = changed.desk_revision
        if was_public and was_approved:
            columns |= {"editorial_state": Story.EditorialState.APPROVED, "approved_by": by}
            columns["approved_digest"] = digest(content["desk"])
        rows = Story.objects.filter(pk=story.pk, published=story.published, desk_revision=changed.desk_revision)
        return rows.update(**columns)

    return Act(
        story=story,
        content=content,
        numbers={},
        by=by,
        by_text=by.display_name(),
        occasion=occasion_of(story, by, _standing(story)),
        note="Opened again",
        claim=claim,
    )
