"""Splitting a story: parts of it that were chosen become a story of their own, a draft; and undoing it.

The old story keeps its address and its numbers: an article that leaves it leaves its number behind, as a detached one
does. What the chosen words cite goes along, and stays in the old story too unless it was chosen itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation import limits
from foundation.errors import BadText
from foundation.models import Actor, User
from foundation.text import clean_line, clean_text
from stories import acting, states
from stories.carrying_over import (
    Record,
    give_articles,
    give_entries,
    give_images,
    give_sentences,
    heading_of,
    is_of_people,
    raise_all,
    take_images_back,
    take_words_back,
)
from stories.curating import create_story, may_edit
from stories.joining_stories import claim, log_both, take_two
from stories.legal_holds import refuse_held
from stories.models import Article, Deletion, Lineage, Placement, Section, Sentence, Story, StoryArticle, TimelineEntry
from stories.redacting import lead_with_what_is_left
from stories.removing import refuse_asked_for
from stories.subediting import remember_deleted

_COPIED = ("language", "is_sensitive", "summary_policy", "embargo_since", "embargo_until")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was chosen, by the public ids of articles, sentences, entries and pictures."""

    articles: Collection[UUID] = ()
    sentences: Collection[UUID] = ()
    entries: Collection[UUID] = ()
    images: Collection[UUID] = ()

    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not (self.articles or self.sentences or self.entries or self.images)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows of what was chosen, all of them standing in the story."""

    places: list[StoryArticle]
    sentences: list[Sentence]
    entries: list[TimelineEntry]
    images: list[Placement]

    def people_made(self) -> bool:
        return bool(self.images) or any(map(is_of_people, [*self.sentences, *self.entries]))


@transaction.atomic
def split(story: Story, parts: Parts, *, headline: str, by: Actor, reason: str = "") -> Lineage:
    """Make a story of these parts. It is a draft of whoever splits, under the same embargo and as careful as the old.

    Raises BadText where nothing was chosen, or something that does not stand in the story any more; NotAllowed,
    states.NotNow and UnderLegalHold.
    """
    title = clean_line(headline, name="The headline", max_chars=limits.HEADLINE_CHARS, required=True)
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    old = Story.objects.select_for_update(of=("self",)).select_related("published").get(pk=story.pk)
    may_edit(old, by)
    refuse_held(old, what="It cannot be split.")
    refuse_asked_for(old)
    state = acting.allow("split", old, by=by)[states.EDITORIAL]
    chosen = _chosen(old, parts)
    new = create_story(by=by, headline=title)
    _resemble(new, old)
    is_clean = not old.has_unpublished_changes() and not chosen.people_made()
    record = _move(old, new, chosen, by)
    now = timezone.now()
    raise_all(old, state=state, is_clean=is_clean, now=now)
    raise_all(new, state=Story.EditorialState.DRAFT, is_clean=False, now=now)
    record["revision"] = new.desk_revision
    for one in (old, new):
        lead_with_what_is_left(one)
    person = by if isinstance(by, User) else None
    row = Lineage.objects.create(kind=Lineage.Kind.SPLIT, source=old, target=new, record=record, reason=why, by=person)
    log_both("split", row, by=by, reason=why, **_counted(chosen))
    return row


def _chosen(old: Story, parts: Parts) -> _Chosen:
    if parts.is_empty():
        raise BadText("Nothing is chosen. Tick what is to go into the new story.")
    places = StoryArticle.objects.attached().filter(story=old, article__uid__in=parts.articles)
    found = _Chosen(
        list(places.select_related("article").order_by("number", "pk")),
        list(old.sentences.filter(uid__in=parts.sentences, removed_at=None).select_related("section")),
        list(old.timeline_entries.filter(uid__in=parts.entries, removed_at=None)),
        list(old.placements.filter(image__uid__in=parts.images, removed_at=None).select_related("image")),
    )
    rows = [*found.places, *found.sentences, *found.entries, *found.images]
    asked = (parts.articles, parts.sentences, parts.entries, parts.images)
    if len(rows) != sum(len(set(uids)) for uids in asked):
        raise BadText("Something that is chosen does not stand in this story any more. Load the page and choose again.")
    return found


def _resemble(new: Story, old: Story) -> None:
    """Give the new story what makes the old one careful, and what it is about."""
    Story.objects.filter(pk=new.pk).update(**{name: getattr(old, name) for name in _COPIED})
    new.topics.set(old.topics.all())
    new.instruments.set(old.instruments.all())


def _move(old: Story, new: Story, chosen: _Chosen, by: Actor) -> Record:
    now, person = timezone.now(), by if isinstance(by, User) else None
    cited = Article.objects.filter(citations__sentence__in=chosen.sentences) | Article.objects.filter(
        citations__entry__in=chosen.entries
    )
    along = StoryArticle.objects.attached().filter(story=old, article__in=cited.values("pk"))
    goes = {row.pk for row in chosen.places}
    ordered = sorted({*along, *chosen.places}, key=lambda row: (row.number is None, row.number or 0, row.pk))
    record: Record = {
        "left": sorted(goes),
        "lead": old.lead_image_id,
        "articles": give_articles(ordered, new, by=by),
        "images": give_images(sorted(chosen.images, key=lambda row: (row.position, row.pk)), new),
        "sentences": _give_words(new, chosen.sentences),
        "entries": [row.pk for row in chosen.entries],
        "deletions": _remember(old, chosen.sentences, by),
    }
    StoryArticle.objects.filter(pk__in=goes).update(removed_at=now, removed_by=person, note="")
    Placement.objects.filter(pk__in=[row.pk for row in chosen.images]).update(removed_at=now)
    give_entries(record["entries"], new, by_now=old)
    return record


def _give_words(new: Story, sentences: list[Sentence]) -> list[list[int]]:
    """Let the sentences stand in the new story, under headings like those that they stood under."""
    former = [[row.pk, row.section_id, row.position] for row in sentences]
    twins: dict[int, Section] = {}
    for row in sorted(sentences, key=lambda s: (s.section.position, s.position, s.pk)):
        if row.section_id not in twins:
            section = row.section
            twins[row.section_id] = Section.objects.create(story=new, **heading_of(section), position=section.position)
        row.section = twins[row.section_id]
    give_sentences(sentences, new)
    return former


def _remember(old: Story, sentences: list[Sentence], by: Actor) -> list[int]:
    """Keep the machine from writing again in the old story what went into the new one."""
    last = old.deletions.order_by("-pk").values_list("pk", flat=True).first() or 0
    for row in sentences:
        remember_deleted(row.text, old, by)
    return list(old.deletions.filter(pk__gt=last).values_list("pk", flat=True))


def _counted(chosen: _Chosen) -> dict[str, int]:
    return {
        "articles": len(chosen.places),
        "sentences": len(chosen.sentences),
        "entries": len(chosen.entries),
        "pictures": len(chosen.images),
    }


# --- undoing ----------------------------------------------------------------------------------------
@transaction.atomic
def undo_split(row: Lineage, *, by: Actor, reason: str = "") -> None:
    """Bring everything back into the old story; the new one is deleted, recoverable as any.

    Raises joining_stories.AlreadyUndone, NotAllowed, UnderLegalHold, and states.NotNow once people worked on the new
    story or it ran: merged into the old one it loses nothing.
    """
    why = clean_text(reason, name="The reason", max_chars=limits.NOTE_CHARS)
    old, new = take_two(row.source, row.target)
    claim(row, by)
    for story in (old, new):
        may_edit(story, by)
        refuse_held(story, what="Its splitting cannot be undone.")
    state = acting.allow("split", old, by=by)[states.EDITORIAL]
    acting.allow("delete", new, by=by)
    record = row.record
    if new.published is not None or new.joined or new.desk_revision != record["revision"]:
        told = f"People have worked on “{new.headline}” since. Merge it into this story instead: nothing is lost then."
        raise states.NotNow(told)
    now, person = timezone.now(), by if isinstance(by, User) else None
    StoryArticle.objects.filter(pk__in=record["left"], story=old).update(removed_at=None, removed_by=None)
    _bring_back(old, new, record)
    raise_all(old, state=state, is_clean=False, now=now)
    raise_all(new, state=Story.EditorialState.DRAFT, is_clean=False, now=now, is_due=False)
    Story.objects.filter(pk=new.pk).update(deleted_at=now, deleted_by=person)
    if old.placements.filter(image=record["lead"], removed_at=None).exists():
        Story.objects.filter(pk=old.pk).update(lead_image=record["lead"])
    row.source, row.target = old, new
    log_both("undo_split", row, by=by, reason=why)


def _bring_back(old: Story, new: Story, record: Record) -> None:
    take_images_back(new, record["images"])
    places = Placement.objects.filter(pk__in=[pk for pk, _ in record["images"]], image__pulled_at=None)
    places.update(removed_at=None)
    lead_with_what_is_left(old)
    lead_with_what_is_left(new)
    take_words_back(new, old, sections=[], sentences=record["sentences"])
    give_entries(record["entries"], old, by_now=new)
    Deletion.objects.filter(pk__in=record["deletions"], undone_at=None).update(undone_at=timezone.now())
