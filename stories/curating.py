"""Verbs on a story's working copy: its own fields, its articles, its pictures.

A verb on what people make takes `seen`, the `desk_revision` the person saw, and raises StaleSave where
somebody else saved meanwhile. Attaching and detaching change inputs of the machine and take no `seen`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from foundation import limits
from foundation.addresses import slug_for
from foundation.errors import BadText, NewsroomError, NotAllowed, StaleSave
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line, clean_text
from media.models import Image
from reference.models import Publisher
from stories.flagging import raise_flags
from stories.models import Article, Flag, Placement, Story, StoryArticle


class DeletedStory(NewsroomError):
    """The story was deleted at the desk: nothing of it changes until it is brought back."""


class AlreadyRetracted(NewsroomError):
    """The article was recorded as withdrawn before."""


class AlreadyAttached(NewsroomError):
    """The article stands in the story already."""


class NotAttached(NewsroomError):
    """The article does not stand in the story."""


_LINES = {
    "headline": ("The headline", limits.HEADLINE_CHARS, True),
    "slug": ("The slug", 120, False),
    "slugline": ("The slugline", 80, False),
    "kicker": ("The kicker", limits.KICKER_CHARS, False),
}
_TEXTS = {"standfirst": ("The standfirst", limits.STANDFIRST_CHARS), "desk_note": ("The desk note", limits.NOTE_CHARS)}
# The part of BCP 47 that names a language, a script and a region: "en", "pt-BR", "zh-Hant-TW".
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_AS_GIVEN = {"is_sensitive", "summary_policy"}
_MANY = {"topics", "instruments"}


def may_edit(story: Story, by: Actor) -> None:
    """Raise NotAllowed where this person may not change the story. Engines and commands may."""
    if not isinstance(by, User) or by.has_perm("stories.edit_any_story"):
        return
    if story.owner_id != by.pk or not by.has_perm("stories.change_story"):
        raise NotAllowed(
            f"{story.headline!r} belongs to somebody else. Ask an editor to change it or to assign it to you."
        )


def take_desk(story: Story, *, seen: int, by: Actor, current: Mapping[str, str] | None = None) -> None:
    """Raise the story's desk revision from the one that was seen; an approval ends with it.

    Raises StaleSave, saying who changed what meanwhile, with `current` as what stands now; NotAllowed, DeletedStory.
    Call it first inside the verb's transaction: it takes the row.
    """
    may_edit(story, by)
    changed = (
        Story.objects.at_the_desk()
        .filter(pk=story.pk, desk_revision=seen)
        .update(
            desk_revision=F("desk_revision") + 1,
            editorial_state=Story.EditorialState.DRAFT,
            approved_digest="",
            approved_by=None,
            changed_at=timezone.now(),
        )
    )
    if not changed:
        if not Story.objects.at_the_desk().filter(pk=story.pk).exists():
            raise _deleted(story)
        raise StaleSave(_what_changed(story, seen), current=dict(current or {}))
    story.desk_revision = seen + 1


def _deleted(story: Story) -> DeletedStory:
    return DeletedStory(f"{story.headline!r} was deleted meanwhile. Bring it back before you change it.")


def _stale_summary(story: Story) -> None:
    """Ask for a new summary. It takes the row, so that a story which is deleted at this moment is refused."""
    if not Story.objects.at_the_desk().filter(pk=story.pk).raise_inputs():
        raise _deleted(story)


def clean_language(value: str, *, required: bool = True) -> str:
    """Return a language tag such as "en" or "pt-BR", of 2 to 12 characters. Raises BadText for what is none."""
    tag = clean_line(value, name="The language", max_chars=12, required=required)
    if tag and not _LANGUAGE.fullmatch(tag):
        raise BadText(f'{tag!r} is no language tag. Write one like "en", "ko" or "pt-BR".')
    return tag


def _what_changed(story: Story, seen: int) -> str:
    rows = EditLog.objects.filter(subject_uid=story.uid, after__desk_revision__gt=seen).select_related(
        "person", "policy_of"
    )
    told = [f"{row.actor_name()}: {row.verb.replace('_', ' ')}" for row in rows.order_by("at")[:5]]
    return (
        f"Somebody saved this story since you opened it ({'; '.join(told) or 'a newer version stands'}). "
        "Nothing of yours is lost: it is still in the form. Compare it with what stands now, then save again."
    )


def log(verb: str, story: Story, *, by: Actor, before: dict[str, Any] | None = None, **after: Any) -> None:
    """Write the story's log row of a desk verb, with the revision it made."""
    after["desk_revision"] = story.desk_revision
    EditLog.objects.record(verb, story, by=by, before=before, after=after)


