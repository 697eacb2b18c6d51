"""Verbs on a story's figures board, and what the machine proposes for it: "Dead: 40, was 31, was 12".

A board is the desk's own: readers do not see it. Each line or value saves alone; the newest as of its time stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils import timezone

from foundation.errors import BadText, NewsroomError
from foundation.models import Actor, User
from foundation.text import clean_line
from stories.attention import look_again
from stories.curating import log, may_edit
from stories.models import Article, BoardLine, BoardValue, Citation, Snapshot, Story, Writer
from stories.summarising.request import Evidence, Reuse, SourceArticle
from stories.summarising.tallying import Reading, Watched, newer_values, only_figure, passage_for, worth_watching

LABEL_CHARS, VALUE_CHARS = 80, 60
State = BoardValue.State
_USABLE = {Reuse.LICENSED, Reuse.QUOTE, Reuse.FACTS_ONLY}


class AlreadyOnBoard(NewsroomError):
    """The line has this value, or the story has a line of this label."""


class NotOnBoard(NewsroomError):
    """The line or value was taken out, or decided before."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its values as they stand, the newest first, and what the machine proposes for it."""

    line: BoardLine
    standing: tuple[BoardValue, ...]
    proposed: tuple[BoardValue, ...]

    def newest(self) -> BoardValue | None:
        """The value that stands now; None while all are proposals."""
        return self.standing[0] if self.standing else None


def board_of(story: Story) -> list[Shown]:
    """Return the lines of the board in their order, in two queries."""
    values = BoardValue.objects.filter(removed_at__isnull=True).select_related("article__publisher", "author")
    lines = story.board_lines.filter(removed_at__isnull=True).prefetch_related(
        Prefetch("values", values.exclude(state=State.REJECTED))
    )
    found = []
    for line in lines:
        rows = list(line.values.all())
        standing = tuple(row for row in rows if row.state == State.STANDING)
        proposed = tuple(row for row in rows if row.state == State.PROPOSED)
        if standing or proposed:
            found.append(Shown(line, standing, proposed))
    return found


def add_line(
    story: Story,
    *,
    label: str,
    value: str,
    by: Actor,
    as_of: datetime | None = None,
    sources: Sequence[SourceArticle] = (),
) -> BoardLine:
    """Watch a figure under a label, with its first value. Raises BadText, AlreadyOnBoard and NotAllowed."""
    words = clean_line(label, name="The label", max_chars=LABEL_CHARS, required=True)
    prepared = _prepared(words, value, as_of, sources)
    with transaction.atomic():
        may_edit(story, by)
        Story.objects.select_for_update().get(pk=story.pk)
        line = story.board_lines.filter(label__iexact=words, removed_at__isnull=True).first()
        if line is not None and line.values.filter(state=State.STANDING, removed_at__isnull=True).exists():
            raise AlreadyOnBoard(f"The board has a line “{words}” already. Add the value there.")
        # One that the machine only proposes becomes the person's.
        line = line or BoardLine.objects.create(story=story, label=words, position=_last(story) + 1)
        row = BoardValue.objects.create(line=line, author=by if isinstance(by, User) else None, **prepared)
        look_again(Story.objects.filter(pk=story.pk))
        log("add_figure", story, by=by, label=words, value=row.value)
    return line


def add_value(
    line: BoardLine, *, value: str, by: Actor, as_of: datetime | None = None, sources: Sequence[SourceArticle] = ()
) -> BoardValue:
    """Give a line another value; the newest as of its time stands. Raises as add_line, and NotOnBoard."""
    prepared = _prepared(line.label, value, as_of, sources)
    with transaction.atomic():
        standing = _taken(line, by)
        same = {"amount": prepared["amount"], "unit": prepared["unit"], "removed_at": None, "state": State.STANDING}
        newest = standing.values.filter(removed_at__isnull=True, state=State.STANDING).first()
        if newest is not None and standing.values.filter(pk=newest.pk, **same).exists():
            raise AlreadyOnBoard(f"“{line.label}” stands at {newest.value} already.")
        row = BoardValue.objects.create(line=standing, author=by if isinstance(by, User) else None, **prepared)
        log("add_figure", line.story, by=by, label=line.label, value=row.value)
    return row


@transaction.atomic
def remove_line(line: BoardLine, *, by: Actor) -> None:
    """Watch this figure no more; the machine does not propose it again. Raises NotOnBoard and NotAllowed."""
    standing = _taken(line, by)
    standing.removed_at = timezone.now()
    standing.save(update_fields=["removed_at"])
    log("remove_figure", line.story, by=by, label=line.label)


@transaction.atomic
def remove_value(value: BoardValue, *, by: Actor) -> None:
    """Take one value out of a line's history. Raises NotOnBoard and NotAllowed."""
    _taken(value.line, by)
    found = BoardValue.objects.filter(pk=value.pk, removed_at__isnull=True).update(removed_at=timezone.now())
    if not found:
        raise NotOnBoard("This value was taken out before. Load the page again.")
    log("remove_figure", value.line.story, by=by, label=value.line.label, value=value.value)


