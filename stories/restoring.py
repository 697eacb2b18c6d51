"""Earlier working texts of a story, as the log and the editions hold them, and the verb that brings one back.

Bringing back is a new save through the verb that a person would use: logged, held against the revision that was seen,
and nothing that stood between is erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from editions import content as edition_content
from editions.models import Edition
from editions.redactions import redacted
from foundation.errors import BadText, NewsroomError
from foundation.models import EditLog, User
from stories import chronology, curating, placing, subediting
from stories.models import Placement, Story, TimelineEntry

FIELDS = ("headline", "kicker", "standfirst", "slug", "slugline", "language", "desk_note")
# Of a thing that the log names: under which key it names it, and the field that holds its words.
_THINGS = {"sentence": "text", "section": "heading", "entry": "text", "image": "caption"}
_SIDES = ("before", "after")


class NothingToRestore(NewsroomError):
    """The text stands already, or what it stood in is gone."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Words that once stood: of a field of the story (`what` "field", `uid` its name), or of a thing by its uid.

    `what` is else sentence, section, entry or image (its caption). `date` is an entry's, in EDTF, "" where not known.
    `side` tells whether they stood before the act that the log tells of, or after it.
    """

    what: str
    uid: str
    text: str
    date: str = ""
    side: str = "before"


def earlier_in(row: EditLog) -> list[Earlier]:
    """Return the texts that one row of a story's log holds."""
    told = {"before": row.before, "after": row.after}
    for what, name in _THINGS.items():
        uid = row.after.get(what) or row.before.get(what)
        if isinstance(uid, str):
            return [
                Earlier(what, uid, told[side][name], str(told[side].get("date", "")), side)
                for side in _SIDES
                if isinstance(told[side].get(name), str)
            ]
    if row.verb not in {"change_story", "create_story"}:
        return []
    return [
        Earlier("field", name, told[side][name], side=side)
        for side in _SIDES
        for name in FIELDS
        if isinstance(told[side].get(name), str)
    ]


def earlier_in_version(story: Story, number: int) -> list[Earlier]:
    """Return the texts of a version that ran, in the order in which they are read, without what was redacted.

    Empty where there is no such version, or a reporting restriction keeps it back.
    """
    rows = Edition.objects.readable().filter(story=story.published, number=number)
    edition = rows.first() if story.published else None
    if edition is None or story.published is None:
        return []
    whole = edition_content.upgrade(edition.content, edition.schema_version)
    return list(_texts_of(redacted(whole, story.published.redactions, version=number)))


