"""How what stands in one story is carried into another, and back: merging and splitting are made of it.

Words keep their rows, and so their uids and their passages: what was redacted, cited or suggested follows them.
Articles and pictures get a row of their own in the other story, where each has another number, place or caption.

Every function here runs inside the transaction of a verb that holds both stories' rows, and returns what it did as
plain values for `Lineage.record`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from editions.models import Redaction
from foundation.models import Actor, User
from stories.models import Comment, Placement, Section, Sentence, Story, StoryArticle, TimelineEntry, Watch, Writer

Record = dict[str, Any]
_STEP = 1000


# --- articles ---------------------------------------------------------------------------------------
def give_articles(rows: Iterable[StoryArticle], to: Story, *, by: Actor) -> Record:
    """Let the articles of these rows stand in the other story too, in the order of their numbers.

    Where readers know that story's numbers they get the next ones at once. One that was taken out there comes back with
    the number it had. `numbers` leads from the old number of each, as text, to the new one, where both are known.
    """
    ordered = sorted(rows, key=lambda row: (row.number is None, row.number or 0, row.pk))
    known = {row.article_id: row for row in to.story_articles.all()}
    last = max((row.number for row in known.values() if row.number is not None), default=None)
    made: list[int] = []
    back: list[int] = []
    numbers: dict[str, int] = {}
    for row in ordered:
        place = known.get(row.article_id)
        is_new = place is None
        place = place or _new_place(row, to)
        if is_new or place.removed_at is not None:
            last = _let_stand(place, last, by)
            (made if is_new else back).append(place.pk)
        if row.number is not None and place.number is not None:
            numbers[str(row.number)] = place.number
    return {"made": made, "back": back, "numbers": numbers}


def _new_place(row: StoryArticle, to: Story) -> StoryArticle:
    return StoryArticle(story=to, article=row.article, summarised_hash=row.summarised_hash, note=row.note)


def _let_stand(place: StoryArticle, last: int | None, by: Actor) -> int | None:
    """Save the place as one that stands; the highest number of the story afterwards."""
    if place.number is None and last is not None:
        place.number = last = last + 1
    place.removed_at, place.removed_by, place.attached_at = None, None, timezone.now()
    place.attached_by = by if isinstance(by, User) else None
    place.save()
    return last


def take_articles_back(story: Story, record: Record, *, by: Actor, were_shown: bool) -> None:
    """Take out of the story what `give_articles` brought. Numbers that readers saw stay taken, others are free."""
    given = StoryArticle.objects.filter(story=story, pk__in=[*record["made"], *record["back"]], removed_at=None)
    given.update(removed_at=timezone.now(), removed_by=by if isinstance(by, User) else None, note="")
    if not were_shown:
        StoryArticle.objects.filter(story=story, pk__in=record["made"]).update(number=None)


# --- pictures ---------------------------------------------------------------------------------------
def give_images(rows: Iterable[Placement], to: Story) -> list[list[int]]:
    """Place the pictures of these rows behind those of the other story; ids of each row and of the one there.

    One that stands there already stays as it is, and one that was redacted from that story stays out.
    """
    standing = {row.image_id: row for row in to.placements.all()}
    gone = {one["uid"] for one in _redacted_images(to)}
    last, given = _last(to.placements.all()), []
    for row in rows:
        place = standing.get(row.image_id)
        if (place is not None and place.removed_at is None) or str(row.image.uid) in gone:
            continue
        place = place or Placement(story=to, image=row.image)
        last += _STEP
        place.position, place.removed_at = last, None
        place.caption_override, place.source_article = row.caption_override, row.source_article
        place.save()
        given.append([row.pk, place.pk])
    return given


def _redacted_images(story: Story) -> list[Any]:
    rows = story.published.redactions if story.published else []
    return [one for one in rows if one["what"] == Redaction.What.IMAGE]


def take_images_back(story: Story, given: Sequence[Sequence[int]]) -> None:
    """Take out of the story what `give_images` placed. What was done to a picture there is done to the first one too:
    another caption, or its removal.
    """
    places = {row.pk: row for row in story.placements.filter(pk__in=[pk for _, pk in given])}
    for first, pk in given:
        if pk in places:
            was = places[pk]
            Placement.objects.filter(pk=first).update(caption_override=was.caption_override)
            Placement.objects.filter(pk=first, removed_at=None).update(removed_at=was.removed_at)
    story.placements.filter(pk__in=list(places), removed_at=None).update(removed_at=timezone.now())


# --- words ------------------------------------------------------------------------------------------
def give_sections(sections: Sequence[Section], to: Story) -> list[list[int]]:
    """Let these sections stand in the other story, behind its own; id and former position of each."""
    offset = _last(to.sections.filter(removed_at=None)) + _STEP
    record = [[row.pk, row.position] for row in sections]
    for row in sections:
        row.story, row.position = to, row.position + offset
    _mark_placed(sections, to)
    Section.objects.bulk_update(sections, ["story", "position", "placed_revision"])
    return record


def give_sentences(sentences: Sequence[Sentence], to: Story) -> list[list[int]]:
    """Let these sentences stand in the other story; id, former section and position of each.

    Their sections have to be that story's: whoever calls moves them or gives each sentence another.
    """
    record = [[row.pk, row.section_id, row.position] for row in sentences]
    for row in sentences:
        row.story = to
    _mark_placed(sentences, to)
    Sentence.objects.bulk_update(sentences, ["story", "section", "placed_revision"])
    Comment.objects.filter(sentence__in=sentences).update(story=to)
    return record


def give_entries(entries: Sequence[int], to: Story, *, by_now: Story) -> None:
    """Let those of the entries that stand in one story now, by id, stand in the other."""
    rows = TimelineEntry.objects.filter(pk__in=entries, story=by_now)
    Comment.objects.filter(entry__in=list(rows)).update(story=to)
    rows.update(story=to)


def _mark_placed(rows: Sequence[Section] | Sequence[Sentence], to: Story) -> None:
    """What a person moved stays moved: the revision in which it was is the other story's next one."""
    for row in rows:
        row.placed_revision = None if row.placed_revision is None else to.desk_revision + 1


