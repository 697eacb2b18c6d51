"""Deleting a story at the desk, and bringing it back.

Deleting is a state: nothing of the story changes but that nobody finds it, and no machine works on it. What readers see
is hidden or killed before. What becomes of it after 30 days: stories/clearing.py.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation import limits
from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog, User
from foundation.text import clean_text
from stories import acting, states
from stories.curating import may_edit
from stories.legal_holds import refuse_held
from stories.models import Story
from stories.removing import open_request

KEPT_DAYS = 30


class NotDeleted(NewsroomError):
    """The story is not deleted: somebody brought it back, or its time was over."""


@transaction.atomic
def delete(story: Story, *, by: Actor, reason: str = "") -> None:
    """Delete the story at the desk. Whoever may open it brings it back within KEPT_DAYS.

    Raises NotAllowed, UnderLegalHold, and states.NotNow for one that readers see, that is sealed or was merged, or of
    which somebody asked that it be removed without trace.
    """
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    row = _taken(story)
    _check(row, by)
    now = timezone.now()
    Story.objects.filter(pk=row.pk).update(
        deleted_at=now, deleted_by=by if isinstance(by, User) else None, desk_revision=F("desk_revision") + 1
    )
    row.desk_revision += 1
    after = {"headline": row.headline, "desk_revision": row.desk_revision}
    EditLog.objects.record("delete", row, by=by, after=after, reason=why)


@transaction.atomic
def why_not(story: Story, *, by: Actor) -> str:
    """Why the story cannot be deleted now and what to do first; "" where it can."""
    try:
        _check(_taken(story), by)
    except NewsroomError as refusal:
        return str(refusal).removesuffix(" Nothing was done.")
    return ""


def _check(row: Story, by: Actor) -> None:
    may_edit(row, by)
    refuse_held(row, what="It cannot be deleted.")
    if row.published is not None and row.published.is_public():
        raise states.NotNow("Readers see this story. Hide it or kill it first, then delete it. Nothing was done.")
    if acting.published_of(row) == "sealed":
        raise states.NotNow("This story is sealed. Break the seal first, then delete it. Nothing was done.")
    acting.allow("delete", row, by=by)
    if open_request(row.published) is not None:
        raise states.NotNow("Somebody asked that this story be removed without trace. Decide that first.")


@transaction.atomic
def undelete(story: Story, *, by: Actor) -> Story:
    """Bring a deleted story back to the desk as a draft; what its summary missed is due.

    Raises NotDeleted, NotAllowed and UnderLegalHold.
    """
    row = Story.objects.select_for_update(of=("self",)).select_related("published").filter(pk=story.pk).first()
    if row is None or row.deleted_at is None:
        raise NotDeleted("This story is not deleted any more. Load the page and look at what stands.")
    may_edit(row, by)
    to = acting.allow("undelete", row, by=by)[states.EDITORIAL]
    Story.objects.filter(pk=row.pk).update(
        deleted_at=None,
        deleted_by=None,
        editorial_state=to,
        approved_digest="",
        approved_by=None,
        desk_revision=F("desk_revision") + 1,
        changed_at=timezone.now(),
    )
    Story.objects.filter(pk=row.pk).raise_inputs()
    row.refresh_from_db()
    EditLog.objects.record("undelete", row, by=by, after={"desk_revision": row.desk_revision})
    return row


def _taken(story: Story) -> Story:
    rows = Story.objects.select_for_update(of=("self",)).select_related("published")
    found = rows.filter(pk=story.pk).first()
    if found is None:
        raise NotDeleted("This story is not here any more. Load the list and look at what stands.")
    return found
