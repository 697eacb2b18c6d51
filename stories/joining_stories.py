"""Merging one story into another, and undoing it.

The survivor keeps its address and its numbers; what stands in the other goes over to it, and its articles get the next
numbers. The other keeps its versions, its log and everything that had been taken out; its address leads to the
survivor. Nothing is published by it: articles and the machine's words go out by the survivor's policy, what people made
when a person publishes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from editions import restrictions
from editions.models import Change, PublishedStory
from foundation import limits
from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.models import Actor, EditLog, User
from foundation.text import clean_text
from stories import acting, states
from stories.carrying_over import (
    Record,
    give_articles,
    give_entries,
    give_images,
    give_sections,
    give_sentences,
    give_talk,
    is_of_people,
    raise_all,
    take_articles_back,
    take_images_back,
    take_talk_back,
    take_words_back,
)
from stories.curating import may_edit
from stories.legal_holds import refuse_held
from stories.models import BoardLine, Deletion, Flag, Lineage, Story, StoryArticle
from stories.redacting import lead_with_what_is_left
from stories.removing import refuse_asked_for

State = PublishedStory.State


class AlreadyUndone(NewsroomError):
    """Somebody undid it before."""


@transaction.atomic
def merge(story: Story, *, into: Story, by: Actor, reason: str = "") -> Lineage:
    """Merge the story into another, which lives on. Its address leads there from now on, where readers knew it.

    Raises NotAllowed and states.NotNow, also for a story that is sealed, hidden or under an embargo, or that readers
    know where they do not know the other; UnderLegalHold; BadText for a story that is to be merged into itself.
    """
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    gone, survivor = take_two(story, into)
    _refuse(gone, survivor, by)
    record, is_clean = _carry(gone, survivor, by), _is_clean(survivor)
    is_clean = is_clean and not record["people"]
    was = {"clean": _is_clean(survivor), "gone_clean": _is_clean(gone)}
    now = timezone.now()
    raise_all(survivor, state=acting.allow("take_in", survivor, by=by)[states.EDITORIAL], is_clean=is_clean, now=now)
    raise_all(gone, state=gone.editorial_state, is_clean=was["gone_clean"], now=now, is_due=False)
    care = {"summary_policy": survivor.summary_policy, "is_sensitive": survivor.is_sensitive}
    record |= {**was, "revision": survivor.desk_revision, "edition": _edition(survivor), "care": care}
    _inherit(gone, survivor)
    _lead_to(gone, survivor, record["articles"]["numbers"], now)
    person = by if isinstance(by, User) else None
    row = Lineage.objects.create(
        kind=Lineage.Kind.MERGE, source=gone, target=survivor, record=record, reason=why, by=person
    )
    log_both("merge", row, by=by, reason=why, numbers=record["articles"]["numbers"])
    return row


def take_two(first: Story, second: Story) -> tuple[Story, Story]:
    """Both stories and then their public rows, read anew and taken in one order, whoever else takes them.

    Raises BadText where they are one.
    """
    if first.pk == second.pk:
        raise BadText("That is this story itself. Choose another one.")
    pks = [first.pk, second.pk]
    rows = {row.pk: row for row in Story.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    known = [row.published_id for row in rows.values() if row.published_id is not None]
    public = PublishedStory.objects.select_for_update().filter(pk__in=known).order_by("pk").in_bulk()
    for row in rows.values():
        row.published = public.get(row.published_id) if row.published_id is not None else None
    if len(rows) != len(pks):
        raise BadText("One of the two stories is not here any more. Load the page and choose again.")
    return rows[first.pk], rows[second.pk]


def _refuse(gone: Story, survivor: Story, by: Actor) -> None:
    for story in (gone, survivor):
        may_edit(story, by)
        refuse_held(story, what="It cannot be merged.")
    for story in (gone, survivor):
        if story.is_embargoed(timezone.now()):
            raise states.NotNow(f"“{story.headline}” is under an embargo. Lift it before you merge. Nothing was done.")
        refuse_asked_for(story)
    for verb, story in (("merge", gone), ("take_in", survivor)):
        try:
            acting.allow(verb, story, by=by)
        except (states.NotNow, NotAllowed) as refusal:
            raise type(refusal)(f"“{story.headline}”: {refusal}") from refusal
    if gone.published is not None and survivor.published is None:
        told = f"Readers know “{gone.headline}” and not “{survivor.headline}”, so its address would lead nowhere."
        raise states.NotNow(f"{told} Merge the other way round.")


@transaction.atomic
def why_not(story: Story, *, into: Story, by: Actor) -> str:
    """What stands in the way of merging the story into the other now, in words; "" where nothing does."""
    try:
        _refuse(*take_two(story, into), by)
    except NewsroomError as refusal:
        return str(refusal)
    return ""


# --- what goes over ---------------------------------------------------------------------------------
def _carry(gone: Story, survivor: Story, by: Actor) -> Record:
    """Carry all that stands over to the survivor, and say what went; `people` is whether people had made any of it."""
    sentences = list(gone.sentences.filter(removed_at=None))
    named = gone.sections.filter(removed_at=None) | gone.sections.filter(pk__in={s.section_id for s in sentences})
    sections = list(named.order_by("position", "pk"))
    entries = list(gone.timeline_entries.filter(removed_at=None))
    placements = list(gone.placements.filter(removed_at=None).select_related("image"))
    lines = list(gone.board_lines.filter(removed_at=None))
    record: Record = {
        "people": any(map(is_of_people, [*sentences, *sections, *entries])) or bool(placements),
        "articles": give_articles(StoryArticle.objects.attached().filter(story=gone), survivor, by=by),
        "sections": give_sections(sections, survivor),
        "sentences": give_sentences(sentences, survivor),
        "entries": [row.pk for row in entries],
        "lines": [row.pk for row in lines],
        "images": give_images(placements, survivor),
        "deletions": list(gone.deletions.values_list("pk", flat=True)),
        "leads": survivor.lead_image_id is None,
    }
    give_entries(record["entries"], survivor, by_now=gone)
    BoardLine.objects.filter(pk__in=record["lines"]).update(story=survivor)
    Deletion.objects.filter(pk__in=record["deletions"]).update(story=survivor)
    record["flags"] = _give_flags(gone, survivor, dict(record["images"]))
    record["talk"] = give_talk(gone, survivor, dict(record["images"]))
    for name in ("topics", "instruments"):
        known = set(getattr(survivor, name).values_list("pk", flat=True))
        record[name] = [row.pk for row in getattr(gone, name).all() if row.pk not in known]
        getattr(survivor, name).add(*record[name])
        record["people"] |= bool(record[name])
    if record["leads"]:
        Story.objects.filter(pk=survivor.pk).update(lead_image=gone.lead_image_id)
    return record


def _give_flags(gone: Story, survivor: Story, images: dict[int, int]) -> list[list[int | None]]:
    """Let what nobody has seen to yet stand in the survivor; id and former picture's place of each."""
    record: list[list[int | None]] = []
    for flag in Flag.objects.standing().filter(story=gone):
        if flag.placement_id is not None and flag.placement_id not in images:
            continue
        record.append([flag.pk, flag.placement_id])
        place = images[flag.placement_id] if flag.placement_id is not None else None
        Flag.objects.filter(pk=flag.pk).update(story=survivor, placement=place)
    return record