def take_words_back(
    story: Story, to: Story, *, sections: Sequence[Sequence[int]], sentences: Sequence[Sequence[int]]
) -> None:
    """Bring back what `give_sections` and `give_sentences` took, with the words that stand in it now.

    What was written in such a section since, in the story that gives it up, stays there under a heading alike. A
    sentence that a run took out since comes back, one that a person took out does not.
    """
    former = {pk: (section, position) for pk, section, position in sentences}
    rows = list(story.sentences.filter(pk__in=list(former)))
    for row in rows:
        row.story = to
        row.section_id, row.position = former[row.pk]
        row.removed_at = row.removed_at if _was_taken_out(row) else None
    _mark_placed(rows, to)
    _leave_guests_behind(story, [pk for pk, _ in sections], keep=set(former))
    places = {row[0]: row[1] for row in sections}
    moved = list(story.sections.filter(pk__in=list(places)))
    for section in moved:
        section.story, section.position = to, places[section.pk]
    _mark_placed(moved, to)
    Section.objects.bulk_update(moved, ["story", "position", "placed_revision"])
    Sentence.objects.bulk_update(rows, ["story", "section", "position", "removed_at", "placed_revision"])
    Comment.objects.filter(sentence__in=rows).update(story=to)
    filled = {row.section_id for row in rows if row.removed_at is None}
    Section.objects.filter(pk__in=filled, removed_at__isnull=False).update(removed_at=None)


def _was_taken_out(row: Sentence) -> bool:
    """Whether a person took it out, or redacted it; a run leaves `desk_changed_at` alone."""
    return row.removed_at is not None and row.desk_changed_at is not None and row.desk_changed_at >= row.removed_at


def _leave_guests_behind(story: Story, sections: Iterable[int], *, keep: set[int]) -> None:
    """Give sentences that were written in these sections since one of the same heading in their own story."""
    guests = story.sentences.filter(section__in=list(sections)).exclude(pk__in=keep)
    for section in Section.objects.filter(pk__in=guests.values("section")):
        own = list(guests.filter(section=section))
        twin = Section.objects.create(story=story, **heading_of(section), position=section.position)
        Sentence.objects.filter(pk__in=[row.pk for row in own]).update(section=twin)


def heading_of(section: Section) -> dict[str, Any]:
    """What a section is called and by whom, for one like it in another story."""
    names = ("heading", "machine_heading", "needs_heading", "heading_article", "written_by", "removed_at")
    return {name: getattr(section, name) for name in names}


# --- what colleagues say ----------------------------------------------------------------------------
def give_talk(story: Story, to: Story, images: Mapping[int, int]) -> Record:
    """Let comments on the whole story, or on a picture that went over, stand in the other; whoever watches one
    watches the other too. Comments on sentences and entries follow these.
    """
    moved = story.comments.filter(sentence=None, entry=None)
    talk: list[tuple[int, int | None]] = []
    talk += [(c.pk, c.placement_id) for c in moved if c.placement_id is None or c.placement_id in images]
    for pk, place in talk:
        Comment.objects.filter(pk=pk).update(story=to, placement=images.get(place) if place else None)
    known = set(to.watches.values_list("person", flat=True))
    fresh = [watch for watch in story.watches.all() if watch.person_id not in known]
    Watch.objects.bulk_create(Watch(story=to, person_id=watch.person_id, since=watch.since) for watch in fresh)
    return {"comments": talk, "watchers": [watch.person_id for watch in fresh]}


def take_talk_back(story: Story, to: Story, record: Record) -> None:
    """Bring back what `give_talk` gave."""
    for pk, place in record["comments"]:
        Comment.objects.filter(pk=pk, story=story).update(story=to, placement=place)
    story.watches.filter(person__in=record["watchers"]).delete()


# --- the stories themselves -------------------------------------------------------------------------
def raise_all(story: Story, *, state: str, is_clean: bool, now: datetime, is_due: bool = True) -> None:
    """Raise what every form, run and publication in flight compares, so that none of them writes over this.

    `is_clean`: people's words are those that they published last. `is_due`: the summary is.
    """
    revision = story.desk_revision + 1
    Story.objects.filter(pk=story.pk).update(
        desk_revision=revision,
        published_desk_revision=revision if is_clean else F("published_desk_revision"),
        summary_version=F("summary_version") + 1,
        editorial_state=state,
        approved_digest="",
        approved_by=None,
        edition_due_at=None,
        hold_reason="",
        changed_at=now,
    )
    if is_due:
        Story.objects.filter(pk=story.pk).raise_inputs()
    story.desk_revision = revision


def is_of_people(row: Any) -> bool:
    """Whether a sentence, section, entry or line of the board is a person's."""
    return bool(row.written_by == Writer.PERSON)


def _last(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0)
