"""Verbs on where sentences, sections and pictures stand, and on what a person took out.

What a person moved is remembered in `placed_revision`: no run moves it back (stories/summarising/laying_out.py). The
wording of a moved machine sentence stays the machine's: it may be reworded there, and it leaves with its sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation.errors import BadText
from foundation.models import User
from media.models import Image
from stories import curating
from stories.composing import redactions_of
from stories.curating import log
from stories.models import Placement, Section, Sentence, Story, Writer
from stories.subediting import restore_section, taken_section, taken_sentence

STEP = 1000  # between positions, as a run leaves them
Step = Literal[-1, 1]
_GONE = "is gone meanwhile. Nothing was moved: load the page again, then move it."


@transaction.atomic
def move_sentence(
    sentence: Sentence, *, to: Section, before: Sentence | None, seen: int, by: User, seen_text: str | None = None
) -> Sentence:
    """Put a sentence into a section before another one, None: at its end. No run moves it back.

    Readers see it there when a person publishes. `seen_text` as subediting.edit_sentence. Raises BadText where either
    place is gone or belongs to another story, StaleSave and NotAllowed.
    """
    row = taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text)
    if row.removed_at is not None:
        raise BadText("This sentence was taken out meanwhile. Put it back, then move it.")
    home = row.story.sections.filter(pk=to.pk).first()
    if home is None:
        raise BadText(f"The section {_GONE}")
    others = list(_standing(home).exclude(pk=row.pk))
    at = _index(others, before.pk if before else None, "The sentence that you put it before")
    if row.section_id == home.pk:
        was = {"section": str(home.uid), "place": sum(_is_before(one, row) for one in others) + 1}
    else:
        was = {"section": str(Section.objects.get(pk=row.section_id).uid), "place": _place_of(row)}
    row.section, row.position = home, _position(others, at)
    row.placed_revision = row.story.desk_revision
    row.save(update_fields=["section", "position", "placed_revision"])
    restore_section(home.pk)
    told = {"sentence": str(row.uid), "section": str(home.uid), "place": at + 1, "text": row.text}
    log("move_sentence", row.story, by=by, before=was, **told)
    return row


def _standing(section: Section) -> QuerySet[Sentence]:
    return section.sentences.filter(removed_at__isnull=True).order_by("position", "pk")


def _is_before(one: Sentence, other: Sentence) -> bool:
    return (one.position, one.pk) < (other.position, other.pk)


def _place_of(row: Sentence) -> int:
    """Where it stands in its section, counted from 1."""
    pks = list(Sentence.objects.filter(section=row.section_id, removed_at=None).order_by("position", "pk").values("pk"))
    return pks.index({"pk": row.pk}) + 1


@transaction.atomic
def move_section(section: Section, *, before: Section | None, seen: int, by: User) -> Section:
    """Put a section before another one, None: at the end. No run moves it back.

    Others may have changed other things since `seen`. Raises BadText where either is gone, StaleSave where somebody
    did something to this section, and NotAllowed.
    """
    row = taken_section(section, seen=seen, by=by, seen_text=section.heading)
    if row.removed_at is not None:
        raise BadText(f"The section {_GONE}")
    standing = list(row.story.sections.filter(removed_at__isnull=True).order_by("position", "pk"))
    others = [one for one in standing if one.pk != row.pk]
    at = _index(others, before.pk if before else None, "The section that you put it before")
    was = {"place": [one.pk for one in standing].index(row.pk) + 1}
    row.position, row.placed_revision = _position(others, at), row.story.desk_revision
    row.save(update_fields=["position", "placed_revision"])
    log("move_section", row.story, by=by, before=was, section=str(row.uid), place=at + 1, heading=row.heading)
    return row


def next_place(sentence: Sentence, step: Step) -> tuple[Section, Sentence | None] | None:
    """Where a sentence goes one place up (-1) or down (+1), over the border of its section; None at either end."""
    sections = list(sentence.story.sections.filter(removed_at__isnull=True).order_by("position", "pk"))
    here = next((at for at, one in enumerate(sections) if one.pk == sentence.section_id), None)
    if here is None:
        return None
    rows = list(_standing(sections[here]))
    at = [row.pk for row in rows].index(sentence.pk)
    if 0 <= at + step < len(rows):
        target = at - 1 if step < 0 else at + 2
        return sections[here], rows[target] if target < len(rows) else None
    if not 0 <= here + step < len(sections):
        return None
    return sections[here + step], None if step < 0 else _standing(sections[here + step]).first()


def next_place_of_section(section: Section, step: Step) -> tuple[bool, Section | None]:
    """Whether a section can go one place up (-1) or down (+1), and before which one it would stand then."""
    rows = list(section.story.sections.filter(removed_at__isnull=True).order_by("position", "pk"))
    at = [row.pk for row in rows].index(section.pk) if section in rows else -1
    if at < 0 or not 0 <= at + step < len(rows):
        return False, None
    target = at - 1 if step < 0 else at + 2
    return True, rows[target] if target < len(rows) else None


@transaction.atomic
def put_back(sentence: Sentence, *, seen: int, by: User, seen_text: str | None = None) -> Sentence:
    """Bring back a sentence that a person took out, where it stood; a machine's is kept from then on.

    What was remembered of it is forgotten. Raises BadText for one that was redacted, and as edit_sentence.
    """
    row = taken_sentence(sentence, seen=seen, by=by, seen_text=seen_text, is_removed=True)
    if str(row.uid) in redacted_in(row.story):
        raise BadText("This sentence was redacted. Undo the redaction first; what stood there is not shown before.")
    if row.removed_at is None:
        return row
    row.removed_at, row.desk_changed_at, row.is_kept = None, timezone.now(), row.written_by == Writer.MACHINE
    row.save(update_fields=["removed_at", "desk_changed_at", "is_kept"])
    restore_section(row.section_id)
    row.story.deletions.filter(text=row.text, undone_at__isnull=True).update(undone_at=timezone.now())
    Story.objects.filter(pk=row.story_id).raise_inputs()
    log("put_back_sentence", row.story, by=by, sentence=str(row.uid), text=row.text)
    return row


@transaction.atomic
def replace_image(
    placement: Placement, image: Image, *, seen: int, by: User, seen_text: str | None = None
) -> Placement:
    """Put another picture where one stands in the story, as its lead where that led; the library keeps the old one.

    It shows its own caption. Raises BadText for the same picture and one that was pulled, StaleSave and NotAllowed.
    """
    story = placement.story
    if image.pk == placement.image_id:
        raise BadText("This is the picture that stands there. Choose another.")
    curating.remove_image(placement, seen=seen, by=by, seen_text=seen_text)
    placed = curating.place_image(story, image, seen=story.desk_revision, by=by)
    placed.position = placement.position
    placed.save(update_fields=["position"])
    if story.lead_image_id == placement.image_id:
        curating.change_story(story, seen=story.desk_revision, by=by, lead_image=image)
    return placed


def redacted_in(story: Story) -> set[str]:
    """Uids of what was redacted of the story."""
    return {one["uid"] for one in redactions_of(story)}


def _index(rows: Sequence[Sentence] | Sequence[Section], before: int | None, what: str) -> int:
    """The index of the row with this id, None: the end. Raises BadText where it does not stand there."""
    if before is None:
        return len(rows)
    found = next((at for at, row in enumerate(rows) if row.pk == before), None)
    if found is None:
        raise BadText(f"{what} {_GONE}")
    return found


def _position(rows: Sequence[Any], at: int) -> int:
    """A position before `rows[at]`; the rows get others where nothing lies between."""
    first: int = rows[0].position if rows else 2 * STEP
    lower: int = rows[at - 1].position if at else first - 2 * STEP
    upper: int = rows[at].position if at < len(rows) else lower + 2 * STEP
    if upper - lower > 1:
        return (lower + upper) // 2
    for place, row in enumerate(rows):
        row.position = STEP * (place + 1 + (place >= at))
    type(rows[0])._default_manager.bulk_update(rows, ["position"])
    return STEP * (at + 1)
