"""Copying a story into a draft of its own: its articles, pictures, timeline and what people wrote.

The copy has another uid and another address, and says where it came from. The machine's sentences are not copied: a run
makes them from the same articles. What people took out is remembered in the copy too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from foundation import limits
from foundation.addresses import slug_for
from foundation.errors import NewsroomError
from foundation.models import Actor, User
from foundation.text import clean_line
from stories import acting
from stories.carrying_over import give_articles, give_images, heading_of
from stories.curating import log, may_edit
from stories.joining_stories import log_both
from stories.legal_holds import refuse_held
from stories.models import (
    BoardLine,
    BoardValue,
    Citation,
    Deletion,
    Lineage,
    Section,
    Sentence,
    Story,
    StoryArticle,
    TimelineEntry,
    Writer,
)
from stories.sealing import seal_of

_FIELDS = ("kicker", "standfirst", "language", "desk_note", "is_sensitive", "summary_policy", "lead_image")
# What is nobody's copy: keys, public ids, and the story itself.
_OWN = {"id", "uid", "story", "section", "sentence", "entry", "line"}


@transaction.atomic
def duplicate(story: Story, *, by: Actor, headline: str = "") -> Lineage:
    """Copy the story into a draft that belongs to whoever copies it, under the same embargo.

    Without a headline it has the story's, with "Copy of" before it. Raises BadText, NotAllowed, UnderLegalHold, and
    states.NotNow for a story that was deleted or removed without trace.
    """
    old = Story.objects.select_for_update(of=("self",)).select_related("published").get(pk=story.pk)
    may_edit(old, by)
    acting.allow("duplicate", old, by=by)
    # A copy without the hold could be changed by a machine and deleted; one with it could not even get its sentences.
    refuse_held(old, what="It cannot be duplicated.")
    wanted = headline.strip() or f"Copy of {old.headline}"[: limits.HEADLINE_CHARS]
    title = clean_line(wanted, name="The headline", max_chars=limits.HEADLINE_CHARS, required=True)
    new = _begin(old, title, by)
    give_articles(StoryArticle.objects.attached().filter(story=old).select_related("article"), new, by=by)
    give_images(old.placements.filter(removed_at=None).select_related("image").order_by("position", "pk"), new)
    _copy_words(old, new)
    _copy_entries(old, new)
    _copy_board(old, new)
    for memory in old.deletions.filter(undone_at=None):
        _copy(memory, Deletion, story=new)
    Story.objects.filter(pk=new.pk).raise_inputs()
    person = by if isinstance(by, User) else None
    row = Lineage.objects.create(kind=Lineage.Kind.DUPLICATE, source=old, target=new, by=person)
    log("create_story", new, by=by, headline=new.headline)
    log_both("duplicate", row, by=by, reason="")
    return row


@transaction.atomic
def why_not(story: Story, *, by: Actor) -> str:
    """Why the story cannot be duplicated now and what to do first; "" where it can."""
    try:
        may_edit(story, by)
        acting.allow("duplicate", story, by=by)
        refuse_held(story, what="It cannot be duplicated.")
    except NewsroomError as refusal:
        return str(refusal).removesuffix(" Nothing was done.")
    return ""


def _begin(old: Story, headline: str, by: Actor) -> Story:
    person = by if isinstance(by, User) else None
    new = Story(headline=headline, owner=person, policy_set_by=person)
    for name in _FIELDS:
        setattr(new, name, getattr(old, name))
    new.embargo_since, new.embargo_until = _kept_until(old)
    new.slug = slug_for(headline, fallback="")
    new.save(force_insert=True)
    new.topics.set(old.topics.all())
    new.instruments.set(old.instruments.all())
    return new


def _kept_until(old: Story) -> tuple[datetime | None, datetime | None]:
    """Since when the copy is under an embargo, and its end; (None, None) where what is copied is kept from nobody.

    What is not to be known before its time is not to be known by another name: an embargo counts while it stands, and a
    seal to its time, or until somebody lifts it where that has passed and it did not go out.
    """
    now, seal = timezone.now(), seal_of(old)
    ends = [old.embargo_until] if old.is_embargoed(now) else []
    if seal is not None:
        ends.append(seal.release_at if seal.release_at is not None and seal.release_at > now else None)
    times = [end for end in ends if end is not None]
    return (now, max(times) if len(times) == len(ends) else None) if ends else (None, None)


def _copy(row: Model, model: type[Model], **own: Any) -> Any:
    """Another row with the same values, but for keys, its public id and what is given."""
    names = [field.name for field in model._meta.concrete_fields if field.name not in _OWN]
    made = model(**{name: getattr(row, name) for name in names}, **own)
    made.save(force_insert=True)
    return made


def _copy_words(old: Story, new: Story) -> None:
    """The sentences that people wrote or kept, under the headings that they stand under, with their passages."""
    of_people = Q(written_by=Writer.PERSON) | Q(is_kept=True)
    rows = old.sentences.filter(of_people, removed_at=None).select_related("section")
    twins: dict[int, Section] = {}
    for row in rows.order_by("section__position", "position", "pk"):
        if row.section_id not in twins:
            section = row.section
            twins[row.section_id] = Section.objects.create(story=new, **heading_of(section), position=section.position)
        copy = _copy(row, Sentence, story=new, section=twins[row.section_id])
        for citation in row.citations.all():
            _copy(citation, Citation, sentence=copy)


def _copy_entries(old: Story, new: Story) -> None:
    for row in old.timeline_entries.filter(removed_at=None):
        copy = _copy(row, TimelineEntry, story=new)
        for citation in row.citations.all():
            _copy(citation, Citation, entry=copy)


def _copy_board(old: Story, new: Story) -> None:
    """The figures that its desk watches, with the values that stand."""
    for line in old.board_lines.filter(removed_at=None):
        copy = _copy(line, BoardLine, story=new)
        for value in line.values.filter(removed_at=None, state=BoardValue.State.STANDING):
            _copy(value, BoardValue, line=copy)