# --- the story's own fields -------------------------------------------------------------------------
@transaction.atomic
def create_story(*, by: Actor, headline: str, **changes: Any) -> Story:
    """Begin a story, a draft owned by whoever makes it. Raises BadText as change_story does."""
    fields, many = _cleaned({"headline": headline, **changes})
    story = Story(owner=by if isinstance(by, User) else None, **fields)
    story.slug = story.slug or slug_for(story.headline, fallback="")
    story.policy_set_by = by if isinstance(by, User) else None
    story.save(force_insert=True)
    for name, rows in many.items():
        getattr(story, name).set(rows)
    log("create_story", story, by=by, headline=story.headline)
    return story


@transaction.atomic
def change_story(story: Story, *, seen: int, by: Actor, **changes: Any) -> Story:
    """Change fields of the story: headline, slug, slugline, kicker, standfirst, language, desk_note, is_sensitive,
    summary_policy, topics, instruments, lead_image. Saving the same again changes nothing.

    Raises BadText, StaleSave (with what stands now in each field) and NotAllowed.
    """
    fields, many = _cleaned(changes)
    standing = Story.objects.get(pk=story.pk)
    _may_loosen(standing, fields, by)
    before = {name: getattr(standing, name) for name in fields if getattr(standing, name) != fields[name]}
    old_rows = {name: set(getattr(standing, name).all()) for name in many}
    moved = {name: rows for name, rows in many.items() if set(rows) != old_rows[name]}
    if not before and not moved and seen == standing.desk_revision:
        return standing
    take_desk(standing, seen=seen, by=by, current={name: str(getattr(standing, name)) for name in fields})
    for name in before:
        setattr(standing, name, fields[name])
    if "headline" in before and "slug" not in fields and standing.published_id is None:
        standing.slug = slug_for(standing.headline, fallback="")
    if "summary_policy" in before:
        standing.policy_set_by = by if isinstance(by, User) else None
    standing.save(update_fields=[*before, "slug", "policy_set_by"])
    for name, rows in moved.items():
        getattr(standing, name).set(rows)
    if {"language", "is_sensitive", "summary_policy"} & set(before):
        Story.objects.filter(pk=standing.pk).raise_inputs()
    log(
        "change_story",
        standing,
        by=by,
        before={name: str(value) for name, value in before.items()},
        **{name: str(fields[name]) for name in before},
        **{name: ", ".join(str(row) for row in rows) for name, rows in moved.items()},
    )
    return standing


def _may_loosen(story: Story, fields: Mapping[str, Any], by: Actor) -> None:
    """Raise NotAllowed where somebody who may not publish would let a published story's updates out by themselves."""
    if story.published_id is None or not isinstance(by, User) or by.has_perm("stories.publish_story"):
        return
    hold, publish = Story.SummaryPolicy.HOLD, Story.SummaryPolicy.PUBLISH
    is_loosened = story.is_sensitive and fields.get("is_sensitive") is False
    is_loosened |= story.summary_policy == hold and fields.get("summary_policy") == publish
    if is_loosened:
        raise NotAllowed("Only a chief may let updates of a published story go out by themselves. Nothing was saved.")


