"""The Timeline tab's other half: entries that the machine proposes, promises that come due, outcomes drafted ahead."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from desk.access import person
from desk.tabs.page import Answer, Done, row_id, seen_by, seen_text
from foundation.dating import label
from foundation.errors import BadText
from stories.models import EntryProposal, Outcome, Story, TimelineEntry
from stories.timelines import promises, proposals

MOST_SHOWN = 12
# What is said of a planned entry in a form of its own.
ANSWERS = ("happened", "slipped", "cancelled")


def accept(request: HttpRequest, story: Story) -> Done:
    """Take a proposal into the timeline, as it is or as it was edited in its form."""
    row, is_edited = _proposal(request, story), "text" in request.POST
    entry = proposals.accept_proposal(
        row,
        seen=seen_by(request),
        by=person(request),
        date=request.POST.get("date", "") if is_edited and request.POST.get("date") != _typed_date(row) else None,
        text=request.POST.get("text", "") if is_edited else None,
    )
    return Done("The entry was accepted. It is yours now.", f"e-{entry.uid}")


def dismiss(request: HttpRequest, story: Story) -> Done:
    """Put a proposal aside for good."""
    proposals.dismiss_proposal(_proposal(request, story), seen=seen_by(request), by=person(request))
    return Done("The proposal was dismissed. The same is not proposed again.", "proposals")


def happened(request: HttpRequest, story: Story) -> Done:
    """Say that a planned entry happened, and when."""
    entry = promises.happened(
        _entry(request, story),
        on=request.POST.get("on", ""),
        seen=seen_by(request),
        seen_text=seen_text(request),
        by=person(request),
    )
    return Done(f"It happened: {_label(entry)}.", f"e-{entry.uid}")


def slipped(request: HttpRequest, story: Story) -> Done:
    """Say to when a planned entry slipped."""
    entry = promises.slipped(
        _entry(request, story),
        to=request.POST.get("on", ""),
        seen=seen_by(request),
        seen_text=seen_text(request),
        by=person(request),
    )
    return Done(f"It slipped: {_label(entry)}.", f"e-{entry.uid}")


def cancelled(request: HttpRequest, story: Story) -> Done:
    """Say that a planned entry will not be."""
    entry = promises.cancelled(
        _entry(request, story), seen=seen_by(request), seen_text=seen_text(request), by=person(request)
    )
    return Done("It was cancelled.", f"e-{entry.uid}")


def outcomes(request: HttpRequest, story: Story) -> Done:
    """Keep how a planned entry may turn out; a text that is empty is no outcome."""
    entry = _entry(request, story)
    fields = [request.POST.getlist(name) for name in ("label", "status", "outcome")]
    if len({len(field) for field in fields}) != 1:
        raise BadText("The form was not complete. Load the page again.")
    wanted = [(name, status, text) for name, status, text in zip(*fields, strict=True) if text.strip()]
    promises.draft_outcomes(entry, wanted, seen=seen_by(request), by=person(request))
    return Done("The outcomes are kept at the desk. Nothing of them is public.", f"e-{entry.uid}")


def choose(request: HttpRequest, story: Story) -> Done:
    """Let an outcome stand, and publish it at once where the story is public and the person may publish."""
    by = person(request)
    outcome, on, seen = _outcome(request, story), request.POST.get("on", ""), seen_by(request)
    if not (request.POST.get("publish") and story.published and by.has_perm("stories.publish_story")):
        entry = promises.choose_outcome(outcome, on=on, seen=seen, by=by)
        after = "Publish the story to let readers see it."
    else:
        entry, edition = promises.choose_and_publish(outcome, on=on, seen=seen, by=by)
        after = f"Published as version {edition.number}." if edition else "Readers learn nothing new of it."
    return Done(f"“{outcome.label}” stands in the timeline: {_label(entry)}. {after}", f"e-{entry.uid}")


def _label(entry: TimelineEntry) -> str:
    return label(entry.date, entry.status, language=entry.story.language)


def _typed_date(row: EntryProposal) -> str:
    return label(row.date, row.status, language=row.story.language)


def _proposal(request: HttpRequest, story: Story) -> EntryProposal:
    try:
        return story.entry_proposals.select_related("story").get(uid=uuid.UUID(row_id(request)))
    except (EntryProposal.DoesNotExist, ValueError):
        raise BadText("This proposal is no longer here. Load the page again.") from None


def _entry(request: HttpRequest, story: Story) -> TimelineEntry:
    try:
        rows = story.timeline_entries.filter(removed_at__isnull=True).select_related("story")
        return rows.get(uid=uuid.UUID(row_id(request)))
    except (TimelineEntry.DoesNotExist, ValueError):
        raise BadText("This entry is no longer in the timeline. Load the page again.") from None


def _outcome(request: HttpRequest, story: Story) -> Outcome:
    try:
        rows = Outcome.objects.filter(entry__story=story, entry__removed_at__isnull=True).select_related("entry__story")
        return rows.get(uid=uuid.UUID(request.POST.get("outcome", "")))
    except (Outcome.DoesNotExist, ValueError):
        raise BadText("This outcome was chosen or thrown away before. Load the page again.") from None


def proposed(request: HttpRequest, story: Story, numbers: Mapping[int, int], answer: Answer) -> dict[str, Any]:
    """The proposals that wait, each with its date in words and its passages with the numbers of their articles.

    One whose edited form was refused is open again, with what was typed.
    """
    rows: list[Any] = proposals.open_proposals(story)
    for row in rows:
        row.story = story
        row.label = row.typed = _typed_date(row)
        row.words = row.text
        row.marks = [(numbers.get(one.article_id), one) for one in row.passages]
    editing = request.GET.get("proposal", "")
    edited = next((row for row in rows if str(row.uid) == editing or answer.holds(row, "accept")), None)
    if edited is not None and answer.holds(edited, "accept") and "text" in answer.typed:
        edited.typed, edited.words = answer.typed.get("date", ""), answer.typed["text"]
        edited.told = str(answer.refusal)
    return {"proposals": rows, "proposal_edited": edited}


def hold_typed(entry: Any, answer: Answer) -> None:
    """Give a planned entry the words of its two forms: what was typed where that was refused, else what is kept.

    `told` and `outcomes_told` are the refusal, `on` the date typed, `drafts` of each outcome its place, name, status
    and text.
    """
    answered = answer.holds(entry, *ANSWERS)
    entry.told, entry.on = (str(answer.refusal), answer.typed.get("on", "")) if answered else ("", "")
    kept = [(one.label, one.status, one.text) for one in entry.outcomes.all()]
    entry.outcomes_told = ""
    if answer.holds(entry, "outcomes"):
        entry.outcomes_told = str(answer.refusal)
        kept = list(zip(*(answer.typed.getlist(name) for name in ("label", "status", "outcome")), strict=False))
    status = TimelineEntry.Status
    blank = [("It passes", status.HAPPENED, ""), ("It fails", status.CANCELLED, "")]
    entry.drafts = [(place, *one) for place, one in enumerate([*kept, *blank[len(kept) :]], start=1)]


ACTS = (accept, dismiss, happened, slipped, cancelled, outcomes, choose)
