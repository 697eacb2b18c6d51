"""Verbs on a story's timeline: entries that people write, dated as people type.

Entries of the same days stand by when what they cite appeared, until a person moves one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import edtf
from django.db import transaction
from django.db.models import Case, Min, Q, QuerySet, When
from django.utils import timezone

from foundation import limits
from foundation.dating import DateAsked, DateRefused, TypedDate, parse_typed
from foundation.errors import BadText, StaleSave
from foundation.models import Actor, User
from foundation.text import clean_line, clean_text
from stories.composing import redactions_of
from stories.curating import log, take_desk
from stories.meanwhile import refusal, refuse_touched, same_words
from stories.models import Article, Citation, Story, StoryArticle, TimelineEntry, Writer
from stories.summarising.evidence import best_passages
from stories.summarising.folding import fold
from stories.summarising.wording import stems

# Lower than for articles nobody chose: a person says that the entry rests on these, and sees which passage was found.
CHOSEN_MINIMUM = 0.3
_NEVER = datetime.max.replace(tzinfo=UTC)


class TwoDates(BadText):
    """What was typed means two dates; `choices` are both, each with a text that means only one."""

    def __init__(self, asked: DateAsked) -> None:
        super().__init__(str(asked))
        self.choices = asked.choices


def add_entry(
    story: Story, *, date: str, text: str, seen: int, by: Actor, articles: Sequence[Article] = ()
) -> TimelineEntry:
    """Add an entry dated as typed ("Aug 2025", "Jan 5-6, 2026", "Mar 2026 (planned)"), citing these articles.

    In each article the passage that supports the text best is cited; one in which nothing does is not.
    Raises BadText for a date that is none or means two things, StaleSave and NotAllowed.
    """
    fields, evidence = _prepared(story, date, text), evidence_for(story, text, articles)
    with transaction.atomic():
        take_desk(story, seen=seen, by=by, merges=True)
        entry = TimelineEntry(story=story, author=by if isinstance(by, User) else None, **fields)
        place_entry(entry, evidence)
        log("add_entry", story, by=by, entry=str(entry.uid), date=entry.date, text=entry.text)
    return entry


def place_entry(entry: TimelineEntry, evidence: Sequence[Citation]) -> None:
    """Save a new entry at its place among those of the same days, citing these passages.

    Call it inside the transaction of the verb that makes the entry: it checks and logs nothing.
    """
    entry.position = _place(entry, evidence)
    entry.save(force_insert=True)
    _cite(entry, evidence)


def recite(entry: TimelineEntry) -> None:
    """Cite anew, in the articles it cites, what supports an entry whose words a verb has changed."""
    articles = list(Article.objects.filter(citations__entry=entry).distinct())
    evidence = evidence_for(entry.story, entry.text, articles)
    entry.citations.all().delete()
    _cite(entry, evidence)


def change_entry(
    entry: TimelineEntry,
    *,
    date: str,
    text: str,
    seen: int,
    by: Actor,
    articles: Sequence[Article] | None = None,
    seen_text: str | None = None,
) -> TimelineEntry:
    """Change an entry's date and text, and what it cites; None cites anew in the articles it cites already.

    `seen_text` is the text that the person saw: with it, others may have changed other things since `seen`. Outcomes
    drafted ahead end with what is planned no more. Raises as add_entry does, and BadText for an entry that was taken
    out; StaleSave carries what stands now.
    """
    if articles is None:
        articles = list(Article.objects.filter(citations__entry=entry).distinct())
    story = entry.story
    fields, evidence = _prepared(story, date, text), evidence_for(story, text, articles)
    with transaction.atomic():
        standing = take_entry(entry, seen=seen, by=by, seen_text=seen_text)
        before, rank = {"date": standing.date, "text": standing.text}, _rank(standing, _cited_at(standing))
        for name, value in fields.items():
            setattr(standing, name, value)
        if _rank(standing, first_cited(evidence)) != rank:
            standing.position = _place(standing, evidence)
        standing.written_by, standing.author = Writer.PERSON, by if isinstance(by, User) else None
        standing.save(update_fields=[*fields, "position", "written_by", "author"])
        standing.citations.all().delete()
        _cite(standing, evidence)
        if standing.status != TimelineEntry.Status.PLANNED:
            standing.outcomes.all().delete()
        log("change_entry", story, by=by, before=before, entry=str(entry.uid), date=standing.date, text=standing.text)
    return standing


@transaction.atomic
def remove_entry(entry: TimelineEntry, *, seen: int, by: Actor, seen_text: str | None = None) -> None:
    """Take an entry out of the timeline; its row stays, marked removed. Raises as change_entry."""
    standing = take_entry(entry, seen=seen, by=by, seen_text=seen_text)
    standing.removed_at = timezone.now()
    standing.save(update_fields=["removed_at"])
    log("remove_entry", entry.story, by=by, entry=str(entry.uid), text=standing.text)


@transaction.atomic
def move_entry(entry: TimelineEntry, *, step: int, seen: int, by: Actor, seen_text: str | None = None) -> TimelineEntry:
    """Move an entry up (-1) or down (+1) among those of the same days; at the end of them nothing changes.

    Raises as change_entry.
    """
    standing = take_entry(entry, seen=seen, by=by, seen_text=seen_text)
    rows = list(_of_the_same_days(standing).filter(removed_at__isnull=True).order_by("position", "pk"))
    here = [row.pk for row in rows].index(standing.pk)
    there = min(max(here + step, 0), len(rows) - 1)
    if there == here:
        return standing
    rows.insert(there, rows.pop(here))
    for position, row in enumerate(rows):
        row.position = position
    TimelineEntry.objects.bulk_update(rows, ["position"])
    log("move_entry", entry.story, by=by, before={"place": here + 1}, entry=str(entry.uid), place=there + 1)
    return standing


@transaction.atomic
def put_back_entry(entry: TimelineEntry, *, seen: int, by: Actor) -> TimelineEntry:
    """Bring back an entry that was taken out. Raises StaleSave and NotAllowed; BadText for one that was redacted."""
    if take_desk(entry.story, seen=seen, by=by, merges=True):
        refuse_touched(entry.story, seen, current={}, entry=str(entry.uid))
    standing = TimelineEntry.objects.get(pk=entry.pk)
    if any(one["uid"] == str(entry.uid) for one in redactions_of(entry.story)):
        raise BadText("This entry was redacted. Undo the redaction first; what stood there is not shown before.")
    if standing.removed_at is not None:
        standing.removed_at = None
        standing.save(update_fields=["removed_at"])
        log("put_back_entry", entry.story, by=by, entry=str(entry.uid), text=standing.text)
    return standing


def take_entry(entry: TimelineEntry, *, seen: int, by: Actor, seen_text: str | None) -> TimelineEntry:
    """Take the story, then read the entry that stands: the first step of a verb on one. Raises as change_entry."""
    try:
        is_stale = take_desk(entry.story, seen=seen, by=by, merges=seen_text is not None)
    except StaleSave as stale:
        stale.current = _current(TimelineEntry.objects.get(pk=entry.pk))
        raise
    standing = TimelineEntry.objects.get(pk=entry.pk)
    if standing.removed_at is not None:
        raise BadText("This entry was taken out meanwhile. Nothing was saved: add it anew if it shall stand.")
    if is_stale:
        refuse_touched(entry.story, seen, current=_current(standing), entry=str(entry.uid))
    if seen_text is not None and not same_words(seen_text, standing.text):
        raise refusal(entry.story, seen, current=_current(standing))
    return standing


def _current(entry: TimelineEntry) -> dict[str, str]:
    return {"date": entry.as_typed or entry.date, "text": entry.text}


def _of_the_same_days(entry: TimelineEntry) -> QuerySet[TimelineEntry]:
    rows = TimelineEntry.objects.filter(story=entry.story, sort_from=entry.sort_from, sort_to=entry.sort_to)
    planned = Q(status=TimelineEntry.Status.PLANNED)
    return rows.filter(planned if entry.status == TimelineEntry.Status.PLANNED else ~planned)


def standing_entries(story: Story) -> QuerySet[TimelineEntry]:
    """The entries that stand, in the order in which readers see them: what is planned after all that is not."""
    is_planned = Case(When(status=TimelineEntry.Status.PLANNED, then=1), default=0)
    rows = story.timeline_entries.filter(removed_at__isnull=True)
    return rows.order_by(is_planned.asc(), "sort_from", "sort_to", "position", "pk")


def _rank(entry: TimelineEntry, cited_at: datetime | None) -> tuple[Any, ...]:
    """What decides an entry's place before anybody moves it: its days, its kind, and when what it cites appeared."""
    return entry.sort_from, entry.sort_to, entry.status == TimelineEntry.Status.PLANNED, cited_at


