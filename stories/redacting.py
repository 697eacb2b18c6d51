"""Redacting: taking one sentence, timeline entry or picture out of every edition of a story, at every reading.

The public row learns of it in the same transaction, so that no page, document or file answers with it afterwards; at
the desk it is taken out too, and the machine does not bring a sentence back in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, PositiveIntegerField, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from editions import content as edition_content
from editions.models import Change, Edition, PublishedStory, Redaction
from editions.redactions import Redacted, items_of, place_of, redacted
from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog, User
from foundation.zones import instant
from stories import states
from stories.acting import allow_published, roles_of
from stories.kinship import kin_of
from stories.models import Story
from stories.subediting import remember_deleted
from stories.taking_back import NotPublished, clean_reason

What = Redaction.What
Item = dict[str, Any]
REDACTED = "redacted"


class AlreadyRedacted(NewsroomError):
    """It was redacted before."""


def redact(story: Story, what: str, uid: str, *, reason: str, by: Actor) -> None:
    """Take a sentence, entry or picture out of every public edition; a picture with its look-alikes in the story.

    Stories that were merged with this one or split from it, which hold the same words, give it up too.

    Raises NotAllowed, BadText without a reason, AlreadyRedacted, and NotPublished for what never was public: that is
    taken out at the desk.
    """
    states.require("redact", roles_of(by))
    why = clean_reason(reason)
    if story.published is None:
        raise NotPublished(f"“{story.headline}” has not run. Take it out at the desk: nobody read it.")
    allow_published("redact", story.published, by=by)
    family = kin_of(story)
    held = {one.pk: held_in(one.published, what, uid) for one in family if one.published is not None}
    everything = {uid: item for items in held.values() for uid, item in items.items()}
    if not everything:
        raise NotPublished("No version of this story holds it. Take it out at the desk: nobody read it.")
    with transaction.atomic():
        for one in family:
            if one.pk == story.pk or held.get(one.pk) or _stands_at_the_desk(one, what, list(everything)):
                _take_out_at_the_desk(one, what, everything, by)
        public = [one.published for one in family if one.published is not None and held[one.pk]]
        done = [redact_public(row, what, everything, reason=why, by=by) for row in sorted(public, key=lambda r: r.pk)]
        if not any(done):
            raise AlreadyRedacted("This was redacted before. Load the page and look at what stands.")
        after = {"what": what, "uids": list(everything)}
        for row in {story.published, *public}:
            EditLog.objects.record("redact", row, by=by, after=after, reason=why)


def editions_of(story: PublishedStory) -> Iterator[tuple[int, edition_content.Content]]:
    """Number and content of each edition, the newest first, in today's form."""
    rows = Edition.objects.filter(story=story).order_by("-number").values_list("number", "content", "schema_version")
    for number, content, version in rows.iterator(20):
        yield number, edition_content.upgrade(content, version)


def held_in(story: PublishedStory, what: str, uid: str) -> dict[str, Item]:
    """The item as the newest edition that holds it does, by uid; empty where none does.

    Of a picture also those that any edition shows as the same photograph.
    """
    found: dict[str, Item] = {}
    for _, content in editions_of(story):
        if what == What.IMAGE:
            found = {**_photograph(content, {uid, *found}), **found}
        elif not found:
            found = {item["uid"]: item for kind, item in items_of(content) if (kind, item["uid"]) == (what, uid)}
    return found


def _photograph(content: edition_content.Content, uids: set[str]) -> dict[str, Item]:
    """The picture of these uids and those that stand under it, where the edition shows one of them."""
    shown = (image for image in content["desk"]["images"])
    groups = [[image, *image["also"]] for image in shown if uids & {image["uid"], *(o["uid"] for o in image["also"])}]
    return {one["uid"]: one for group in groups for one in group}