@transaction.atomic
def decide_value(value: BoardValue, *, accept: bool, by: User) -> None:
    """Accept what the machine proposes for a line, or refuse it for good. Raises NotOnBoard and NotAllowed."""
    _taken(value.line, by)
    state = State.STANDING if accept else State.REJECTED
    rows = BoardValue.objects.filter(pk=value.pk, state=State.PROPOSED, removed_at__isnull=True)
    if not rows.update(state=state, author=by):
        raise NotOnBoard("This proposal was decided before. Load the page again.")
    log(
        "accept_figure" if accept else "reject_figure",
        value.line.story,
        by=by,
        label=value.line.label,
        value=value.value,
    )


def propose(story: Story, sources: Sequence[SourceArticle]) -> int:
    """Propose newer values for the lines, and lines for what the summary counts of people; returns how many.

    What stands, was proposed, refused or taken out before is not proposed again. A run calls it after its commit: one
    that is killed in between is made up for by the next.
    """
    usable = [source for source in sources if source.status != "retracted" and source.reuse in _USABLE]
    lines = list(story.board_lines.prefetch_related("values"))
    known = {line.label.casefold() for line in lines}
    watched = [line for line in lines if line.removed_at is None]
    newer = [(line, reading) for line in watched for reading in newer_values(_watched(line), usable)]
    first = [reading for reading in worth_watching(usable, _cited(story)) if reading.label.casefold() not in known]
    with transaction.atomic():
        Story.objects.select_for_update().get(pk=story.pk)
        return sum(_propose(line, reading) for line, reading in newer) + sum(_begin(story, one) for one in first)


def _cited(story: Story) -> list[Evidence]:
    rows = Citation.objects.filter(sentence__story=story, sentence__removed_at__isnull=True)
    cited = rows.values_list("article__uid", "snapshot__text_hash", "start", "end", "quote")
    return [Evidence(str(uid), text_hash, start, end, quote) for uid, text_hash, start, end, quote in cited]


def _begin(story: Story, reading: Reading) -> int:
    """A line of the machine's with its first value, unless somebody was first."""
    if story.board_lines.filter(label__iexact=reading.label).exists():
        return 0
    last = _last(story) + 1
    line = BoardLine.objects.create(story=story, label=reading.label, position=last, written_by=Writer.MACHINE)
    return _propose(line, reading)


def _propose(line: BoardLine, reading: Reading) -> int:
    if line.values.filter(amount=reading.amount, unit=reading.unit).exists():
        return 0
    article = Article.objects.get(uid=reading.evidence.article)
    BoardValue.objects.create(line=line, state=State.PROPOSED, **_read(reading, article))
    return 1


def _watched(line: BoardLine) -> Watched:
    standing = [row for row in line.values.all() if row.removed_at is None and row.state != State.REJECTED]
    newest = max(standing, key=lambda row: (row.as_of, row.pk), default=None)
    if newest is None:
        return Watched(line.label, "", "", timezone.now())
    return Watched(line.label, newest.value, newest.quote, newest.as_of)


def _prepared(label: str, value: str, as_of: datetime | None, sources: Sequence[SourceArticle]) -> dict[str, Any]:
    """The fields of a value as a person types it, with the passage of an attached article that gives it."""
    words = clean_line(value, name="The value", max_chars=VALUE_CHARS, required=True)
    figure = only_figure(words)
    if figure is None:
        raise BadText(f"“{words}” is not one figure. Write it like 40, 4.5% or $36 million.")
    found = passage_for(label, words, sources)
    if found is None:
        return {"value": words, "amount": figure.value, "unit": figure.unit, "as_of": as_of or timezone.now()}
    article = Article.objects.get(uid=found.evidence.article)
    return {**_read(found, article), "value": words, "as_of": as_of or found.at}


def _read(reading: Reading, article: Article) -> dict[str, Any]:
    snapshot = Snapshot.objects.get(article=article, text_hash=reading.evidence.snapshot)
    return {
        "value": reading.value,
        "amount": reading.amount,
        "unit": reading.unit,
        "as_of": reading.at,
        "article": article,
        "snapshot": snapshot,
        "start": reading.evidence.start,
        "end": reading.evidence.end,
        "quote": reading.evidence.quote,
    }


def _taken(line: BoardLine, by: Actor) -> BoardLine:
    """The line, for a change; what the story's headline says is held against the board, so it is looked at again."""
    may_edit(line.story, by)
    standing = BoardLine.objects.select_for_update().filter(pk=line.pk, removed_at__isnull=True).first()
    if standing is None:
        raise NotOnBoard("This figure is no longer on the board. Load the page again.")
    look_again(Story.objects.filter(pk=line.story_id))
    return standing


def _last(story: Story) -> int:
    last: int | None = story.board_lines.aggregate(last=Max("position"))["last"]
    return -1 if last is None else last
