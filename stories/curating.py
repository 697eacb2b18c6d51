"""Verbs on a story's working copy: its own fields, its articles, its pictures.

A verb on what people make takes `seen`, the `desk_revision` the person saw. Where it also learns what the person saw in
the things that it changes, others may have saved other things meanwhile; else, and where the same thing was changed, it
raises StaleSave (stories/meanwhile.py). Attaching and detaching change inputs of the machine and take no `seen`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from foundation import limits
from foundation.addresses import slug_for
from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line, clean_text
from media.models import Image
from reference.models import Publisher
from stories.acting import allow, moved
from stories.flagging import raise_flags
from stories.meanwhile import MANY, acts_since, merged_rows, overtaken, refusal, refuse_touched, same_words, touched
from stories.models import Article, Flag, Placement, Story, StoryArticle
from stories.models.story import StoryQuerySet
from stories.states import NotNow
from stories.story_fields import clean_language as clean_language
from stories.story_fields import cleaned


class DeletedStory(NewsroomError):
    """The story was deleted at the desk: nothing of it changes until it is brought back."""


class MergedStory(DeletedStory):
    """The story was merged into another: what is to change is changed there."""


class AlreadyRetracted(NewsroomError):
    """The article was recorded as withdrawn before."""


class AlreadyAttached(NewsroomError):
    """The article stands in the story already."""


class NotAttached(NewsroomError):
    """The article does not stand in the story."""


def may_edit(story: Story, by: Actor) -> None:
    """Raise NotAllowed where this person may not change the story. Engines and commands may."""
    if not isinstance(by, User) or by.has_perm("stories.edit_any_story"):
        return
    if not by.has_perm("stories.change_story") or not Story.objects.worked_on_by(by).filter(pk=story.pk).exists():
        raise NotAllowed(
            f"“{story.headline}” belongs to somebody else. Ask an editor to change it or to assign it to you."
        )


def take_desk(
    story: Story, *, seen: int, by: Actor, current: Mapping[str, str] | None = None, merges: bool = False
) -> bool:
    """Raise the story's desk revision from the one that was seen; an approval ends with it.

    With `merges` an older revision will do: the answer is then whether others saved since, and the caller compares what
    it changes with what the person saw. Raises StaleSave, saying who changed what meanwhile, with `current` as what
    stands now; NotAllowed, DeletedStory. Call it first inside the verb's transaction: it takes the row.
    """
    may_edit(story, by)
    rows = Story.objects.open().filter(pk=story.pk)
    if _raise_revision(rows.filter(desk_revision=seen), by):
        story.desk_revision = seen + 1
        return False
    if merges and _raise_revision(rows.filter(desk_revision__gt=seen), by):
        story.desk_revision = rows.values_list("desk_revision", flat=True).get()
        return True
    if not rows.exists():
        raise _deleted(story)
    allow("edit", Story.objects.get(pk=story.pk), by=by)
    raise refusal(story, seen, current=current or {})


def _raise_revision(rows: StoryQuerySet, by: Actor) -> int:
    states, to = moved("edit", by=by)
    return rows.filter(editorial_state__in=states).update(
        desk_revision=F("desk_revision") + 1,
        editorial_state=to,
        approved_digest="",
        approved_by=None,
        changed_at=timezone.now(),
    )


def _deleted(story: Story) -> NewsroomError:
    """The refusal of a change to a story that stands open to nobody."""
    if Story.objects.at_the_desk().filter(pk=story.pk, editorial_state=Story.EditorialState.SPIKED).exists():
        return NotNow(f"“{story.headline}” is spiked. Take it off the spike before you change it.")
    survivor = Story.objects.filter(merged_from=story.pk).values_list("headline", flat=True).first()
    if survivor is not None:
        return MergedStory(f"“{story.headline}” was merged into “{survivor}”. Change that story, or undo the merge.")
    return DeletedStory(f"“{story.headline}” was deleted meanwhile. Bring it back before you change it.")


def _stale_summary(story: Story) -> None:
    """Ask for a new summary. It takes the row, so that a story which is deleted at this moment is refused."""
    if not Story.objects.open().filter(pk=story.pk).raise_inputs():
        raise _deleted(story)


def log(verb: str, story: Story, *, by: Actor, before: dict[str, Any] | None = None, **after: Any) -> None:
    """Write the story's log row of a desk verb, with the revision it made."""
    after["desk_revision"] = story.desk_revision
    EditLog.objects.record(verb, story, by=by, before=before, after=after)