def _cleaned(changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Sequence[Any]]]:
    fields: dict[str, Any] = {}
    many: dict[str, Sequence[Any]] = {}
    for name, value in changes.items():
        if name in _LINES:
            label, max_chars, required = _LINES[name]
            fields[name] = clean_line(value, name=label, max_chars=max_chars, required=required)
        elif name == "language":
            fields[name] = clean_language(value)
        elif name in _TEXTS:
            label, max_chars = _TEXTS[name]
            fields[name] = clean_text(value, name=label, max_chars=max_chars)
        elif name in _MANY:
            many[name] = list(value)
        elif name in _AS_GIVEN or name == "lead_image":
            fields[name] = value
        else:
            raise TypeError(f"A story has no field {name!r} that a person changes.")
    if fields.get("summary_policy", Story.SummaryPolicy.PUBLISH) not in Story.SummaryPolicy.values:
        raise BadText(
            f"{fields['summary_policy']!r} is no policy. Use one of: {', '.join(Story.SummaryPolicy.values)}."
        )
    if fields.get("slug"):
        fields["slug"] = slug_for(fields["slug"], fallback="", max_chars=120)
    return fields, many


# --- articles ---------------------------------------------------------------------------------------
@transaction.atomic
def attach(story: Story, article: Article, *, by: Actor) -> StoryArticle:
    """Let an article stand in the story; its summary is brought up to date by the clock.

    An article that was removed comes back with the number it had. Raises AlreadyAttached, NotAllowed, DeletedStory.
    """
    may_edit(story, by)
    person = by if isinstance(by, User) else None
    try:
        with transaction.atomic():
            row, is_new = StoryArticle.objects.get_or_create(
                story=story, article=article, defaults={"attached_by": person}
            )
    except IntegrityError:
        row, is_new = StoryArticle.objects.get(story=story, article=article), False
    if not is_new and not StoryArticle.objects.filter(pk=row.pk, removed_at__isnull=False).update(
        removed_at=None, attached_by=person, attached_at=timezone.now()
    ):
        raise AlreadyAttached(f"{article.headline!r} stands in this story already.")
    _stale_summary(story)
    EditLog.objects.record("attach", story, by=by, after={"article": str(article.uid), "headline": article.headline})
    row.refresh_from_db()
    return row


@transaction.atomic
def detach(story: Story, article: Article, *, by: Actor, reason: str = "") -> None:
    """Take an article out of the story; its number stays taken. Raises NotAttached, NotAllowed, DeletedStory."""
    may_edit(story, by)
    rows = StoryArticle.objects.attached().filter(story=story, article=article)
    person = by if isinstance(by, User) else None
    if not rows.update(removed_at=timezone.now(), removed_by=person, note=""):
        raise NotAttached(f"{article.headline!r} does not stand in this story.")
    _stale_summary(story)
    EditLog.objects.record("detach", story, by=by, after={"article": str(article.uid)}, reason=reason)


@transaction.atomic
def retract(article: Article, *, by: Actor, reason: str) -> int:
    """Record that its publisher withdrew the article; every story that holds it is summarised anew.

    Returns how many stories that are. Raises BadText without a reason; AlreadyRetracted, since the first time
    stays on the record; NotAllowed for a person who may not edit any story: it reaches stories of others.
    """
    if isinstance(by, User) and not by.has_perm("stories.edit_any_story"):
        raise NotAllowed("A retraction reaches every story that holds the article. Ask an editor to record it.")
    why = clean_line(reason, name="The reason", max_chars=limits.NOTE_CHARS, required=True)
    standing = Article.objects.exclude(status=Article.Status.RETRACTED).filter(pk=article.pk)
    if not standing.update(status=Article.Status.RETRACTED, retracted_at=timezone.now()):
        raise AlreadyRetracted(f"{article.headline!r} was recorded as withdrawn before.")
    holding = StoryArticle.objects.attached().filter(article=article).values("story")
    EditLog.objects.record("retract", article, by=by, before={"status": article.status}, reason=why)
    raise_flags(article, Flag.Kind.RETRACTED, note=why)
    return Story.objects.filter(pk__in=holding).raise_inputs()


