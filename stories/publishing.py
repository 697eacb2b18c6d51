"""Verbs on a story's public life: publish, publish by policy, hide, restore, kill. Only here is the record written.

Each composes and checks outside any transaction, then commits once with a revision check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, DateTimeField, Value, When
from django.utils import timezone

from editions import content as edition_content
from editions.changes import compare, moves_facts
from editions.content import Content
from editions.models import Change, Edition, PublishedStory
from foundation import limits
from foundation.digests import digest
from foundation.errors import NewsroomError, NotAllowed, StaleSave
from foundation.models import Actor, EditLog, Engine, User
from foundation.text import clean_text
from stories.composing import Composition, compose
from stories.holding import automatic_content, reasons_to_hold, rests_on_withdrawn
from stories.models import Story, StoryArticle
from stories.recording import Record, list_story, open_story


class NotReady(NewsroomError):
    """The story cannot be published as it stands; the message lists why."""


class NothingNew(NewsroomError):
    """What would be published is what stands already."""


class NotPublished(NewsroomError):
    """The story never ran, or is in a state in which the act makes no sense."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend before publishing. `where` is the tab: story, articles, images, timeline, summary."""

    where: str
    text: str
    uid: str = ""
    is_blocking: bool = True


def problems(story: Story, made: Composition | None = None) -> list[Problem]:
    """Return what stands in the way of publishing (blocking) and what an editor would want to mend."""
    made = made or compose(story)
    machine, desk = made.content["machine"], made.content["desk"]
    found = []
    if not machine["articles"]:
        found.append(Problem("articles", "The story has no article. Attach at least one."))
    if not machine["sentences"] and not desk["sentences"]:
        waiting = "" if story.is_summary_current() else "wait until it appears, or "
        found.append(Problem("summary", f"The summary is empty: {waiting}write a sentence yourself."))
    for row in made.unsupported:
        told = f"No article supports “{row.text[:80]}”. Vouch for it as newsroom reporting, or take it out."
        found.append(Problem("summary", told, str(row.uid)))
    for row in made.failed:
        told = f"“{row.text[:80]}” does not match its sources: {' '.join(row.reasons)[:200]} Mend it or vouch for it."
        found.append(Problem("summary", told, str(row.uid)))
    for image in desk["images"]:
        for name, words in (("alt text", image["alt_text"]), ("credit line", image["credit_line"])):
            if not words:
                told = f"A picture has no {name}: {image['caption'][:60] or image['uid']}"
                found.append(Problem("images", told, image["uid"], is_blocking=False))
    if not story.is_summary_current() and machine["sentences"]:
        found.append(Problem("summary", "The summary is being brought up to date.", is_blocking=False))
    return found


def publish(story: Story, *, seen: int, by: Actor, note: str = "") -> Edition:
    """Publish what stands at the desk, desk part and machine part, as the story's next edition.

    Raises NotAllowed, StaleSave where the desk part is no longer the one seen, NotReady with what to mend,
    NothingNew, and BadContent where the content has not the documented form.
    """
    if isinstance(by, User) and not by.has_perm("stories.publish_story"):
        raise NotAllowed("Only a chief may publish. Ask one to look at the Publish tab.")
    note = clean_text(note, name="The note", max_chars=limits.NOTE_CHARS)
    rows = Story.objects.at_the_desk().select_related("published__current_edition", "lead_image__same_as")
    found = rows.filter(pk=story.pk).first()
    if found is None:
        raise NotPublished(f"{story.headline!r} was deleted. Bring it back before publishing.")
    story = found
    if story.published is not None and not story.published.is_public():
        raise NotPublished(f"This story is {story.published.get_state_display()}. Show it again before publishing.")
    if story.desk_revision != seen:
        raise StaleSave("Somebody changed this story since you opened it. Load the page, look again, then publish.")
    made = compose(story)
    blocking = [problem.text for problem in problems(story, made) if problem.is_blocking]
    if blocking:
        raise NotReady("This story is not ready. " + " ".join(blocking))
    edition_content.check(made.content)
    return _commit(story, made.content, made, by=by, note=note, cause=_cause(story, made, by))