def first_cited(citations: Iterable[Citation]) -> datetime | None:
    """When the first of the cited articles appeared; None where none says."""
    return min((one.article.published_at for one in citations if one.article.published_at), default=None)


def _cited_at(entry: TimelineEntry) -> datetime | None:
    return first_cited(entry.citations.select_related("article"))


def _place(entry: TimelineEntry, evidence: Sequence[Citation]) -> int:
    """The place among the entries of the same days: before those whose sources appeared later, else behind all.

    What cites nothing comes last. The order that people made stands: only room is made in it.
    """
    rows = list(_of_the_same_days(entry).exclude(uid=entry.uid).order_by("position", "pk"))
    at = first_cited(evidence)
    cited = Citation.objects.filter(entry__in=rows).values("entry").annotate(at=Min("article__published_at"))
    times = {row["entry"]: row["at"] for row in cited}
    later = (place for place, row in enumerate(rows) if at and (times.get(row.pk) or _NEVER) > at)
    place = next(later, None)
    if place is None:
        return rows[-1].position + 1 if rows else 0
    for position, row in enumerate(rows):
        row.position = position + (position >= place)
    TimelineEntry.objects.bulk_update(rows, ["position"])
    return place


def _prepared(story: Story, date: str, text: str) -> dict[str, Any]:
    typed = read_date(date, language=story.language)
    return {
        "date": typed.edtf,
        "as_typed": typed.as_typed,
        "status": typed.status,
        "sort_from": typed.sort_from,
        "sort_to": typed.sort_to,
        "text": clean_text(text, name="The entry", max_chars=limits.ENTRY_CHARS, required=True),
    }