def _texts_of(content: edition_content.Content) -> Iterator[Earlier]:
    desk, parts = content["desk"], (content["desk"], content["machine"])
    for name in ("headline", "kicker", "standfirst"):
        yield Earlier("field", name, desk[name])
    for what, place, name in (("section", "sections", "heading"), ("sentence", "sentences", "text")):
        items = [item for part in parts for item in part[place] if "removed_at" not in item and item[name]]
        yield from (Earlier(what, item["uid"], item[name]) for item in sorted(items, key=lambda i: i["position"]))
    for part in parts:
        kept = [item for item in part["timeline"] if "removed_at" not in item]
        yield from (Earlier("entry", item["uid"], item["text"], item["date"]) for item in kept)
    yield from (Earlier("image", i["uid"], i["caption"]) for i in desk["images"] if "removed_at" not in i)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands now where an earlier text stood; `text` None where it was taken out."""

    text: str | None
    date: str = ""


def standing(story: Story) -> dict[tuple[str, str], Standing]:
    """Return every working text of the story by kind and uid, those that were taken out among them. Four queries."""
    found = {("field", name): Standing(getattr(story, name)) for name in FIELDS}
    for row in story.sentences.only("uid", "text", "removed_at", "story"):
        found["sentence", str(row.uid)] = Standing(None if row.removed_at else row.text)
    for section in story.sections.only("uid", "heading", "removed_at", "story"):
        found["section", str(section.uid)] = Standing(None if section.removed_at else section.heading)
    for entry in story.timeline_entries.only("uid", "text", "date", "removed_at", "story"):
        found["entry", str(entry.uid)] = Standing(None if entry.removed_at else entry.text, entry.date)
    for placed in story.placements.select_related("image"):
        found["image", str(placed.image.uid)] = Standing(None if placed.removed_at else placed.caption_override)
    return found


def can_return(story: Story, earlier: Earlier, stands: dict[tuple[str, str], Standing]) -> bool:
    """Whether bringing this text back would change anything: its place is known, and it does not stand there."""
    now = stands.get((earlier.what, earlier.uid))
    if now is None or _is_redacted(story, earlier) or (not earlier.text and now.text is None):
        return False
    if not earlier.text and (earlier.what in {"sentence", "section", "entry"} or earlier.uid == "headline"):
        return False
    is_dated_so = earlier.what != "entry" or not earlier.date or earlier.date == now.date
    return now.text != earlier.text or not is_dated_so


def restore(story: Story, earlier: Earlier, *, seen: int, by: User) -> None:
    """Bring an earlier text back by the ordinary verb of its place, as a new save.

    What was taken out comes back with it. Raises NothingToRestore, StaleSave where somebody saved since `seen`, and as
    that verb does.
    """
    if _is_redacted(story, earlier):
        raise NothingToRestore("This was redacted: its words do not come back.")
    if not can_return(story, earlier, standing(Story.objects.get(pk=story.pk))):
        raise NothingToRestore("This text stands already, or what it stood in is gone. Load the page again.")
    _BY_KIND[earlier.what](story, earlier, seen, by)


def _is_redacted(story: Story, earlier: Earlier) -> bool:
    redactions: list[Any] = list(story.published.redactions) if story.published else []
    return (earlier.what, earlier.uid) in {(one["what"], one["uid"]) for one in redactions}


def _field(story: Story, earlier: Earlier, seen: int, by: User) -> None:
    change: dict[str, Any] = {earlier.uid: earlier.text}
    curating.change_story(story, seen=seen, by=by, **change)


def _sentence(story: Story, earlier: Earlier, seen: int, by: User) -> None:
    row = story.sentences.select_related("story").get(uid=earlier.uid)
    if row.removed_at is not None and row.text == earlier.text:
        placing.put_back(row, seen=seen, by=by)
        return
    subediting.edit_sentence(row, text=earlier.text, seen=seen, by=by)


def _section(story: Story, earlier: Earlier, seen: int, by: User) -> None:
    subediting.rename_section(story.sections.get(uid=earlier.uid), heading=earlier.text, seen=seen, by=by)


def _entry(story: Story, earlier: Earlier, seen: int, by: User) -> None:
    entry = story.timeline_entries.select_related("story").get(uid=earlier.uid)
    date = _date(entry, earlier)
    if entry.removed_at is None:
        chronology.change_entry(entry, date=date, text=earlier.text, seen=seen, by=by)
        return
    with transaction.atomic():
        back = chronology.put_back_entry(entry, seen=seen, by=by)
        if (back.text, date) != (earlier.text, back.as_typed or back.date):
            chronology.change_entry(back, date=date, text=earlier.text, seen=seen + 1, by=by)


def _date(entry: TimelineEntry, earlier: Earlier) -> str:
    """The date as a person types it: as it was typed where it is the same day, else as the record writes it."""
    if not earlier.date or earlier.date == entry.date:
        return entry.as_typed or entry.date
    return earlier.date


def _image(story: Story, earlier: Earlier, seen: int, by: User) -> None:
    placed: Placement = story.placements.select_related("image__same_as", "story", "source_article").get(
        image__uid=earlier.uid
    )
    if placed.removed_at is None:
        curating.change_placement(placed, seen=seen, by=by, caption_override=earlier.text)
        return
    source = placed.source_article
    image = placed.image
    curating.place_image(story, image, seen=seen, by=by, caption_override=earlier.text, source_article=source)


_BY_KIND = {"field": _field, "sentence": _sentence, "section": _section, "entry": _entry, "image": _image}


def checked(what: str) -> str:
    """The kind of a text, as an address names it. Raises BadText for any other."""
    if what not in _BY_KIND:
        raise BadText("There is no such text. Load the page again.")
    return what
