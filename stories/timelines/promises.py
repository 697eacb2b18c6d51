"""The promise ledger: what was planned, for when, and what became of it; and outcomes written before they are known.

An entry keeps the dates it was planned for before. Whether one that is planned has passed unanswered follows from its
date and today: no clock changes a row, and readers are told "not yet confirmed" until the desk answers. An outcome that
is not chosen is destroyed when another is; the log has how many were written, and of the chosen one the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from editions.models import Edition
from foundation import limits
from foundation.dating import TypedDate
from foundation.errors import BadText, NewsroomError
from foundation.models import Actor, User
from foundation.text import clean_line, clean_text
from stories import chronology, publishing
from stories.curating import log
from stories.models import Outcome, Story, TimelineEntry

Status = TimelineEntry.Status
MOST_OUTCOMES = 2
LABEL_CHARS = 60


class NotPlanned(NewsroomError):
    """The entry is not planned, or its outcome was answered before."""


def has_passed(entry: TimelineEntry, *, today: date) -> bool:
    """Whether it was planned for days that are over, and nobody has said what became of it."""
    return entry.status == Status.PLANNED and entry.sort_to < today


def happened(
    entry: TimelineEntry, *, on: str, seen: int, by: Actor, text: str | None = None, seen_text: str | None = None
) -> TimelineEntry:
    """Say that a planned entry happened, and when ("May 3, 2026"); it keeps for when it was planned.

    Empty `on` is the date it was planned for. Raises NotPlanned, BadText for a date that is none or to come, TwoDates,
    and as chronology.change_entry does.
    """
    typed = chronology.read_date(on, language=entry.story.language) if on.strip() else None
    if (typed or entry).sort_from > timezone.localdate():
        told = f"“{on}” lies ahead." if typed else "The date for which it was planned lies ahead."
        raise BadText(f"{told} Write when it happened, or to when it slipped.")
    fields: dict[str, object] = {"status": Status.HAPPENED, **({"text": _words(text)} if text is not None else {})}
    if typed is not None:
        fields |= _dated(typed)
    return _answer(entry, "entry_happened", fields, seen=seen, by=by, seen_text=seen_text)


def slipped(entry: TimelineEntry, *, to: str, seen: int, by: Actor, seen_text: str | None = None) -> TimelineEntry:
    """Say that a planned entry is now planned for another date; without one it slipped, nobody knows to when.

    Raises as `happened` does, and BadText for a date that is over.
    """
    if not to.strip():
        return _answer(entry, "entry_slipped", {"status": Status.SLIPPED}, seen=seen, by=by, seen_text=seen_text)
    typed = chronology.read_date(to, language=entry.story.language)
    if typed.sort_to < timezone.localdate():
        raise BadText(f"“{to}” is over. Write to when it slipped, or when it happened.")
    fields = {"status": Status.PLANNED, **_dated(typed)}
    return _answer(entry, "entry_slipped", fields, seen=seen, by=by, seen_text=seen_text)


def cancelled(entry: TimelineEntry, *, seen: int, by: Actor, seen_text: str | None = None) -> TimelineEntry:
    """Say that a planned entry will not be. Raises as `happened` does."""
    return _answer(entry, "entry_cancelled", {"status": Status.CANCELLED}, seen=seen, by=by, seen_text=seen_text)


def _dated(typed: TypedDate) -> dict[str, object]:
    return {
        "date": typed.edtf,
        "as_typed": typed.as_typed,
        "sort_from": typed.sort_from,
        "sort_to": typed.sort_to,
    }


def _words(text: str) -> str:
    return clean_text(text, name="The entry", max_chars=limits.ENTRY_CHARS, required=True)


def _answer(
    entry: TimelineEntry,
    verb: str,
    fields: dict[str, object],
    *,
    seen: int,
    by: Actor,
    seen_text: str | None,
    chosen: Outcome | None = None,
) -> TimelineEntry:
    """Write the answer, with the date it was planned for kept; outcomes drafted ahead end with what is no plan."""
    with transaction.atomic():
        standing = chronology.take_entry(entry, seen=seen, by=by, seen_text=seen_text)
        if standing.status not in {Status.PLANNED, Status.SLIPPED}:
            raise NotPlanned("Somebody has said what became of this. Load the page again.")
        if chosen and not standing.outcomes.filter(pk=chosen.pk).exists():
            raise NotPlanned("This outcome was chosen or thrown away before. Load the page again.")
        before = {"date": standing.date, "status": standing.status}
        if standing.status == Status.PLANNED or not standing.promised:
            standing.promised = [*standing.promised, standing.date]
        for name, value in fields.items():
            setattr(standing, name, value)
        standing.written_by = "person"
        standing.author = by if isinstance(by, User) else standing.author
        standing.save(update_fields=[*fields, "promised", "written_by", "author"])
        if "text" in fields:
            chronology.recite(standing)
        if standing.status != Status.PLANNED:
            standing.outcomes.all().delete()
        after = {"entry": str(standing.uid), "date": standing.date, "text": standing.text}
        log(verb, entry.story, by=by, before=before, **after, **({"outcome": chosen.label} if chosen else {}))
    return standing


# --- outcomes drafted ahead -------------------------------------------------------------------------
@transaction.atomic
def draft_outcomes(
    entry: TimelineEntry, outcomes: Sequence[tuple[str, str, str]], *, seen: int, by: Actor
) -> list[Outcome]:
    """Write how a planned entry may turn out, in place of what was written so before: (label, status, text) for each.

    At most two; a status is happened or cancelled. They stay at the desk. Raises NotPlanned, BadText, StaleSave and
    NotAllowed.
    """
    rows = [
        Outcome(
            label=clean_line(name, name="The name of the outcome", max_chars=LABEL_CHARS, required=True),
            status=_status(status),
            text=_words(text),
            author=by if isinstance(by, User) else None,
        )
        for name, status, text in outcomes
    ]
    if len(rows) > MOST_OUTCOMES:
        raise BadText(f"Write at most {MOST_OUTCOMES} outcomes.")
    standing = chronology.take_entry(entry, seen=seen, by=by, seen_text=entry.text)
    if standing.status != Status.PLANNED:
        raise NotPlanned("Only for what is planned can outcomes be written ahead.")
    standing.outcomes.all().delete()
    for row in rows:
        row.entry = standing
    Outcome.objects.bulk_create(rows)
    log("draft_outcomes", entry.story, by=by, entry=str(standing.uid), outcomes=len(rows))
    return rows


def _status(status: str) -> str:
    if status not in {Status.HAPPENED, Status.CANCELLED}:
        raise BadText("An outcome is one of: it happened, it was cancelled.")
    return status


def choose_outcome(outcome: Outcome, *, on: str = "", seen: int, by: Actor) -> TimelineEntry:
    """Let an outcome stand as the entry, dated `on` (or today); the other is destroyed. Raises as `happened`."""
    entry = outcome.entry
    typed = chronology.read_date(on.strip() or timezone.localdate().isoformat(), language=entry.story.language)
    if typed.sort_from > timezone.localdate():
        raise BadText(f"“{on}” lies ahead. Write when it happened.")
    fields: dict[str, object] = {"status": outcome.status, "text": outcome.text}
    if outcome.status == Status.HAPPENED:
        fields |= _dated(typed)
    verb = "entry_happened" if outcome.status == Status.HAPPENED else "entry_cancelled"
    return _answer(entry, verb, fields, seen=seen, by=by, seen_text=entry.text, chosen=outcome)


@transaction.atomic
def choose_and_publish(outcome: Outcome, *, on: str = "", seen: int, by: User) -> tuple[TimelineEntry, Edition | None]:
    """Let an outcome stand and publish the story at once: both, or neither, so that the other is not lost to a refusal.

    The edition is None where readers learn nothing new of it (the entry was redacted). Raises as `choose_outcome` and
    `publishing.publish`.
    """
    entry = choose_outcome(outcome, on=on, seen=seen, by=by)
    story = Story.objects.get(pk=entry.story_id)
    try:
        return entry, publishing.publish(story, seen=story.desk_revision, by=by)
    except publishing.NothingNew:
        return entry, None


def passed_entries(story: Story) -> list[TimelineEntry]:
    """The planned entries whose days are over."""
    rows = story.timeline_entries.filter(removed_at__isnull=True, status=Status.PLANNED)
    return list(rows.filter(sort_to__lt=timezone.localdate()))
