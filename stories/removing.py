"""Removing a story without trace: one chief asks, another confirms. Nothing stands at its addresses afterwards.

Its rows stay, as those of every story that ran, and so does the log. Nobody brings it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from editions.models import Change, PublishedStory
from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.models import EditLog, User
from stories import states
from stories.acting import allow_published, roles_of
from stories.kinship import public_kin
from stories.legal_holds import refuse_held
from stories.models import RemovalRequest, Story
from stories.taking_back import NotPublished, clean_reason, require_chief

State = PublishedStory.State
# What partners read of it in the feed of changes: that it is gone, and nothing else.
REMOVED = "removed"


class NoSuchRequest(NewsroomError):
    """The request was decided meanwhile, or another one is open."""


@transaction.atomic
def ask_removal(story: PublishedStory, *, reason: str, by: User) -> RemovalRequest:
    """Ask that a story that has run be removed without trace. It stays as it is until somebody else confirms.

    Raises NotAllowed, BadText without a reason, NotPublished where it is removed already, UnderLegalHold, and
    NoSuchRequest where one is open.
    """
    states.require("ask_removal", roles_of(by))
    why = clean_reason(reason)
    refuse_held(_at_the_desk(story), what="It cannot be removed without trace.")
    try:
        allow_published("ask_removal", PublishedStory.objects.get(pk=story.pk), by=by)
    except states.NotNow as refusal:
        raise NotPublished(f"“{story.headline}” is removed already.") from refusal
    try:
        with transaction.atomic():
            row = RemovalRequest.objects.create(story=story, reason=why, asked_by=by)
    except IntegrityError as taken:
        raise NoSuchRequest("Somebody asked for this already. Load the page: it waits to be confirmed.") from taken
    EditLog.objects.record("ask_removal", story, by=by, after={"request": str(row.uid)}, reason=why)
    return row


@transaction.atomic
def ask_removals(story: PublishedStory, also: Collection[str], *, reason: str, by: User) -> int:
    """Ask it for the story and, of those that were merged or split with it, for each of these uids; how many they are.

    All or none. Raises as `ask_removal` does, and BadText for a uid that is none of theirs.
    """
    for one in [story, *_kin(story, also)]:
        if one.pk != story.pk and open_request(one) is not None:
            raise NoSuchRequest(f"Somebody asked for “{one.headline}” already. Load the page. Nothing was done.")
        ask_removal(one, reason=reason, by=by)
    return 1 + len(set(also))


@transaction.atomic
def confirm_removal(row: RemovalRequest, *, by: User) -> None:
    """Remove the story of the request without trace, from whatever public state it is in.

    Raises NotAllowed, also for the person who asked; NoSuchRequest where it was decided, UnderLegalHold.
    """
    states.require("confirm_removal", roles_of(by))
    if row.asked_by_id == by.pk:
        raise NotAllowed("You asked for this yourself. Another chief has to confirm it.")
    refuse_held(_at_the_desk(row.story), what="It cannot be removed without trace.")
    _decide(row, RemovalRequest.Outcome.CONFIRMED, by)
    story = PublishedStory.objects.select_for_update(of=("self",)).get(pk=row.story_id)
    was, at = story.state, timezone.now()
    story.state, story.merged_into, story.modified_at = allow_published("confirm_removal", story, by=by), None, at
    story.save(update_fields=["state", "merged_into", "modified_at"])
    Change.objects.create(story=story, kind=REMOVED, at=at)
    after = {"state": State.VANISHED, "request": str(row.uid), "asked_by": str(row.asked_by.uid)}
    EditLog.objects.record(State.VANISHED, story, by=by, before={"state": was}, after=after, reason=row.reason)


@transaction.atomic
def drop_removal(row: RemovalRequest, *, reason: str, by: User) -> None:
    """Decide that the story stays as it is; whoever asked may too. Raises NotAllowed, BadText, NoSuchRequest."""
    require_chief(by)
    why = clean_reason(reason)
    _decide(row, RemovalRequest.Outcome.DROPPED, by)
    EditLog.objects.record("drop_removal", row.story, by=by, after={"request": str(row.uid)}, reason=why)


@transaction.atomic
def confirm_removals(row: RemovalRequest, also: Collection[str], *, by: User) -> int:
    """Confirm it and what is asked of those kin, all or none; how many. Raises as for one, and BadText."""
    rows = [row, *_requests(row, also)]
    for one in rows:
        confirm_removal(one, by=by)
    return len(rows)


@transaction.atomic
def drop_removals(row: RemovalRequest, also: Collection[str], *, reason: str, by: User) -> int:
    """Drop it and what is asked of those kin, all or none; how many. Raises as for one, and BadText."""
    rows = [row, *_requests(row, also)]
    for one in rows:
        drop_removal(one, reason=reason, by=by)
    return len(rows)


def open_request(story: PublishedStory | None) -> RemovalRequest | None:
    """The request that waits to be confirmed, or None."""
    if story is None:
        return None
    return RemovalRequest.objects.select_related("asked_by").filter(story=story, decided_at=None).first()


def refuse_asked_for(story: Story) -> None:
    """Raise states.NotNow where somebody asked that it be removed, for an act by which its words live on elsewhere."""
    if open_request(story.published) is not None:
        told = f"Somebody asked that “{story.headline}” be removed without trace. Decide that first."
        raise states.NotNow(f"{told} Nothing was done.")


def _kin(story: PublishedStory, also: Iterable[str]) -> list[PublishedStory]:
    wanted = set(also)
    found = [one for one in public_kin(story)[1:] if str(one.uid) in wanted]
    if len(found) != len(wanted):
        raise BadText("A story that was ticked is not kin of this one any more. Load the page. Nothing was done.")
    return found


def _requests(row: RemovalRequest, also: Iterable[str]) -> list[RemovalRequest]:
    found = []
    for one in _kin(row.story, also):
        asked = open_request(one)
        if asked is None:
            raise NoSuchRequest(f"Nobody asks for “{one.headline}” any more. Load the page. Nothing was done.")
        found.append(asked)
    return found


def _decide(row: RemovalRequest, outcome: str, by: User) -> None:
    waiting = RemovalRequest.objects.filter(pk=row.pk, decided_at=None)
    if not waiting.update(outcome=outcome, decided_by=by, decided_at=timezone.now()):
        raise NoSuchRequest("This request was decided meanwhile. Load the page and look at what stands.")


def _at_the_desk(story: PublishedStory) -> Story | None:
    return Story.objects.filter(published=story).first()
