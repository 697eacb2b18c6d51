"""The model's sentence as a sentence of a draft, or why it is none.

Verbatim and trimmed sentences are written out of the source's own letters. What was worded anew passes only where the
newsroom has it judged, never where the source may only be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stories.summarising.corroboration import independent_reports
from stories.summarising.engines.extract import MOST_CITATIONS
from stories.summarising.engines.llm.answers import Proposed
from stories.summarising.engines.llm.editing import Operation, cuts, dated
from stories.summarising.engines.llm.prompt import plain
from stories.summarising.engines.llm.sources import Material, Source
from stories.summarising.folding import squash
from stories.summarising.request import DraftSentence, Evidence, Request, Reuse
from stories.summarising.support import Verdict, check
from stories.summarising.wording import word_count

FEWEST_WORDS, MOST_WORDS = 4, 50
MARKUP = re.compile(
    r"[<>{}`*_|\\]|\[|\]|^\s*(?:#|-\s|\d+\.\s)|https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ru|cn|info)\b|&#?\w+;|@\w",
    re.IGNORECASE,
)
MARKS = re.compile(r"\s*[\[(]\s*E?\d+(?:\s*,\s*E?\d+)*\s*[\])](?=\s*[.!?]?\s*$)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a proposed sentence: a sentence of the draft, or the rule that refused it and the reasons.

    ``source`` is the one it rests on, None where it cites none that was shown. ``unjudged`` is the sentence as it
    would stand if a judge found it supported.
    """

    proposed: Proposed
    source: Source | None
    sentence: DraftSentence | None = None
    rule: str = ""
    reasons: tuple[str, ...] = ()
    unjudged: DraftSentence | None = None


class Desk:
    """Checks the sentences of one draft."""

    def __init__(self, material: Material, request: Request) -> None:
        self.material, self.language = material, request.language
        self.by_id = {source.id: source for source in material.sources}
        self.texts = {article.snapshot: article.text for article in material.matter.articles}
        self.published: Mapping[str, datetime] = {a.key: a.published_at for a in material.matter.articles}

    def check(self, proposed: Proposed) -> Checked:
        """Check one sentence against the sources it cites."""
        cited = [self.by_id[entry] for entry in proposed.ids if entry in self.by_id][:MOST_CITATIONS]
        if not cited:
            return Checked(proposed, None, None, "V0", ("it cites no source sentence that was shown",))
        text = plain(MARKS.sub("", proposed.text))
        for source in cited:
            if squash(text) in (squash(plain(source.evidence.quote)), squash(plain(source.ready.text))):
                return Checked(proposed, source, self._with_others(source, cited))
        wrong = _form_problem(text)
        if wrong:
            return Checked(proposed, cited[0], None, "form", (wrong,))
        for source in cited:
            trimmed = None if source.is_quote_only else self._trimmed(text, source, cited)
            if trimmed is not None:
                return Checked(proposed, source, trimmed)
        return self._reworded(proposed, text, cited)

    def _with_others(self, source: Source, cited: Iterable[Source]) -> DraftSentence:
        """The embedded engine's own sentence, with what the model cites beside where that carries it."""
        ready = source.ready
        found = self._verdict(ready.text, self._evidence(source, cited), ready.operations)
        if found.tier != ready.tier or found.evidence[:1] != ready.evidence[:1]:
            return ready
        return replace(ready, evidence=found.evidence[:MOST_CITATIONS], origins=self._origins(found.evidence))

    def _trimmed(self, text: str, source: Source, cited: Iterable[Source]) -> DraftSentence | None:
        made = cuts(source.evidence.quote, text)
        shown = dated(*made, source.article.published_at.date(), source.article.language) if made else None
        if shown is None or word_count(shown[0]) < FEWEST_WORDS:
            return None
        evidence = self._evidence(source, cited)
        found = self._verdict(shown[0], evidence, shown[1])
        if found.tier != "B" or found.evidence[:1] != (evidence[0],):
            return None
        return self._sentence(source, shown[0], "B", found.evidence, shown[1])

    def _reworded(self, proposed: Proposed, text: str, cited: Sequence[Source]) -> Checked:
        """Other words than the source's: refused, or left to a judge where all rules but the wording hold."""
        source = cited[0]
        shown = dated(text, (), source.article.published_at.date(), self.language)
        found = self._verdict(text, [one.evidence for one in cited])
        failed = [finding for finding in found.findings if not finding.passed and finding.rule != "V7"]
        if found.tier == "F" or failed:
            reasons = tuple(dict.fromkeys(finding.reason for finding in failed)) or ("no cited passage carries it",)
            return Checked(proposed, source, None, failed[0].rule if failed else "V7", reasons)
        unjudged = None
        if shown == (text, []) and not any(one.is_quote_only for one in cited) and source.evidence in found.evidence:
            evidence = (source.evidence, *(entry for entry in found.evidence if entry != source.evidence))
            unjudged = self._sentence(source, text, "C", evidence, ())
        reasons = ("the words are not the source's own: more was changed than the parts that may be left out",)
        return Checked(proposed, source, None, "V6", reasons, unjudged)

    def _evidence(self, source: Source, cited: Iterable[Source]) -> list[Evidence]:
        """The source first, then what the model cites, then what the embedded engine found to say the same."""
        others = [one.evidence for one in cited if one.article.key != source.article.key]
        return list(dict.fromkeys([source.evidence, *others, *source.ready.evidence]))

    def _verdict(self, text: str, evidence: Sequence[Evidence], operations: Sequence[Operation] = ()) -> Verdict:
        return check(text, evidence, self.texts, self.published, operations, self.language)

    def _origins(self, evidence: Iterable[Evidence]) -> int:
        matter = self.material.matter
        place = {article.key: index for index, article in enumerate(matter.articles)}
        return independent_reports(matter, {place[entry.article] for entry in evidence})

    def _sentence(
        self, source: Source, text: str, tier: str, evidence: Sequence[Evidence], operations: Sequence[Operation]
    ) -> DraftSentence:
        is_plain = source.article.reuse is Reuse.LICENSED and source.article.kind != "press_release"
        return DraftSentence(
            text=text,
            form="plain" if is_plain else "quotation",
            outlet="" if is_plain else source.article.outlet,
            tier=tier,
            operations=tuple(operations),
            evidence=tuple(evidence[:MOST_CITATIONS]),
            origins=self._origins(evidence),
            event_at=source.ready.event_at,
        )


def _form_problem(text: str) -> str:
    """Why no sentence of ours can look like this; "" where it can."""
    if MARKUP.search(text):
        return "it holds markup, a bracket or an address"
    if not FEWEST_WORDS <= word_count(text) <= MOST_WORDS:
        return "it is too short or too long"
    return ""
