"""Verbs on what was approved for later: seal, break the seal, release.

A sealed edition is the content as it was approved, and exactly that goes out: at its time, by the clock, or before, by
a chief. Until then no public query reaches it, and the story has no public identity at all.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from editions import content as edition_content
from editions.causes import Occasion
from editions.content import Content
from editions.models import Edition, SealedEdition
from editions.nameless import carries
from editions.redactions import shows_picture
from foundation.digests import digest
from foundation.errors import NewsroomError, StaleSave
from foundation.models import Actor, Command, EditLog, User
from foundation.name_forms import Names
from stories import states
from stories.acting import allow, moved, roles_of
from stories.committing import Act, commit
from stories.embargoes import refuse_embargoed, to_come
from stories.holding import withdrawn_since
from stories.models import Story
from stories.pictures.expiring import without_expired
from stories.publishing import AlreadySealed, NotPublished, ready_composition, ready_story, signed
from stories.urgent import release_late, release_refused

logger = logging.getLogger(__name__)
# So late a release is an alert: its minute is over.
LATE = timedelta(minutes=1)
_GONE = "Nothing is sealed for this story any more. Load the page and look again."


class NotSealed(NewsroomError):
    """Nothing is sealed for this story, or it was released or broken meanwhile."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the desk may know of a sealed edition: who approved which desk part, when, and when it is released."""

    headline: str
    approved_by: str
    sealed_at: datetime
    release_at: datetime | None
    desk_revision: int


def seals_citing(article: str, stories: Collection[UUID]) -> set[UUID]:
    """Return those of these stories, by uid, whose sealed edition cites the article of this uid."""
    found = set()
    for row in SealedEdition.objects.filter(story_uid__in=stories):
        content = edition_content.upgrade(row.content, row.schema_version)
        parts = (content["desk"], content["machine"])
        items = [item for part in parts for item in [*part["sentences"], *part["timeline"]]]
        if any(citation["article"] == article for item in items for citation in item["citations"]):
            found.add(row.story_uid)
    return found


def seal_of(story: Story) -> Seal | None:
    """Return the story's seal, or None."""
    row = SealedEdition.objects.select_related("approved_by").filter(story_uid=story.uid).first()
    if row is None:
        return None
    headline = row.content["desk"]["headline"]
    return Seal(headline, row.approved_by.display_name(), row.sealed_at, row.release_at, row.desk_revision)


def sealed_content(story: Story) -> Content | None:
    """Return what is sealed for the story, in today's form, for whoever may look at it at the desk; None without."""
    row = SealedEdition.objects.filter(story_uid=story.uid).first()
    return edition_content.upgrade(row.content, row.schema_version) if row else None


