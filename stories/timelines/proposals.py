"""Verbs on the entries that the machine proposes: a run makes them, a person accepts, edits or dismisses them.

What is accepted is a person's. What was dismissed, and what a person took out, is remembered by its days and its words,
so that it does not come back in others. Where the newsroom has it so (TIMELINE_BY_ITSELF), proposals of stories that
publish by themselves stand as the machine's entries, and leave with what they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import limits
from foundation.dating import label
from foundation.errors import NewsroomError
from foundation.models import Actor, User
from foundation.name_forms import Names
from foundation.text import clean_text
from stories import chronology
from stories.curating import log, take_desk
from stories.models import Citation, EntryProposal, Snapshot, Story, StoryArticle, SummaryRun, TimelineEntry, Writer
from stories.summarising.request import Request
from stories.summarising.timeline.facts import Fact, fact
from stories.summarising.timeline.proposing import Proposed, propose

State = EntryProposal.State
FEWEST_SENTENCES = 2  # that name its date, before an entry stands by itself
_MARKS = {"de": "„{}“", "fr": "« {} »", "es": "«{}»", "ja": "「{}」", "zh": "「{}」"}


class ProposalDecided(NewsroomError):
    """The proposal was accepted or dismissed before, or its sources do not give it any more."""


_DECIDED = "This proposal was decided before, or its sources do not give it any more. Load the page again."


# --- what a run does --------------------------------------------------------------------------------
def propose_entries(story: Story, run: SummaryRun, request: Request) -> int:
    """Bring the story's open proposals to what its articles give now; returns how many are new.

    A run calls it after its commit: one that is killed in between is made up for by the next. Its account has how many
    entries came and went by themselves, as it has the machine's sentences; the edition's changes tell what readers see.
    """
    _settle(story)
    open_ones = list(story.entry_proposals.filter(state__in=[State.OPEN, State.STANDING]).select_related("entry"))
    standing = frozenset((one.evidence[0]["article"], one.evidence[0]["start"]) for one in open_ones if one.evidence)
    found = propose(request.articles, request.language, known=_known(story), standing=standing)
    names = Names(request.restricted)
    wanted = [one for one in found if not _carries(one, names) and len(_shown(one, story)) <= limits.ENTRY_CHARS]
    with transaction.atomic():
        held = Story.objects.select_for_update().get(pk=story.pk)
        if held.is_held_legally():
            return 0
        count, left = _keep(story, open_ones, wanted)
        came = _stand_by_themselves(held)
        _account(run, {"entries added": came, "entries removed": left})
        if came or left:
            due = Story.objects.filter(pk=story.pk, published__isnull=False, edition_due_at__isnull=True)
            due.update(edition_due_at=timezone.now())
    return count


def _account(run: SummaryRun, counts: dict[str, int]) -> None:
    told = SummaryRun.objects.select_for_update().values_list("counts", flat=True).get(pk=run.pk)
    SummaryRun.objects.filter(pk=run.pk).update(counts={**told, **counts})


def _settle(story: Story) -> None:
    """What people did to entries that stood by themselves counts as their answer to the proposal."""
    standing = story.entry_proposals.filter(state=State.STANDING)
    standing.filter(entry__removed_at__isnull=False).update(state=State.DISMISSED)
    standing.filter(entry__written_by=Writer.PERSON).update(state=State.ACCEPTED)


def _known(story: Story) -> list[Fact]:
    """What the timeline says, what people took out of it, and what they dismissed; not what the machine put there."""
    language = story.language
    persons = Q(written_by=Writer.PERSON, removed_at__isnull=True)
    taken_out = Q(removed_at__isnull=False) & ~Q(proposals__state=State.OUTDATED)
    rows = story.timeline_entries.filter(persons | taken_out).distinct()
    told = [fact(row.text, row.sort_from, row.sort_to, language) for row in rows]
    gone = story.entry_proposals.filter(state=State.DISMISSED)
    return told + [fact(row.text, row.sort_from, row.sort_to, language) for row in gone]


def _carries(one: Proposed, names: Names) -> bool:
    return bool(names) and names.found_in_any([one.text, one.outlet, *(e.quote for e in one.evidence)])


def _shown(one: Proposed, story: Story) -> str:
    """The entry's words: a quotation of its outlet where we may only quote it."""
    if not one.outlet:
        return one.text
    marks = _MARKS.get(story.language.split("-")[0], "“{}”")
    return f"{marks.format(one.text)} ({one.outlet})"


