"""Pulling a picture and its look-alikes from every story: their files stop answering, old versions lose them too.

What must go goes in one transaction; the versions with the replacement follow, each for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from editions import content as edition_content
from editions.causes import Occasion
from editions.content import Content
from editions.models import Edition, PublishedStory, Redaction
from editions.redactions import items_of, without_redacted
from editions.restrictions import Restricted, close_gate
from foundation.errors import BadText, NewsroomError, StaleSave
from foundation.models import Actor, EditLog, User
from media.models import Image
from stories.committing import Act, NothingNew, PicturePulled, commit
from stories.gallery import shown_image
from stories.models import Placement, Story
from stories.pictures.permitting import hindrance
from stories.reaching import photograph, published_with
from stories.redacting import editions_of, lead_with_what_is_left, raise_revision, redact_public
from stories.taking_back import clean_reason, require_chief

Item = dict[str, Any]
_TRIES = 3


class AlreadyPulled(NewsroomError):
    """The picture was pulled before."""


@dataclass(slots=True)
class Pulled:
    """What was done: stories that gave the picture up, versions that went out at once, stories whose did not."""

    stories: int = 0
    editions: list[Edition] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def pull(image: Image, *, reason: str, by: Actor, replacement: Image | None = None) -> Pulled:
    """Take the picture and its look-alikes out of every story, public and at the desk; put another in its places.

    Live stories, held and sensitive ones too, get a version with the replacement at once; without one they say that a
    picture was removed. Raises NotAllowed, BadText without a reason or for a replacement that cannot be shown,
    AlreadyPulled.
    """
    require_chief(by)
    why = clean_reason(reason)
    group = photograph(image)
    if replacement is not None:
        _check_replacement(replacement, group)
    with transaction.atomic():
        close_gate()
        now = timezone.now()
        if not Image.objects.filter(pk__in=[one.pk for one in group], pulled_at=None).update(pulled_at=now):
            raise AlreadyPulled("This picture was pulled before. Load the page and look at what stands.")
        stories = _at_the_desk(group)
        for story in stories:
            _swap(story, group, replacement, by=by, reason=why)
        for published in published_with(group):
            _redact(published, group, why, by, stays=replacement is None)
        after = {"pictures": [str(one.uid) for one in group], "stories": len(stories)}
        after["replacement"] = str(replacement.uid) if replacement else ""
        EditLog.objects.record("pull_picture", image, by=by, after=after, reason=why)
    done = Pulled(stories=len(stories))
    if replacement is not None:
        for story in stories:
            _publish(story, _Swap(tuple(group), replacement), done, why, by)
    return done


def _check_replacement(replacement: Image, group: list[Image]) -> None:
    if replacement in group or replacement.is_pulled():
        raise BadText("The replacement is the same photograph, or was pulled itself. Choose another.")
    # Otherwise it would be placed everywhere and shown nowhere.
    if found := hindrance(replacement, None, timezone.now()):
        raise BadText(f"{found.why} Choose another to stand in its place.")


@dataclass(frozen=True, slots=True)
class _Swap:
    """Which pictures leave and which comes."""

    group: tuple[Image, ...]
    replacement: Image


def _at_the_desk(group: list[Image]) -> list[Story]:
    """Stories that place one of the pictures now, their rows taken."""
    placed = Placement.objects.filter(image__in=group, removed_at=None).values("story")
    return list(Story.objects.select_for_update(of=("self",)).filter(pk__in=placed).order_by("pk"))


def _swap(story: Story, group: list[Image], replacement: Image | None, *, by: Actor, reason: str) -> None:
    """Put the replacement where the first of the pictures stood; the others leave."""
    now = timezone.now()
    standing = list(story.placements.filter(image__in=group, removed_at=None).order_by("position", "pk"))
    leads = story.lead_image_id in {one.pk for one in group}
    story.placements.filter(pk__in=[row.pk for row in standing]).update(removed_at=now)
    if replacement is not None:
        _place(story, replacement, standing[0].position)
        if leads:
            Story.objects.filter(pk=story.pk).update(lead_image=replacement)
    if leads and replacement is None:
        lead_with_what_is_left(story)
    raise_revision(Story.objects.filter(pk=story.pk))
    after = {"picture": str(standing[0].image.uid), "replacement": str(replacement.uid) if replacement else ""}
    EditLog.objects.record("pull_picture", story, by=by, after=after, reason=reason)


def _place(story: Story, replacement: Image, position: int) -> None:
    row, is_new = Placement.objects.get_or_create(story=story, image=replacement, defaults={"position": position})
    if not is_new and row.removed_at is not None:
        Placement.objects.filter(pk=row.pk).update(
            position=position,
            removed_at=None,
            caption_override="",
            source_article=None,
            override_reason="",
            override_terms="",
        )


def _redact(published: PublishedStory, group: list[Image], reason: str, by: Actor, *, stays: bool) -> None:
    uids = {str(one.uid) for one in group}
    held: dict[str, Item] = {}
    for _, content in editions_of(published):
        found = {item["uid"]: item for what, item in items_of(content) if what == Redaction.What.IMAGE}
        held = {**{uid: item for uid, item in found.items() if uid in uids}, **held}
    if held:
        redact_public(published, Redaction.What.IMAGE, held, reason=reason, by=by, stays=stays)


# --- the versions with the replacement --------------------------------------------------------------
def _publish(story: Story, swap: _Swap, done: Pulled, reason: str, by: Actor) -> None:
    """Let a version with the replacement out; where it cannot go out, the story shows none until it can."""
    for _ in range(_TRIES):
        found = Story.objects.select_related("published__current_edition").filter(pk=story.pk).first()
        if found is None or found.published is None:
            return
        if not found.published.is_public():
            break
        try:
            act = _act(found, swap, reason, by)
            edition_content.check(act.content)
            done.editions.append(commit(act))
        except NothingNew:
            return
        except StaleSave:
            continue
        except (Restricted, PicturePulled, edition_content.BadContent):
            break
        else:
            return
    # The replacement stands at the desk and in no version: it waits for the next publication.
    Story.objects.filter(pk=story.pk, published_desk_revision=F("desk_revision")).update(
        desk_revision=F("desk_revision") + 1
    )
    done.waiting.append(story.headline)


def _act(story: Story, swap: _Swap, reason: str, by: Actor) -> Act:
    assert story.published is not None
    assert story.published.current_edition is not None
    edition = story.published.current_edition
    standing = edition_content.upgrade(edition.content, edition.schema_version)
    content = _swapped(standing, story, swap)
    name = by.display_name() if isinstance(by, User) else by.name
    act = Act(story, content, {}, by=by, by_text=name, occasion=_occasion(by), claim=_claim(story), note=reason)
    return replace(act, kind=Edition.Kind.UPDATE, takes_out=True)


def _occasion(by: Actor) -> Occasion:
    return Occasion(editor=str(by.uid)) if isinstance(by, User) else Occasion()


def _claim(story: Story) -> Callable[[datetime], int]:
    """Take the desk's row. People's words that were not published before wait as they did."""

    def claim(now: datetime) -> int:
        rows = Story.objects.filter(pk=story.pk, published=story.published, deleted_at=None)
        return rows.update(changed_at=F("changed_at"))

    return claim


def _swapped(standing: Content, story: Story, swap: _Swap) -> Content:
    """The current edition with the replacement where the picture stood, and nothing else of the desk's."""
    assert story.published is not None
    uids = {str(one.uid) for one in swap.group}
    images = standing["desk"]["images"]
    leads = standing["desk"]["lead_image"] in uids
    content = without_redacted(standing, story.published.redactions)
    place = next((n for n, image in enumerate(images) if image["uid"] in uids), None)
    image = swap.replacement
    group = str(image.group_uid())
    left = content["desk"]["images"]
    if place is None or any(one["group"] == group for one in left):
        return content
    words = {"caption": image.caption, "credit_line": image.credit_line, "source_url": image.source_url}
    kept = {one["uid"] for one in left}
    before = sum(one["uid"] in kept for one in images[:place])
    desk = {**content["desk"], "images": [*left[:before], shown_image(image, group) | words, *left[before:]]}
    desk["lead_image"] = str(image.uid) if leads else desk["lead_image"]
    return {**content, "desk": desk}
