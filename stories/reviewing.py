"""Verbs on who works on a story and how far its copy is: review, approval, the spike, who it was given to.

They change no word, so they raise no desk revision. Each moves the state as stories/states.py says, by an UPDATE that
finds nothing where somebody moved it meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation import limits
from foundation.digests import digest
from foundation.errors import NewsroomError, NotAllowed, StaleSave
from foundation.models import Actor, EditLog, User
from foundation.text import clean_text
from stories import posting, sealing, states
from stories.acting import allow, may, published_of, roles_of
from stories.alerting import raise_alert
from stories.composing import Composition, compose
from stories.curating import may_edit
from stories.models import Alert, Story
from stories.publishing import ready_composition

_MOVED = "Somebody moved this story in this very moment. Load the page and look at what stands."


class SealStands(NewsroomError):
    """What is sealed for the story would not go out, and nobody said so."""


class NobodyToGive(NewsroomError):
    """The person cannot work on the story, or does so already, or never did."""


@transaction.atomic
def send_to_review(story: Story, *, by: Actor, note: str = "", is_one_of_many: bool = False) -> None:
    """Ask an editor to look at the draft; whoever is near it and may approve it is told.

    The letters of one of many wait for those of the others: `tell_of_many` follows.
    Raises NotAllowed, states.NotNow, BadText and StaleSave.
    """
    _move(story, "send_to_review", by=by, note=_note(note))
    _tell(Alert.Kind.REVIEW, story, by=by, is_one_of_many=is_one_of_many)


def tell_of_many(stories: Collection[Story], *, by: User, since: datetime) -> None:
    """Write to whoever is told of several of these since then one letter of each kind that lists them.

    It joins the letters of what was sent to review, given or handed over as one of many.
    """
    for kind in (Alert.Kind.REVIEW, Alert.Kind.ASSIGN, Alert.Kind.HANDOVER, Alert.Kind.TAKEN):
        posting.join(kind, stories, by=by, since=since)


@transaction.atomic
def send_back(story: Story, *, by: Actor, note: str, breaks_seal: bool = False) -> None:
    """Make it a draft again, with a note that says what is missing; an approval ends, and a seal is broken.

    Raises as `send_to_review`, and SealStands where a chief did not say that the seal may be broken.
    """
    why = _note(note, required=True)
    found = _taken(story, by)
    is_sealed = published_of(found) == "sealed"
    if is_sealed and not breaks_seal and may("send_back", found, by=by):
        raise SealStands("This story is sealed: send it back on its Publish tab, which says what does not go out then.")
    _move(found, "send_back", by=by, note=why, approved_digest="", approved_by=None)
    if is_sealed:
        sealing.unseal(found, by=by, why=why)


@transaction.atomic
def take_back(story: Story, *, by: Actor, note: str = "") -> None:
    """Make a draft again of what was sent to review and is not approved yet. Letters that still wait do not leave.

    Raises as `send_to_review`, and NotAllowed for who neither sent the story nor owns it: an editor sends it back.
    """
    why, found = _note(note), _taken(story, by)
    allow("take_back", found, by=by)
    if isinstance(by, User) and by.pk not in (found.owner_id, _sender(found)):
        raise NotAllowed("Only who sent this story to review, or its owner, takes it back. An editor sends it back.")
    _move(found, "take_back", by=by, note=why)


def may_take_back(story: Story, *, by: User) -> bool:
    """Whether this person may take the story back from review now: for a button."""
    return may("take_back", story, by=by) and by.pk in (story.owner_id, _sender(story))


def _sender(story: Story) -> int | None:
    """Who sent the story to review last, by id."""
    sent = EditLog.objects.filter(subject_uid=story.uid, verb="send_to_review").order_by("-pk")
    return sent.values_list("person", flat=True).first()


def approve(story: Story, *, seen: int, by: User) -> None:
    """Approve the desk part that was seen: the approval is of its digest, so that an edit after it asks again.

    Raises NotAllowed, states.NotNow, NotReady with what must be mended first, and StaleSave where the desk part is no
    longer the one seen.
    """
    may_edit(story, by)
    found = Story.objects.open().select_related("published__current_edition", "lead_image__same_as").filter(pk=story.pk)
    standing = found.first() or story
    allow("approve", standing, by=by)
    if standing.desk_revision != seen:
        raise StaleSave("Somebody changed this story since you opened it. Load the page, look again, then approve.")
    made = ready_composition(standing)
    with transaction.atomic():
        signed = digest(made.content["desk"])
        told = {"desk_digest": signed}
        _move(standing, "approve", by=by, told=told, desk_revision=seen, approved_digest=signed, approved_by=by)


def is_approved(story: Story, made: Composition | None = None) -> bool:
    """Whether what stands at the desk is what was approved, to the digest: pictures and topics may change elsewhere."""
    if story.editorial_state != Story.EditorialState.APPROVED or not story.approved_digest:
        return False
    return digest((made or compose(story)).content["desk"]) == story.approved_digest


@transaction.atomic
def spike(story: Story, *, reason: str, by: Actor) -> None:
    """Drop a story that has not run: nobody changes it, and no machine works on it, until it is taken off the spike.

    Raises as `send_to_review`, and BadText without a reason.
    """
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
    _move(story, "spike", by=by, note=why, approved_digest="", approved_by=None)


@transaction.atomic
def unspike(story: Story, *, by: Actor) -> None:
    """Take a story off the spike: it is a draft, and its summary is due where something came in. Raises as above."""
    _move(story, "unspike", by=by)


@transaction.atomic
def assign(story: Story, *, to: User, by: Actor, note: str = "", is_one_of_many: bool = False) -> None:
    """Let somebody else work on the story too: a reporter sees it from now on.

    The letter of one of many waits as in `send_to_review`. Raises NotAllowed, states.NotNow, and NobodyToGive for who
    may write no story, or works on it already.
    """
    why = _note(note)
    found = _taken(story, by)
    allow("assign", found, by=by)
    _refuse_idle(to)
    if Story.objects.worked_on_by(to).filter(pk=found.pk).exists():
        raise NobodyToGive(f"{to.display_name()} works on this story already.")
    found.assigned.add(to)
    EditLog.objects.record("assign", found, by=by, after={"person": str(to.uid)}, reason=why)
    _tell(Alert.Kind.ASSIGN, found, by=by, told=to, is_one_of_many=is_one_of_many)


@transaction.atomic
def unassign(story: Story, *, who: User, by: Actor) -> None:
    """Take the story from somebody it was given to; its owner keeps it. Raises NotAllowed, NotNow and NobodyToGive."""
    found = _taken(story, by)
    allow("assign", found, by=by)
    if not found.assigned.through.objects.filter(story=found, user=who).delete()[0]:
        raise NobodyToGive(f"{who.display_name()} was not given this story, or was unassigned meanwhile.")
    EditLog.objects.record("unassign", found, by=by, before={"person": str(who.uid)})


@transaction.atomic
def own(story: Story, *, owner: User, by: Actor, note: str = "", is_one_of_many: bool = False) -> None:
    """Make somebody the owner. An editor may name anybody for any story; a reporter hands over their own.

    The owner before keeps the story among those given to them. Letters and refusals are those of `assign`.
    """
    why = _note(note)
    found = _taken(story, by)
    allow("own", found, by=by)
    if not (isinstance(by, User) and found.owner_id == by.pk):
        states.require("assign", roles_of(by))
    _refuse_idle(owner)
    if found.owner_id == owner.pk:
        raise NobodyToGive(f"{owner.display_name()} owns this story already.")
    before = found.owner
    if before is not None:
        found.assigned.add(before)
    found.assigned.through.objects.filter(story=found, user=owner).delete()
    Story.objects.filter(pk=found.pk).update(owner=owner, changed_at=timezone.now())
    was = {"owner": str(before.uid)} if before else {}
    EditLog.objects.record("own", found, by=by, before=was, after={"owner": str(owner.uid)}, reason=why)
    _tell(Alert.Kind.HANDOVER, found, by=by, told=owner, is_one_of_many=is_one_of_many)
    if before is not None:
        _tell(Alert.Kind.TAKEN, found, by=by, told=before, is_one_of_many=is_one_of_many)


def note_of_review(story: Story) -> EditLog | None:
    """The last word said in reviewing the story as it stands: sent, taken back, sent back or spiked; else None."""
    verbs = {"draft": ["send_back", "take_back"], "in_review": ["send_to_review"], "spiked": ["spike"]}.get(
        story.editorial_state
    )
    if not verbs:
        return None
    said = ["send_to_review", "take_back", "send_back", "spike", "unspike", "approve", "publish"]
    rows = EditLog.objects.filter(subject_uid=story.uid, verb__in=said).select_related("person").order_by("-pk")
    last = rows.first()
    return last if last is not None and last.verb in verbs else None


def _taken(story: Story, by: Actor) -> Story:
    """The story's row, taken, where this person may work on it. Raises NotAllowed."""
    may_edit(story, by)
    return (
        Story.objects.select_for_update(of=("self",), no_key=True).select_related("published", "owner").get(pk=story.pk)
    )