def publish_automatically(story_id: int) -> Edition | None:
    """Publish an update by the story's policy: the machine part anew, the desk part of the current edition as it is.

    None where the story waits (too soon after the last, then the clock comes back; a withdrawn source does not wait),
    is held (the reason is written on the story), was changed meanwhile or would say nothing new. The first publication
    is never automatic.
    """
    found = Story.objects.at_the_desk().filter(pk=story_id, edition_due_at__isnull=False)
    story = found.select_related("published__current_edition", "policy_set_by", "lead_image__same_as").first()
    if story is None or story.published is None or story.published.current_edition is None:
        return None
    current = story.published.current_edition
    if not story.published.is_public():
        _hold(story, ["The story is not live."])
        return None
    standing = edition_content.upgrade(current.content, current.schema_version)
    if not rests_on_withdrawn(story, standing) and _is_put_off(story, story.published):
        return None
    made = compose(story)
    reasons = reasons_to_hold(story, standing, made)
    if reasons:
        _hold(story, reasons)
        return None
    content = automatic_content(story, standing, made)
    try:
        edition_content.check(content)
        return _commit(story, content, made, by=None, note="", cause=_cause(story, made, None))
    except NothingNew:
        _hold(story, [])
        return None
    except edition_content.BadContent as refusal:
        _hold(story, [str(refusal)])
        return None
    except StaleSave:
        return None


def _is_put_off(story: Story, published: PublishedStory) -> bool:
    """Whether the last automatic edition is too recent; then the update is due when it no longer is."""
    last = published.editions.filter(by_person__isnull=True, number__gt=1).order_by("-number").first()
    gap = timedelta(seconds=settings.AUTOMATIC_EDITION_SECONDS)
    if last is None or last.published_at + gap <= timezone.now():
        return False
    Story.objects.filter(pk=story.pk, edition_due_at=story.edition_due_at).update(
        edition_due_at=last.published_at + gap
    )
    return True


def _hold(story: Story, reasons: list[str]) -> None:
    """Write why the update did not go out; no reasons where there was nothing to say. A newer run is due again."""
    due = Story.objects.filter(pk=story.pk, edition_due_at=story.edition_due_at, summary_version=story.summary_version)
    due.update(edition_due_at=None, hold_reason=" ".join(reasons))


def _cause(story: Story, made: Composition, by: Actor | None) -> dict[str, Any]:
    fresh = StoryArticle.objects.filter(story=story, number__isnull=True, pk__in=made.numbers)
    cause: dict[str, Any] = {"articles": sorted(made.numbers[pk] for pk in fresh.values_list("pk", flat=True))}
    if isinstance(by, User):
        cause["editor"] = str(by.uid)
    return cause


def _by_text(story: Story, by: Actor | None) -> str:
    if isinstance(by, User):
        return by.display_name()
    if by is not None:
        return f"command {by.name}"
    return f"automatic, policy set by {story.policy_set_by.display_name() if story.policy_set_by else 'the newsroom'}"


def _commit(
    story: Story, content: Content, made: Composition, *, by: Actor | None, note: str, cause: dict[str, Any]
) -> Edition:
    """Write edition, columns, lists, change and log in one transaction; nothing where the content is what stands."""
    content_digest = digest(content)
    old = story.published.current_edition if story.published else None
    if old is not None and old.content_digest == content_digest and story.published and story.published.is_public():
        raise NothingNew("Nothing changed since the last version, so no new one was made.")
    old_content = edition_content.upgrade(old.content, old.schema_version) if old else None
    changes = compare(old_content, content, cause=cause)
    now = timezone.now()
    try:
        return _write(story, content, made, by=by, note=note, changes=changes, now=now)
    except IntegrityError as taken:
        raise StaleSave("Another story took the same address in this very moment. Publish again.") from taken