def _keep(story: Story, standing: Sequence[EntryProposal], wanted: Sequence[Proposed]) -> tuple[int, int]:
    """Open proposals that are wanted stay; others are outdated, and with them the machine's own entries.

    Returns how many are new, and how many entries left.
    """
    known = {(one.date, one.text): one for one in standing}
    keys = {(one.edtf, _shown(one, story)) for one in wanted}
    gone = [one for key, one in known.items() if key not in keys]
    rows = EntryProposal.objects.filter(pk__in=[one.pk for one in gone], state__in=[State.OPEN, State.STANDING])
    machines = TimelineEntry.objects.filter(proposals__in=rows, written_by=Writer.MACHINE, removed_at__isnull=True)
    leaving = TimelineEntry.objects.filter(pk__in=list(machines.values_list("pk", flat=True)))
    left = leaving.update(removed_at=timezone.now())
    rows.update(state=State.OUTDATED)
    fresh = [one for one in wanted if (one.edtf, _shown(one, story)) not in known]
    EntryProposal.objects.bulk_create(_row(one, story) for one in fresh)
    for one in wanted:
        kept = known.get((one.edtf, _shown(one, story)))
        if kept is not None and kept.evidence != _spans(one):
            EntryProposal.objects.filter(pk=kept.pk).update(evidence=_spans(one), salience=one.salience)
    return len(fresh), left


def _spans(one: Proposed) -> list[dict[str, Any]]:
    return [
        {"article": e.article, "snapshot": e.snapshot, "start": e.start, "end": e.end, "quote": e.quote}
        for e in one.evidence
    ]


def _row(one: Proposed, story: Story) -> EntryProposal:
    return EntryProposal(
        story=story,
        date=one.edtf,
        status=one.status,
        sort_from=one.first,
        sort_to=one.last,
        text=_shown(one, story),
        tier=one.tier,
        operations=[dict(operation) for operation in one.operations],
        evidence=_spans(one),
        salience=one.salience,
    )


def _stand_by_themselves(story: Story) -> int:
    """Let open proposals stand as the machine's entries where newsroom and story have it so; how many did."""
    if not settings.TIMELINE_BY_ITSELF or story.is_sensitive or story.summary_policy != Story.SummaryPolicy.PUBLISH:
        return 0
    count = 0
    for row in story.entry_proposals.filter(state=State.OPEN, salience__gte=FEWEST_SENTENCES, tier__in=["A", "B"]):
        citations = _citations(row)
        if citations:
            entry = _entry(row, story, Writer.MACHINE)
            chronology.place_entry(entry, citations)
            EntryProposal.objects.filter(pk=row.pk).update(state=State.STANDING, entry=entry)
            count += 1
    return count


# --- what people do ---------------------------------------------------------------------------------
def open_proposals(story: Story) -> list[EntryProposal]:
    """The proposals that wait and still hold, by date, each with its `passages` (citations that are not saved)."""
    found = []
    rows = list(story.entry_proposals.filter(state=State.OPEN))
    attached = _attached(story)
    snapshots = {
        (str(one.article.uid), one.text_hash): one
        for one in Snapshot.objects.filter(article__in=list(attached)).select_related("article__publisher")
    }
    for row in rows:
        row.passages = list(_held(row.evidence, snapshots))  # type: ignore[attr-defined]
        if row.passages and row.passages[0].quote == row.evidence[0]["quote"]:  # type: ignore[attr-defined]
            found.append(row)
    return found