def _move(
    story: Story,
    verb: str,
    *,
    by: Actor,
    note: str = "",
    told: dict[str, Any] | None = None,
    desk_revision: int | None = None,
    **columns: Any,
) -> None:
    """Move the copy's state as the table says, and log it. Raises NotAllowed, states.NotNow and StaleSave."""
    found = _taken(story, by)
    to = allow(verb, found, by=by)[states.EDITORIAL]
    was = found.editorial_state
    rows = Story.objects.filter(pk=found.pk, editorial_state=was, deleted_at=None)
    if desk_revision is not None:
        rows = rows.filter(desk_revision=desk_revision)
    if not rows.update(editorial_state=to, changed_at=timezone.now(), **columns):
        raise StaleSave(_MOVED)
    after = {"state": to, **(told or {})}
    EditLog.objects.record(verb, found, by=by, before={"state": was}, after=after, reason=note)


def _tell(kind: Alert.Kind, story: Story, *, by: Actor, is_one_of_many: bool, told: User | None = None) -> None:
    """Tell the one person, or whoever the kind concerns; letters of one of many wait for those of the others."""
    # The time tells this alert from the next of its kind to the same person.
    ref = f"{told.pk if told else ''} {timezone.now().isoformat()}".strip()
    alert = raise_alert(kind, story, ref=ref, by=by, told=told)
    if alert is not None and is_one_of_many:
        posting.hold_back(alert)


def _refuse_idle(person: User) -> None:
    if not person.is_active or not roles_of(person) & {states.REPORTER, states.EDITOR, states.CHIEF}:
        raise NobodyToGive(f"{person.display_name()} may write no story. Give it to a reporter, an editor or a chief.")


def _note(note: str, *, required: bool = False) -> str:
    return clean_text(note, name="The note", max_chars=limits.NOTE_CHARS, required=required)