def read_date(typed: str, *, language: str = "en") -> TypedDate:
    """Read a date as a person types it in a story of this language, today in the newsroom's zone.

    What it is stored as was checked by the edtf library too. Raises TwoDates for what means two dates, and
    BadText saying what to write for what is none.
    """
    line = clean_line(typed, name="The date", max_chars=100, required=True)
    try:
        read = parse_typed(line, today=timezone.localdate(), language=language)
    except DateAsked as asked:
        raise TwoDates(asked) from asked
    except DateRefused as refusal:
        raise BadText(str(refusal)) from refusal
    _check_notation(read.edtf)
    return read


@lru_cache(maxsize=1024)
def _check_notation(notation: str) -> None:
    """Raise BadText for what the edtf library does not take; it needs some milliseconds for each."""
    try:
        edtf.parse_edtf(notation)
    except edtf.EDTFParseException as refused:
        raise BadText(f"“{notation}” cannot be kept as a date. Write a day, a month or a year.") from refused


def evidence_for(story: Story, text: str, articles: Sequence[Article]) -> list[Citation]:
    """The passage of each of these articles that supports the text best, where one does; not saved."""
    rows = StoryArticle.objects.attached().filter(story=story, article__in=articles)
    snapshots = {
        str(row.article.uid): (row.article, row.article.current_snapshot)
        for row in rows.select_related("article__current_snapshot")
    }
    bodies = [(uid, snapshot.text_hash, snapshot.text) for uid, (_, snapshot) in snapshots.items() if snapshot]
    found = best_passages(text, bodies, minimum=CHOSEN_MINIMUM)
    citations = []
    for passage in found:
        if not _shares_enough(text, passage.quote, story.language):
            continue
        article, snapshot = snapshots[passage.article]
        citations.append(
            Citation(
                article=article,
                snapshot=snapshot,
                start=passage.start,
                end=passage.end,
                quote=passage.quote,
                score=passage.score,
            )
        )
    return citations


def _shares_enough(text: str, quote: str, language: str) -> bool:
    """Whether the passage has three of the entry's content words, or all where it has fewer: one proves nothing."""
    wanted = set(stems(fold(text), language))
    return len(wanted & set(stems(fold(quote), language))) >= min(3, len(wanted))


def _cite(entry: TimelineEntry, citations: Sequence[Citation]) -> None:
    for position, citation in enumerate(citations):
        citation.entry, citation.position = entry, position
    Citation.objects.bulk_create(citations)