@transaction.atomic
def change_publisher_rights(publisher: Publisher, *, reuse: str, basis: str, by: Actor) -> int:
    """Change what we may do with a publisher's words; every story that holds them is summarised anew.

    Returns how many stories that are. Raises BadText for a right that is none.
    """
    if reuse not in Publisher.Reuse.values:
        raise BadText(f"{reuse!r} is no right of reuse. Use one of: {', '.join(Publisher.Reuse.values)}.")
    why = clean_line(basis, name="The basis", max_chars=300)
    standing = Publisher.objects.get(pk=publisher.pk)
    Publisher.objects.filter(pk=publisher.pk).update(reuse=reuse, reuse_basis=why, reuse_since=timezone.localdate())
    before = {"reuse": standing.reuse, "basis": standing.reuse_basis}
    EditLog.objects.record("change_rights", publisher, by=by, before=before, after={"reuse": reuse, "basis": why})
    holding = StoryArticle.objects.attached().filter(article__publisher=publisher).values("story")
    return Story.objects.filter(pk__in=holding).raise_inputs()


# --- pictures ---------------------------------------------------------------------------------------
@transaction.atomic
def place_image(
    story: Story,
    image: Image,
    *,
    seen: int,
    by: Actor,
    caption_override: str = "",
    source_article: Article | None = None,
) -> Placement:
    """Put a picture at the end of the story's gallery; the first one becomes its lead.

    Placing a picture again brings it back. Raises BadText for one that was pulled from every story.
    """
    if image.is_pulled():
        raise BadText("This picture was pulled from every story, and so were its look-alikes. Choose another.")
    caption = clean_text(caption_override, name="The caption", max_chars=limits.CAPTION_CHARS)
    take_desk(story, seen=seen, by=by)
    last = story.placements.aggregate(last=Max("position"))["last"] or 0
    placement, _ = Placement.objects.update_or_create(
        story=story,
        image=image,
        defaults={
            "position": last + 1000,
            "caption_override": caption,
            "source_article": source_article,
            "removed_at": None,
        },
    )
    Story.objects.filter(pk=story.pk, lead_image__isnull=True).update(lead_image=image)
    log("place_image", story, by=by, image=str(image.uid))
    return placement


@transaction.atomic
def change_placement(placement: Placement, *, seen: int, by: Actor, caption_override: str) -> Placement:
    """Change the caption a picture has in this story; empty means the picture's own.

    Raises BadText, also for a picture that was taken out, StaleSave and NotAllowed.
    """
    caption = clean_text(caption_override, name="The caption", max_chars=limits.CAPTION_CHARS)
    take_desk(placement.story, seen=seen, by=by, current={"caption_override": placement.caption_override})
    standing = Placement.objects.get(pk=placement.pk)
    if standing.removed_at is not None:
        raise BadText("This picture was taken out meanwhile. Nothing was saved: place it again, then caption it.")
    before, placement.caption_override = standing.caption_override, caption
    placement.save(update_fields=["caption_override"])
    image = str(placement.image.uid)
    log("change_caption", placement.story, by=by, before={"caption": before}, caption=caption, image=image)
    return placement


@transaction.atomic
def order_images(story: Story, placements: Sequence[int], *, seen: int, by: Actor) -> None:
    """Set the gallery's order by placement ids. Raises BadText unless they are exactly the story's pictures."""
    standing = dict(story.placements.filter(removed_at__isnull=True).values_list("pk", "image__uid"))
    if sorted(placements) != sorted(standing):
        raise BadText("The order does not name exactly the pictures of this story. Load the page again.")
    take_desk(story, seen=seen, by=by)
    for position, pk in enumerate(placements, start=1):
        Placement.objects.filter(pk=pk).update(position=position * 1000)
    log("order_images", story, by=by, images=[str(standing[pk]) for pk in placements])


@transaction.atomic
def remove_image(placement: Placement, *, seen: int, by: Actor) -> None:
    """Take a picture out of the story; the library keeps it."""
    story = placement.story
    take_desk(story, seen=seen, by=by)
    Placement.objects.filter(pk=placement.pk).update(removed_at=timezone.now())
    rest = story.placements.filter(removed_at__isnull=True).order_by("position").first()
    Story.objects.filter(pk=story.pk, lead_image=placement.image).update(lead_image=rest.image if rest else None)
    log("remove_image", story, by=by, image=str(placement.image.uid))
