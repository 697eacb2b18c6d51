"""Names that must not be published, kept out of a draft: out of what may be chosen, cited or sent, and out of the end.

The second look is for what the engine put together itself: a name in brackets, a heading, a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from foundation.name_forms import Names
from stories.summarising.corroboration import Support
from stories.summarising.matter import Matter
from stories.summarising.request import RESTRICTED, RESTRICTED_REASON, Draft, DraftSection, Refusal, Request


def bar(matter: Matter, request: Request) -> tuple[frozenset[int], list[Refusal]]:
    """Take every row that carries a name out of the candidates; return these rows, and refusals of the candidates.

    An article whose own lines carry one is refused as a whole.
    """
    refused = [
        Refusal(article.key, article.headline, RESTRICTED, RESTRICTED_REASON)
        for article in request.articles
        if article.is_restricted
    ]
    names = Names(request.restricted)
    if not names:
        return frozenset(), refused
    barred = frozenset(
        row
        for row, (index, sentence) in enumerate(matter.rows)
        if names.found_in(matter.articles[index].text[sentence.start : sentence.end])
    )
    for row in sorted(barred & matter.candidates.keys()):
        candidate = matter.candidates.pop(row)
        refused.append(Refusal(matter.article(row).key, candidate.text, RESTRICTED, RESTRICTED_REASON))
    return barred, refused


def spared(supports: Mapping[int, Sequence[Support]], barred: frozenset[int]) -> dict[int, list[Support]]:
    """The supports of each row without those rows that carry a name."""
    return {row: [support for support in found if support[0] not in barred] for row, found in supports.items()}


def cleared(draft: Draft, request: Request) -> Draft:
    """The draft without what carries a name all the same: sentences, headings and the label."""
    names = Names(request.restricted)
    if not names:
        return draft
    refused = list(draft.refusals)
    sections = []
    for section in draft.sections:
        kept = []
        for sentence in section.sentences:
            if names.found_in_any([sentence.text, sentence.outlet, *(e.quote for e in sentence.evidence)]):
                article = sentence.evidence[0].article if sentence.evidence else ""
                refused.append(Refusal(article, sentence.text, RESTRICTED, RESTRICTED_REASON))
            else:
                kept.append(sentence)
        if kept:
            sections.append(replace(_headed(section, names), sentences=tuple(kept)))
    label = "" if names.found_in(draft.label) else draft.label
    return replace(draft, sections=tuple(sections), label=label, refusals=tuple(refused))


def _headed(section: DraftSection, names: Names) -> DraftSection:
    if not names.found_in(section.heading):
        return section
    return replace(section, heading="", needs_heading=True, heading_article="")