# --- the story's own fields -------------------------------------------------------------------------
@transaction.atomic
def create_story(*, by: Actor, headline: str, **changes: Any) -> Story:
    """Begin a story, a draft owned by whoever makes it. Raises BadText as change_story does."""
    fields, many = cleaned({"headline": headline, **changes})
    story = Story(owner=by if isinstance(by, User) else None, **fields)
    story.slug = story.slug or slug_for(story.headline, fallback="")
    story.policy_set_by = by if isinstance(by, User) else None
    story.save(force_insert=True)
    for name, rows in many.items():
        getattr(story, name).set(rows)
    log("create_story", story, by=by, headline=story.headline)
    return story


@transaction.atomic
def change_story(story: Story, *, seen: int, by: Actor, saw: Mapping[str, str] | None = None, **changes: Any) -> Story:
    """Change fields of the story: headline, slug, slugline, kicker, standfirst, language, desk_note, is_sensitive,
    summary_policy, topics, instruments, lead_image. Saving the same again changes nothing.

    `saw` is what the person's page showed (meanwhile.shown): only what they changed of it is written, and what others
    changed meanwhile stands beside it. Raises BadText, StaleSave (with what stands now in each field that both changed)
    and NotAllowed.
    """
    fields, many = cleaned(changes)
    fields = fields if saw is None else touched(fields, saw)
    standing = Story.objects.get(pk=story.pk)
    if not _differing(standing, fields, many, saw) and (saw is not None or seen == standing.desk_revision):
        return standing
    current = {name: str(getattr(standing, name)) for name in fields}
    take_desk(standing, seen=seen, by=by, current=current, merges=saw is not None)
    # Read again: only now is the row ours, and others may have saved since.
    standing = Story.objects.get(pk=story.pk)
    _may_loosen(standing, fields, by)
    made = _differing(standing, fields, many, saw)
    both = overtaken(standing, [name for name in made if name not in MANY], saw) if saw is not None else []
    if both:
        raise refusal(standing, seen, current={name: str(getattr(standing, name)) for name in both})
    _write(standing, made, by=by, makes_slug="headline" in made and "slug" not in changes)
    return standing


def _differing(
    story: Story, fields: Mapping[str, Any], many: Mapping[str, Sequence[Any]], saw: Mapping[str, str] | None
) -> dict[str, Any]:
    """The values that are not what stands: of fields the value, of topics and tickers the rows that shall stand."""
    made: dict[str, Any] = {name: value for name, value in fields.items() if getattr(story, name) != value}
    for name, rows in many.items():
        standing = list(getattr(story, name).all())
        merged = merged_rows(rows, standing, None if saw is None else saw.get(name))
        if set(merged) != set(standing):
            made[name] = merged
    return made


def _write(story: Story, made: Mapping[str, Any], *, by: Actor, makes_slug: bool) -> None:
    """Write values that differ from what stands, and the log's row of it. The story's row is taken."""
    plain = {name: value for name, value in made.items() if name not in MANY}
    before = {name: str(getattr(story, name)) for name in plain}
    for name, value in plain.items():
        setattr(story, name, value)
    if makes_slug and story.published_id is None:
        story.slug = slug_for(story.headline, fallback="")
    if "summary_policy" in plain:
        story.policy_set_by = by if isinstance(by, User) else None
    story.save(update_fields=[*plain, "slug", "policy_set_by"])
    for name in made.keys() & set(MANY):
        getattr(story, name).set(made[name])
    if {"language", "is_sensitive", "summary_policy"} & set(plain):
        Story.objects.filter(pk=story.pk).raise_inputs()
    rows = {name: ", ".join(str(row) for row in made[name]) for name in made if name in MANY}
    log("change_story", story, by=by, before=before, **{name: str(value) for name, value in plain.items()}, **rows)