def _inherit(gone: Story, survivor: Story) -> None:
    """The survivor is as careful as either was, and knows every story that lives on in it."""
    care = _as_careful(gone, survivor.summary_policy, survivor.is_sensitive)
    Story.objects.filter(pk=survivor.pk).update(**care, joined=[*survivor.joined, gone.pk, *gone.joined])


def _as_careful(gone: Story, policy: str, is_sensitive: bool) -> dict[str, Any]:
    """What a survivor of this policy and care is set to by the story that is merged into it."""
    is_held = Story.SummaryPolicy.HOLD in {gone.summary_policy, policy}
    return {
        "summary_policy": Story.SummaryPolicy.HOLD if is_held else policy,
        "is_sensitive": gone.is_sensitive or is_sensitive,
    }


def _lead_to(gone: Story, survivor: Story, numbers: dict[str, int], now: datetime) -> None:
    """Close the story at the desk, and let its public address lead to the survivor."""
    Story.objects.filter(pk=gone.pk).update(
        merged_into=survivor, needs_attention=False, claimed_by="", claimed_until=None
    )
    if gone.published is None:
        return
    PublishedStory.objects.filter(pk=gone.published.pk).update(
        state=State.MERGED, merged_into=survivor.published, merged_numbers=numbers, modified_at=now
    )
    Change.objects.create(story=gone.published, kind=State.MERGED, at=now)


def log_both(verb: str, row: Lineage, *, by: Actor, reason: str, **more: object) -> None:
    """Write the act into the log of both stories, each with the other's headline and uid."""
    pair = (row.source, row.target)
    for story, other, word in ((pair[0], pair[1], "into"), (pair[1], pair[0], "from")):
        after = {word: other.headline, "story": str(other.uid), **more, "desk_revision": story.desk_revision}
        EditLog.objects.record(verb, story, by=by, after=after, reason=reason)


