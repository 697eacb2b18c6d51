"""Keep the suggestions of a run as rows: those that stand on, those that are new; the others are outdated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from stories.models import Section, Sentence, Story, Suggestion, SummaryRun
from stories.summarising.merging import Proposal

Key = tuple[UUID | None, str, str]


def suggest(
    story: Story,
    run: SummaryRun,
    proposals: Sequence[Proposal],
    sentences: Mapping[str, Sentence],
    sections: Mapping[str, Section],
) -> None:
    """Keep the open suggestions to those of this run; one that was decided before is not made again."""
    kept = story.suggestions.exclude(state=Suggestion.State.OUTDATED).select_related("sentence")
    known = {(s.sentence.uid if s.sentence else None, s.kind, s.text): s for s in kept}
    wanted = {_key(proposal, sentences): proposal for proposal in proposals}
    outdated = [s.pk for key, s in known.items() if s.state == Suggestion.State.OPEN and key not in wanted]
    Suggestion.objects.filter(pk__in=outdated).update(state=Suggestion.State.OUTDATED)
    Suggestion.objects.bulk_create(
        Suggestion(
            story=story,
            kind=proposal.kind,
            sentence=sentences.get(proposal.sentence or ""),
            section=sections.get(proposal.section),
            run=run,
            text=proposal.text,
            why=proposal.why,
            evidence=[
                {"article": e.article, "snapshot": e.snapshot, "start": e.start, "end": e.end, "quote": e.quote}
                for e in proposal.evidence
            ],
        )
        for key, proposal in wanted.items()
        if key not in known
    )


def _key(proposal: Proposal, sentences: Mapping[str, Sentence]) -> Key:
    sentence = sentences.get(proposal.sentence or "")
    return sentence.uid if sentence else None, proposal.kind, proposal.text