def accept_proposal(
    proposal: EntryProposal, *, seen: int, by: User, date: str | None = None, text: str | None = None
) -> TimelineEntry:
    """Take a proposal into the timeline as a person's entry, as it is or with another date or text.

    Others may have changed other things since `seen`. Raises ProposalDecided, also where its source is no longer
    attached or was withdrawn; BadText and TwoDates for what was typed; StaleSave and NotAllowed.
    """
    story = proposal.story
    typed = chronology.read_date(date, language=story.language) if date is not None else None
    words = None if text is None else clean_text(text, name="The entry", max_chars=limits.ENTRY_CHARS, required=True)
    with transaction.atomic():
        take_desk(story, seen=seen, by=by, merges=True)
        row = _decide(proposal, State.ACCEPTED, by)
        citations = _citations(row)
        if not citations:
            raise ProposalDecided(_DECIDED)
        entry = _entry(row, story, Writer.PERSON, by)
        if typed is not None:
            entry.date, entry.as_typed, entry.status = typed.edtf, typed.as_typed, typed.status
            entry.sort_from, entry.sort_to = typed.sort_from, typed.sort_to
        entry.text = words or entry.text
        chronology.place_entry(entry, citations)
        EntryProposal.objects.filter(pk=row.pk).update(entry=entry)
        log("accept_entry", story, by=by, entry=str(entry.uid), date=entry.date, text=entry.text)
    return entry


def dismiss_proposal(proposal: EntryProposal, *, seen: int, by: User) -> None:
    """Put a proposal aside for good: the same fact is not proposed again, in these or other words.

    Raises ProposalDecided, StaleSave and NotAllowed.
    """
    with transaction.atomic():
        take_desk(proposal.story, seen=seen, by=by, merges=True)
        row = _decide(proposal, State.DISMISSED, by)
        log("dismiss_entry", proposal.story, by=by, date=row.date, text=row.text)


def _decide(proposal: EntryProposal, state: str, by: Actor) -> EntryProposal:
    rows = EntryProposal.objects.filter(pk=proposal.pk, state=State.OPEN)
    if not rows.update(state=state, decided_by=by if isinstance(by, User) else None, decided_at=timezone.now()):
        raise ProposalDecided(_DECIDED)
    return EntryProposal.objects.get(pk=proposal.pk)


def _entry(row: EntryProposal, story: Story, writer: str, by: User | None = None) -> TimelineEntry:
    return TimelineEntry(
        story=story,
        date=row.date,
        as_typed=label(row.date, row.status, language=story.language)[:100] if writer == Writer.PERSON else "",
        status=row.status,
        sort_from=row.sort_from,
        sort_to=row.sort_to,
        text=row.text,
        written_by=writer,
        author=by,
    )


def _attached(story: Story) -> list[int]:
    rows = StoryArticle.objects.attached().filter(story=story).select_related("article__publisher")
    return [row.article_id for row in rows if row.article.may_be_cited()]


def _citations(row: EntryProposal) -> list[Citation]:
    """The passages as citations, those that still hold; none where the one whose words these are does not."""
    snapshots = {
        (str(one.article.uid), one.text_hash): one
        for one in Snapshot.objects.filter(article__in=_attached(row.story)).select_related("article")
    }
    found = list(_held(row.evidence, snapshots))
    return found if found and found[0].quote == row.evidence[0]["quote"] else []


def _held(spans: Sequence[dict[str, Any]], snapshots: dict[tuple[str, str], Snapshot]) -> Iterable[Citation]:
    for span in spans:
        snapshot = snapshots.get((span["article"], span["snapshot"]))
        if snapshot is None or snapshot.pk != snapshot.article.current_snapshot_id:
            continue
        if snapshot.text[span["start"] : span["end"]] == span["quote"]:
            yield Citation(
                article=snapshot.article, snapshot=snapshot, start=span["start"], end=span["end"], quote=span["quote"]
            )