# --- undoing ----------------------------------------------------------------------------------------
@transaction.atomic
def undo_merge(row: Lineage, *, by: Actor, reason: str = "") -> None:
    """Let both stories stand again, each with what it had; what was done to it since goes with it.

    What came to the survivor since stays there. A story that readers knew is live again as it last stood, and what it
    missed is due. Raises AlreadyUndone, NotAllowed, UnderLegalHold, Restricted where it carries a name that must not
    be published, and states.NotNow where the survivor was merged itself, is sealed, or not live any more.
    """
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    restrictions.pass_gate()
    gone, survivor = take_two(row.source, row.target)
    claim(row, by)
    to = _refuse_undoing(gone, survivor, by)
    now, record = timezone.now(), row.record
    were_shown = _edition(survivor) != record["edition"]
    is_untouched = not were_shown and survivor.desk_revision == record["revision"]
    _give_back(gone, survivor, record, by=by, were_shown=were_shown)
    raise_all(
        survivor,
        state=acting.allow("edit", survivor, by=by)[states.EDITORIAL],
        now=now,
        is_clean=is_untouched and record["clean"],
    )
    raise_all(gone, state=to, is_clean=is_untouched and record["gone_clean"], now=now)
    Story.objects.filter(pk=gone.pk).update(
        merged_into=None, embargo_since=survivor.embargo_since, embargo_until=survivor.embargo_until
    )
    back = {gone.pk, *gone.joined}
    joined = [pk for pk in survivor.joined if pk not in back]
    Story.objects.filter(pk=survivor.pk).update(joined=joined, **_care_before(gone, survivor, record))
    for story in (gone, survivor):
        lead_with_what_is_left(story)
    _show_again(gone, now)
    row.source, row.target = gone, survivor
    log_both("undo_merge", row, by=by, reason=why)


def _care_before(gone: Story, survivor: Story, record: dict[str, Any]) -> dict[str, Any]:
    """The survivor's policy and care as they were, unless somebody has set them since."""
    was = record.get("care")
    if not was:
        return {}
    given = _as_careful(gone, was["summary_policy"], was["is_sensitive"])
    now = {"summary_policy": survivor.summary_policy, "is_sensitive": survivor.is_sensitive}
    return was if now == given else {}


def claim(row: Lineage, by: Actor) -> None:
    """Take the act for undoing. Raises AlreadyUndone where somebody was first."""
    person = by if isinstance(by, User) else None
    if not Lineage.objects.standing().filter(pk=row.pk).update(undone_at=timezone.now(), undone_by=person):
        raise AlreadyUndone("This was undone before. Load the page and look at what stands.")


def _refuse_undoing(gone: Story, survivor: Story, by: Actor) -> str:
    """The editorial state in which the merged story comes back."""
    for story in (gone, survivor):
        may_edit(story, by)
        refuse_held(story, what="Its merge cannot be undone.")
    to = acting.allow("undo_merge", gone, by=by)[states.EDITORIAL]
    acting.allow("edit", survivor, by=by)
    if acting.published_of(survivor) == "sealed":
        raise states.NotNow(f"“{survivor.headline}” is sealed with what came from this story. Break the seal first.")
    if gone.published is None:
        return to
    if survivor.published is None or not survivor.published.is_public():
        raise states.NotNow(f"“{survivor.headline}” is not live. Show it again first: what it says may not come back.")
    edition = gone.published.current_edition
    said = [gone.published.slug, edition.content if edition else {}]
    restrictions.standing().refuse(said, what="What this story said")
    return to


def _give_back(gone: Story, survivor: Story, record: Record, *, by: Actor, were_shown: bool) -> None:
    take_articles_back(survivor, record["articles"], by=by, were_shown=were_shown)
    take_images_back(survivor, record["images"])
    take_words_back(survivor, gone, sections=record["sections"], sentences=record["sentences"])
    give_entries(record["entries"], gone, by_now=survivor)
    take_talk_back(survivor, gone, record["talk"])
    for rows, name in ((BoardLine, "lines"), (Deletion, "deletions")):
        rows._default_manager.filter(pk__in=record[name], story=survivor).update(story=gone)
    for pk, placement in record["flags"]:
        Flag.objects.filter(pk=pk, story=survivor).update(story=gone, placement=placement)
    for name in ("topics", "instruments"):
        getattr(survivor, name).remove(*record[name])
    if record["leads"]:
        Story.objects.filter(pk=survivor.pk).update(lead_image=None)


def _show_again(gone: Story, now: datetime) -> None:
    if gone.published is None:
        return
    PublishedStory.objects.filter(pk=gone.published.pk).update(
        state=State.LIVE, merged_into=None, merged_numbers={}, modified_at=now
    )
    Change.objects.create(story=gone.published, kind=State.LIVE, at=now)


def _is_clean(story: Story) -> bool:
    """Whether nothing of people's words waits to be published."""
    return story.published is not None and not story.has_unpublished_changes()


def _edition(story: Story) -> int | None:
    return story.published.current_edition_id if story.published else None