def _may_loosen(story: Story, fields: Mapping[str, Any], by: Actor) -> None:
    """Raise NotAllowed where somebody who may not publish would let a published story's updates out by themselves."""
    if story.published_id is None or not isinstance(by, User) or by.has_perm("stories.publish_story"):
        return
    hold, publish = Story.SummaryPolicy.HOLD, Story.SummaryPolicy.PUBLISH
    is_loosened = story.is_sensitive and fields.get("is_sensitive") is False
    is_loosened |= story.summary_policy == hold and fields.get("summary_policy") == publish
    is_loosened |= story.phase == Story.Phase.CLOSED and fields.get("phase", story.phase) != story.phase
    if is_loosened:
        raise NotAllowed("Only a chief may let updates of a published story go out by themselves. Nothing was saved.")


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
        raise AlreadyAttached(f"“{article.headline}” stands in this story already.")
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
        raise NotAttached(f"“{article.headline}” does not stand in this story.")
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
        raise AlreadyRetracted(f"“{article.headline}” was recorded as withdrawn before.")
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

    Others may have changed the story since `seen`; StaleSave where they did something to this picture.
    Placing a picture again brings it back. Raises BadText for one that was pulled from every story.
    """
    if image.is_pulled():
        raise BadText("This picture was pulled from every story, and so were its look-alikes. Choose another.")
    caption = clean_text(caption_override, name="The caption", max_chars=limits.CAPTION_CHARS)
    if take_desk(story, seen=seen, by=by, merges=True):
        # Placed by somebody else meanwhile, it keeps the caption that it was given there.
        refuse_touched(story, seen, current={}, image=str(image.uid))
    last = story.placements.aggregate(last=Max("position"))["last"] or 0
    placement, _ = Placement.objects.update_or_create(
        story=story,
        image=image,
        defaults={
            "position": last + 1000,
            "caption_override": caption,
            "source_article": source_article,
            "removed_at": None,
            "override_reason": "",
            "override_terms": "",
        },
    )
    Story.objects.filter(pk=story.pk, lead_image__isnull=True).update(lead_image=image)
    log("place_image", story, by=by, image=str(image.uid))
    return placement


@transaction.atomic
def change_placement(
    placement: Placement, *, seen: int, by: Actor, caption_override: str, seen_text: str | None = None
) -> Placement:
    """Change the caption a picture has in this story; empty means the picture's own.

    `seen_text` is the caption that the person saw: with it, others may have changed other things meanwhile. Raises
    BadText, also for a picture that was taken out, StaleSave and NotAllowed.
    """
    caption = clean_text(caption_override, name="The caption", max_chars=limits.CAPTION_CHARS)
    standing = _taken_placement(placement, seen=seen, by=by, seen_text=seen_text)
    if standing.removed_at is not None:
        raise BadText("This picture was taken out meanwhile. Nothing was saved: place it again, then caption it.")
    before, placement.caption_override = standing.caption_override, caption
    placement.save(update_fields=["caption_override"])
    image = str(placement.image.uid)
    log("change_caption", placement.story, by=by, before={"caption": before}, caption=caption, image=image)
    return placement


@transaction.atomic
def order_images(story: Story, placements: Sequence[int], *, seen: int, by: Actor, merges: bool = False) -> None:
    """Set the gallery's order by placement ids. Raises BadText unless they are exactly the story's pictures.

    With `merges` others may have changed other things since `seen`: pictures that they placed come last, those that
    they took out are passed over. Raises StaleSave where they put the pictures in order.
    """
    if take_desk(story, seen=seen, by=by, merges=merges):
        moved = [act for act in acts_since(story, seen) if act.verb == "order_images"]
        if moved:
            raise refusal(story, seen, current={}, acts=moved)
    rows = story.placements.filter(removed_at__isnull=True).order_by("position", "pk")
    standing = dict(rows.values_list("pk", "image__uid"))
    if merges:
        named = [pk for pk in dict.fromkeys(placements) if pk in standing]
        placements = [*named, *(pk for pk in standing if pk not in named)]
    if sorted(placements) != sorted(standing):
        raise BadText("The order does not name exactly the pictures of this story. Load the page again.")
    placed = [Placement(pk=pk, position=position * 1000) for position, pk in enumerate(placements, start=1)]
    Placement.objects.bulk_update(placed, ["position"])
    log("order_images", story, by=by, images=[str(standing[pk]) for pk in placements])


@transaction.atomic
def remove_image(placement: Placement, *, seen: int, by: Actor, seen_text: str | None = None) -> None:
    """Take a picture out of the story; the library keeps it. `seen_text` as change_placement."""
    story = placement.story
    _taken_placement(placement, seen=seen, by=by, seen_text=seen_text)
    Placement.objects.filter(pk=placement.pk).update(removed_at=timezone.now())
    rest = story.placements.filter(removed_at__isnull=True).order_by("position").first()
    Story.objects.filter(pk=story.pk, lead_image=placement.image).update(lead_image=rest.image if rest else None)
    log("remove_image", story, by=by, image=str(placement.image.uid))


def _taken_placement(placement: Placement, *, seen: int, by: Actor, seen_text: str | None) -> Placement:
    """Take the story, then read the picture that stands. Raises StaleSave where somebody else changed it."""
    current, story = {"caption_override": placement.caption_override}, placement.story
    is_stale = take_desk(story, seen=seen, by=by, current=current, merges=seen_text is not None)
    standing = Placement.objects.get(pk=placement.pk)
    current = {"caption_override": standing.caption_override}
    if is_stale:
        refuse_touched(story, seen, current=current, image=str(placement.image.uid))
    if seen_text is not None and not same_words(seen_text, standing.caption_override):
        raise refusal(story, seen, current=current)
    return standing