def redact_public(
    story: PublishedStory, what: str, items: dict[str, Item], *, reason: str, by: Actor, stays: bool = True
) -> bool:
    """Write redactions of these items, by uid, on the public row. False where all of them were redacted before.

    Without `stays` later editions do not say that something was removed. Call it inside the transaction of an act,
    after the desk's row was taken: whoever publishes takes the rows in this order.
    """
    row = PublishedStory.objects.select_for_update(of=("self",)).get(pk=story.pk)
    known = {(one["what"], one["uid"]) for one in row.redactions}
    fresh = {uid: item for uid, item in items.items() if (what, uid) not in known}
    if not fresh:
        return False
    now, person = timezone.now(), by if isinstance(by, User) else None
    Redaction.objects.bulk_create(
        Redaction(story=row, what=what, target=uid, reason=reason, by=person, at=now) for uid in fresh
    )
    last = row.editions.order_by("-number").values_list("number", flat=True).first() or 0
    row.redactions = [*row.redactions, *_public(what, fresh, now, last, stays=stays)]
    if what == What.IMAGE:
        row.images.remove(*row.images.filter(uid__in=list(fresh)))
        row.lead_image = _lead_left(row)
    row.modified_at = now
    row.save(update_fields=["redactions", "lead_image", "modified_at"])
    Change.objects.create(story=row, edition=row.current_edition, kind=REDACTED, at=now)
    return True


def _public(what: str, items: dict[str, Item], at: datetime, version: int, *, stays: bool) -> Iterable[Redacted]:
    """The redactions as the public row holds them; a photograph that is known by several uids is told of once."""
    for place, (uid, item) in enumerate(items.items()):
        is_told = stays and (what != What.IMAGE or place == 0)
        yield Redacted(what=what, uid=uid, at=instant(at), version=version, place=place_of(what, item), stays=is_told)


def _lead_left(story: PublishedStory) -> Item | None:
    """The picture that cards show from now on."""
    edition = story.current_edition
    if edition is None:
        return None
    whole = edition_content.upgrade(edition.content, edition.schema_version)
    desk = redacted(whole, story.redactions, version=edition.number)["desk"]
    return next((image for image in desk["images"] if image["uid"] == desk["lead_image"]), None)


# --- at the desk ------------------------------------------------------------------------------------
def _stands_at_the_desk(story: Story, what: str, uids: list[str]) -> bool:
    rows = {
        What.SENTENCE: story.sentences.filter(uid__in=uids),
        What.ENTRY: story.timeline_entries.filter(uid__in=uids),
        What.IMAGE: story.placements.filter(image__uid__in=uids, removed_at=None),
    }
    return what in rows and rows[What(what)].exists()


def _take_out_at_the_desk(story: Story, what: str, items: dict[str, Item], by: Actor) -> None:
    raise_revision(Story.objects.filter(pk=story.pk))
    now, uids = timezone.now(), list(items)
    if what == What.SENTENCE:
        rows = story.sentences.filter(uid__in=uids)
        for text in {*rows.values_list("text", flat=True), *(item["text"] for item in items.values())}:
            remember_deleted(text, story, by)
        rows.update(removed_at=Coalesce("removed_at", now), desk_changed_at=now)
    elif what == What.ENTRY:
        story.timeline_entries.filter(uid__in=uids, removed_at=None).update(removed_at=now)
    else:
        story.placements.filter(image__uid__in=uids, removed_at=None).update(removed_at=now)
        lead_with_what_is_left(story)


def lead_with_what_is_left(story: Story) -> None:
    """Let the first picture that stands lead, where the one that led was taken out."""
    placed = story.placements.filter(removed_at=None).order_by("position", "pk")
    if not placed.filter(image=F("story__lead_image")).exists():
        first = placed.first()
        Story.objects.filter(pk=story.pk).update(lead_image=first.image_id if first else None)


def raise_revision(stories: Any) -> int:
    """Raise the desk revision of these stories: the law asks nobody what they saw.

    Where people's words were all published before, they still are.
    """
    is_clean = When(published_desk_revision=F("desk_revision"), then=F("published_desk_revision") + 1)
    count: int = stories.update(
        desk_revision=F("desk_revision") + 1,
        published_desk_revision=Case(
            is_clean, default=F("published_desk_revision"), output_field=PositiveIntegerField()
        ),
        changed_at=timezone.now(),
    )
    return count