def _write(
    story: Story,
    content: Content,
    made: Composition,
    *,
    by: Actor | None,
    note: str,
    changes: list[dict[str, Any]],
    now: datetime,
) -> Edition:
    old = story.published.current_edition if story.published else None
    with transaction.atomic():
        _claim_desk(story, by, now)
        _give_numbers(made)
        published = _claim_public(story) if story.published else open_story(story, content, now)
        edition = Edition.objects.create(
            story=published,
            number=(old.number if old else 0) + 1,
            kind=Edition.Kind.UPDATE if old else Edition.Kind.FIRST,
            published_at=now,
            by_person=by if isinstance(by, User) else None,
            by_text=_by_text(story, by),
            note=note,
            schema_version=edition_content.SCHEMA_VERSION,
            content=content,
            content_digest=digest(content),
            changes=changes,
        )
        record = Record(published, edition, content)
        list_story(record, facts_moved=old is None or moves_facts(changes))
        Change.objects.create(story=published, edition=edition, kind=edition.kind, at=now)
        Story.objects.filter(pk=story.pk).update(published=published)
        EditLog.objects.record(
            "publish", published, by=by or _policy_actor(story), reason=note, after={"version": edition.number}
        )
    return edition


def _policy_actor(story: Story) -> Actor:
    return Engine(name=_by_text(story, None))


def _claim_desk(story: Story, by: Actor | None, now: datetime) -> None:
    """Take the story's row. What was composed still stands, or the publication is refused.

    An automatic edition is of the policy and of the run it was composed from; a person's is of the desk part that was
    seen, and a run that was saved meanwhile is due after it.
    """
    rows = Story.objects.filter(pk=story.pk, published=story.published)
    if by is None:
        rows = rows.filter(
            edition_due_at=story.edition_due_at,
            summary_version=story.summary_version,
            is_sensitive=False,
            summary_policy=Story.SummaryPolicy.PUBLISH,
        )
        count = rows.update(edition_due_at=None, hold_reason="")
    else:
        is_of_this_run = When(summary_version=story.summary_version, then=Value(None))
        count = rows.filter(desk_revision=story.desk_revision).update(
            published_desk_revision=story.desk_revision,
            editorial_state=Story.EditorialState.APPROVED,
            edition_due_at=Case(is_of_this_run, default=Value(now), output_field=DateTimeField()),
            hold_reason="",
            changed_at=now,
        )
    if not count:
        raise StaleSave(_MOVED)


def _claim_public(story: Story) -> PublishedStory:
    """Take the public row, live and with the edition that was compared with; a kill meanwhile wins."""
    assert story.published is not None
    rows = PublishedStory.objects.select_for_update().filter(
        pk=story.published.pk, current_edition=story.published.current_edition_id, state=PublishedStory.State.LIVE
    )
    standing = rows.first()
    if standing is None:
        raise StaleSave(_MOVED)
    return standing


_MOVED = "This story was saved, published or taken back while you were publishing it. Look again, then publish."


def _give_numbers(made: Composition) -> None:
    for pk, number in made.numbers.items():
        StoryArticle.objects.filter(pk=pk, number__isnull=True).update(number=number)


# --- taking back ------------------------------------------------------------------------------------
@transaction.atomic
def withhold(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Hide a live story for now; readers see that nothing is there. Raises NotPublished where it is not live."""
    _move(story, PublishedStory.State.LIVE, PublishedStory.State.WITHHELD, reason=reason, by=by)


@transaction.atomic
def restore(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Show a hidden story again as it last stood; what it missed is due. Raises NotPublished where it is not hidden."""
    _move(story, PublishedStory.State.WITHHELD, PublishedStory.State.LIVE, reason=reason, by=by)
    Story.objects.filter(published=story, edition_due_at__isnull=True).update(edition_due_at=timezone.now())


@transaction.atomic
def kill(story: PublishedStory, *, reason: str, by: Actor) -> None:
    """Withdraw a story that has run, hidden or not; a notice stays and partners are told."""
    was = story.state if story.state == PublishedStory.State.WITHHELD else PublishedStory.State.LIVE
    _move(story, was, PublishedStory.State.KILLED, reason=reason, by=by)


def _move(story: PublishedStory, was: str, now: str, *, reason: str, by: Actor) -> None:
    if isinstance(by, User) and not by.has_perm("stories.publish_story"):
        raise NotAllowed("Only a chief may take a story off the site or bring it back.")
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
    at = timezone.now()
    if not PublishedStory.objects.filter(pk=story.pk, state=was).update(state=now, modified_at=at):
        raise NotPublished(f"{story.headline!r} is {story.get_state_display()}, so this cannot be done now.")
    Change.objects.create(story=story, kind=now, at=at)
    EditLog.objects.record(now, story, by=by, before={"state": was}, after={"state": now}, reason=why)