def with_seals(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Read with each story since when it is sealed (`sealed_since`) and until when (`sealed_until`)."""
    seals = SealedEdition.objects.filter(story_uid=OuterRef("uid"))
    return stories.annotate(
        sealed_since=Subquery(seals.values("sealed_at")), sealed_until=Subquery(seals.values("release_at"))
    )


def sealed_among(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Return those of the stories that are sealed, as `with_seals` reads them, the next to be released first."""
    rows = with_seals(stories).filter(uid__in=SealedEdition.objects.values("story_uid"))
    return rows.order_by(F("sealed_until").asc(nulls_last=True), "pk")


def seal(story: Story, *, seen: int, by: User, until: datetime | None) -> None:
    """Approve what stands at the desk for a time (aware), or under an embargo that somebody lifts (None).

    Raises as `publishing.publish` does, NotPublished for a story that has run (what is public cannot be embargoed),
    AlreadySealed, BadText for a time that has passed, and Embargoed for one under the embargo.
    """
    story = ready_story(story, seen=seen, by=by, verb="seal")
    if until is not None:
        refuse_embargoed(story, to_come(until))
    made = ready_composition(story)
    standing, to = moved("seal", by=by)
    approval = signed(story, made.content, by)
    try:
        with transaction.atomic():
            rows = Story.objects.open().filter(pk=story.pk, desk_revision=seen, published=None)
            if not rows.filter(editorial_state__in=standing).update(release_at=until, editorial_state=to, **approval):
                raise StaleSave("Somebody changed this story in this very moment. Look again, then seal it.")
            SealedEdition.objects.create(
                story_uid=story.uid,
                content=made.content,
                schema_version=edition_content.SCHEMA_VERSION,
                content_digest=digest(made.content),
                desk_revision=seen,
                approved_by=by,
                release_at=until,
                embargo_until=story.embargo_until,
            )
            EditLog.objects.record("seal", story, by=by, after={"until": _told(until)})
    except IntegrityError as twice:
        raise AlreadySealed("This story is sealed already. Break the seal first, then seal what stands now.") from twice


@transaction.atomic
def break_seal(story: Story, *, by: User) -> None:
    """Throw away what was sealed: nothing goes out, and the story is a draft again. Raises NotSealed and NotAllowed."""
    states.require("break_seal", roles_of(by))
    found = Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
    if not SealedEdition.objects.filter(story_uid=story.uid).exists():
        raise NotSealed(_GONE)
    to = allow("break_seal", found, by=by)[states.EDITORIAL]
    unseal(found, by=by)
    Story.objects.filter(pk=found.pk).update(editorial_state=to, approved_digest="", approved_by=None)


def unseal(story: Story, *, by: Actor, why: str = "") -> None:
    """Throw away what was sealed and log it, inside a transaction that took the story's row and moves its state."""
    SealedEdition.objects.filter(story_uid=story.uid).delete()
    Story.objects.filter(pk=story.pk).update(
        release_at=None,
        hold_reason="",
        # A refused release had asked for it, and no summary is made meanwhile. The clock asks again where one failed.
        needs_attention=False,
    )
    EditLog.objects.record("break_seal", story, by=by, reason=why)


def release(story: Story, *, by: Actor) -> Edition:
    """Publish exactly what was sealed, now. What came in since follows as an update by the story's policy.

    Raises NotSealed, NotAllowed, StaleSave, and NotPublished for a story that was deleted, for content that is not what
    was approved, and where a source was retracted or its publisher's leave withdrawn since: nothing would take those
    words out of a story whose updates are held. By the clock also Embargoed, and where whoever approved it may not
    publish any more; a chief who releases it by hand ends the embargo and stands by it.
    """
    verb = "release" if isinstance(by, User) else "release_in_time"
    states.require(verb, roles_of(by))
    sealed = SealedEdition.objects.select_related("approved_by").filter(story_uid=story.uid).first()
    if sealed is None:
        raise NotSealed(_GONE)
    found = Story.objects.open().filter(pk=story.pk, published=None).first()
    if found is None:
        raise NotPublished(f"“{story.headline}” was deleted or has run. What was sealed for it stays sealed.")
    allow(verb, found, by=by)
    if not isinstance(by, User):
        refuse_embargoed(found)
        _refuse_unapproved(sealed)
    return commit(_act(found, sealed, _approved_content(story, sealed), by))


def reschedule(story: Story, *, until: datetime | None, by: User) -> None:
    """Release exactly what was sealed at another time (aware), or when somebody does it (None); no new approval.

    Raises NotAllowed, NotSealed, BadText for a time that has passed, and Embargoed for one under the embargo.
    """
    states.require("reschedule", roles_of(by))
    end = None if until is None else to_come(until)
    with transaction.atomic():
        found = Story.objects.select_for_update(of=("self",), no_key=True).get(pk=story.pk)
        sealed = SealedEdition.objects.select_for_update().filter(story_uid=story.uid).first()
        if sealed is None:
            raise NotSealed(_GONE)
        allow("reschedule", found, by=by)
        if end is not None:
            refuse_embargoed(found, end)
        SealedEdition.objects.filter(pk=sealed.pk).update(release_at=end)
        Story.objects.filter(pk=found.pk).update(release_at=end, hold_reason="", needs_attention=False)
        before = {"until": _told(sealed.release_at)}
        EditLog.objects.record("reschedule", found, by=by, before=before, after={"until": _told(end)})


def _refuse_unapproved(sealed: SealedEdition) -> None:
    """Raise NotPublished where whoever approved it for its time may not publish any more."""
    by = sealed.approved_by
    if not by.is_active or not may_release(by):
        told = f"{by.display_name()}, who approved it, may not publish any more."
        raise NotPublished(f"{told} A chief who stands by it can release it.")


def may_release(by: User) -> bool:
    """Whether what this person seals goes out: they have a role that may release it."""
    return bool(states.states_for(states.PUBLISHED, "release", roles_of(by)))


def _told(until: datetime | None) -> str:
    return until.isoformat() if until else ""


def _approved_content(story: Story, sealed: SealedEdition) -> Content:
    """What was approved, in today's form. Raises NotPublished where it may not be shown any more, and BadContent."""
    if digest(sealed.content) != sealed.content_digest:
        raise NotPublished(f"What was sealed for “{story.headline}” is no longer what was approved. Seal it again.")
    content = edition_content.upgrade(sealed.content, sealed.schema_version)
    content = without_expired(content, timezone.now())
    edition_content.check(content)
    withdrawn = withdrawn_since(content)
    if withdrawn:
        names = ", ".join(withdrawn)
        told = f"What was sealed for “{story.headline}” shows words of {names} that may not be shown so any more."
        raise NotPublished(f"{told} Break the seal and look at what stands now.")
    return content


def _act(story: Story, sealed: SealedEdition, content: Content, by: Actor) -> Act:
    numbers = {article["uid"]: article["number"] for article in content["machine"]["articles"]}
    rows = story.story_articles.filter(article__uid__in=numbers).values_list("pk", "article__uid")

    def claim(now: datetime) -> int:
        # The story's row before the seal's, as sealing and breaking take them.
        Story.objects.select_for_update(of=("self",), no_key=True).filter(pk=story.pk).first()
        if not SealedEdition.objects.filter(pk=sealed.pk, content_digest=sealed.content_digest).delete()[0]:
            return 0
        rows = Story.objects.open().filter(pk=story.pk, published=None)
        if not isinstance(by, User):
            rows = rows.not_embargoed(now)
        return rows.update(
            published_desk_revision=sealed.desk_revision,
            edition_due_at=now,
            embargo_since=None,
            embargo_until=None,
            release_at=None,
            hold_reason="",
            needs_attention=False,
            changed_at=now,
        )

    return Act(
        story=story,
        content=content,
        numbers={pk: numbers[str(uid)] for pk, uid in rows},
        by=by,
        by_text=sealed.approved_by.display_name(),
        by_person=sealed.approved_by,
        occasion=Occasion(editor=str(sealed.approved_by.uid)),
        claim=claim,
    )


def sealed_with(names: Names) -> list[str]:
    """Headlines of what is sealed and carries one of the names: its release will be refused."""
    rows = SealedEdition.objects.order_by("pk").values_list("content", flat=True)
    return [content["desk"]["headline"] for content in rows.iterator(200) if carries(content, names)]


def sealed_showing(pictures: Collection[str]) -> list[str]:
    """Headlines of what is sealed and shows one of the pictures, by uid: once pulled, its release will be refused."""
    rows = SealedEdition.objects.order_by("pk").values_list("content", flat=True)
    return [content["desk"]["headline"] for content in rows.iterator(200) if shows_picture(content, pictures)]


def release_due() -> int:
    """Release what is due, oldest first. One that is refused is told at the desk and never holds up the others."""
    due = SealedEdition.objects.filter(release_at__lte=timezone.now()).order_by("release_at", "pk")
    released = 0
    for pk, uid, at in due.values_list("pk", "story_uid", "release_at")[:50]:
        story = Story.objects.filter(uid=uid).first()
        try:
            if story is None:
                raise NotPublished("The story of what was sealed is gone.")
            release(story, by=Command("clock"))
            released += 1
            if at is not None and at < timezone.now() - LATE:
                release_late(story, due=at)
        except (NotSealed, StaleSave):
            continue  # another clock, or a person, was first
        except (NewsroomError, DataError) as refusal:
            logger.critical("The release of story %s at its time was refused: %s", uid, type(refusal).__name__)
            _refused(pk, story, refusal)
    return released


@transaction.atomic
def _refused(pk: int, story: Story | None, refusal: Exception) -> None:
    """Take the release off its time, and tell of it."""
    SealedEdition.objects.filter(pk=pk).update(release_at=None)
    if story is not None:
        told = f"Not released: {refusal}"[:2000]
        Story.objects.filter(pk=story.pk).update(hold_reason=told, needs_attention=True)
        release_refused(story)


def oldest_due() -> datetime | None:
    """Return the time of the release that has been due the longest; None where none is."""
    due = SealedEdition.objects.filter(release_at__lte=timezone.now())
    return due.order_by("release_at").values_list("release_at", flat=True).first()
