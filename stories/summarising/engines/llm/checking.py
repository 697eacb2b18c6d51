"""The model's sentence as a sentence of a draft, or why it is none.

Verbatim and trimmed sentences are written out of the source's own letters. What was worded anew passes only where the
newsroom has it judged, never where the source may only be quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stories.summarising.corroboration import independent_reports
from stories.summarising.engines.extract import MOST_CITATIONS
from stories.summarising.engines.llm.answers import Proposed
from stories.summarising.engines.llm.editing import Operation, cuts, dated
from stories.summarising.engines.llm.prompt import plain
from stories.summarising.engines.llm.sources import Material, Source
from stories.summarising.folding import fold, squash
from stories.summarising.request import DraftSentence, Evidence, Request
from stories.summarising.support import Verdict, check
from stories.summarising.support.tiers import Judge
from stories.summarising.wording import names, word_count

FEWEST_WORDS, MOST_WORDS = 4, 50
MARKUP = re.compile(
    r"[<>{}`*_|\\]|\[|\]|^\s*(?:#|-\s|\d+\.\s)|https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ru|cn|info)\b|&#?\w+;|@\w",
    re.IGNORECASE,
)
NAMING = frozenset({"parenthetical", "non_restrictive"})
MARKS = re.compile(r"\s*[\[(]\s*E?\d+(?:\s*,\s*E?\d+)*\s*[\])](?=\s*[.!?]?\s*$)")

Claim = tuple[str, tuple[str, ...]]
"""A sentence, and at most three source sentences in a row that should say it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a proposed sentence: a sentence of the draft, or the rule that refused it and the reasons.

    ``source`` is the one it rests on, None where it cites none that was shown. ``claims`` are runs of source sentences
    by one of which a judge must find it said, where nothing but the wording speaks against it.
    """

    proposed: Proposed
    source: Source | None
    sentence: DraftSentence | None = None
    rule: str = ""
    reasons: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


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
        found = self._verdict(ready.text, ready.operations, evidence=self._evidence(source, cited))
        if found.tier != ready.tier or found.evidence[:1] != ready.evidence[:1]:
            return ready
        return replace(ready, evidence=found.evidence[:MOST_CITATIONS], origins=self._origins(found.evidence))

    def _trimmed(self, text: str, source: Source, cited: Iterable[Source]) -> DraftSentence | None:
        made = cuts(source.evidence.quote, text)
        if made is not None and any(op["kind"] in NAMING and names(fold(op["removed"])) for op in made[1]):
            return None  # a person whom the rest, or a later sentence, calls by the surname alone
        shown = dated(*made, source.article.published_at.date(), source.article.language) if made else None
        if shown is None or word_count(shown[0]) < FEWEST_WORDS:
            return None
        evidence = self._evidence(source, cited)
        found = self._verdict(*shown, evidence=evidence)
        if found.tier != "B" or found.evidence[:1] != (evidence[0],):
            return None
        return self._sentence(source, shown[0], "B", found.evidence, shown[1])

    def _reworded(self, proposed: Proposed, text: str, cited: Sequence[Source]) -> Checked:
        """Other words than the source's: harmless edits pass; else refused, or left to a judge."""
        source = cited[0]
        shown = dated(text, (), source.article.published_at.date(), self.language)
        if shown is None:
            return Checked(proposed, source, None, "V2", ("it names a day that cannot be told",))
        evidence = self._evidence(source, cited)
        claims: list[Claim] = []

        def noted(one: str, lines: Sequence[str]) -> bool:
            claims.append((one, (*lines,)))
            return False

        found = self._verdict(*shown, evidence=evidence, judge=noted)
        may_edit = not any(one.is_quote_only for one in cited) and found.evidence[:1] == (evidence[0],)
        if found.tier in ("A", "B") and may_edit:
            return Checked(proposed, source, self._sentence(source, shown[0], "B", found.evidence, shown[1]))
        failed = [finding for finding in found.findings if not finding.passed and finding.rule != "V7"]
        if found.tier == "F" or failed:
            reasons = tuple(dict.fromkeys(finding.reason for finding in failed)) or ("no cited passage carries it",)
            return Checked(proposed, source, None, failed[0].rule if failed else "V7", reasons)
        reasons = ("the words are not the source's own: more was changed than the parts that may be left out",)
        return Checked(proposed, source, None, "V6", reasons, tuple(claims) if may_edit else ())

    def judged(self, checked: Checked, said: Container[Claim]) -> Checked:
        """The same with what a judge found said: as a sentence, or refused for good."""
        source = checked.source
        if checked.sentence is not None or source is None or not checked.claims:
            return checked
        text = checked.claims[0][0]
        cited = [self.by_id[entry] for entry in checked.proposed.ids if entry in self.by_id][:MOST_CITATIONS]
        found = self._verdict(
            text, (), evidence=self._evidence(source, cited), judge=lambda one, lines: (one, (*lines,)) in said
        )
        if found.tier != "C":
            reasons = ("the judge does not find all of it in the cited passages",)
            return replace(checked, claims=(), reasons=reasons)
        return replace(checked, sentence=self._sentence(source, text, "C", found.evidence, ()))

    def _evidence(self, source: Source, cited: Iterable[Source]) -> list[Evidence]:
        """The source first, then what the model cites, then what the embedded engine found to say the same."""
        others = [one.evidence for one in cited if one.article.key != source.article.key]
        return list(dict.fromkeys([source.evidence, *others, *source.ready.evidence]))

    def _verdict(
        self, text: str, operations: Sequence[Operation], *, evidence: Sequence[Evidence], judge: Judge | None = None
    ) -> Verdict:
        return check(text, evidence, self.texts, self.published, operations, self.language, judge=judge)

    def _origins(self, evidence: Iterable[Evidence]) -> int:
        matter = self.material.matter
        place = {article.key: index for index, article in enumerate(matter.articles)}
        return independent_reports(matter, {place[entry.article] for entry in evidence})

    def _sentence(
        self, source: Source, text: str, tier: str, evidence: Sequence[Evidence], operations: Sequence[Operation]
    ) -> DraftSentence:
        return DraftSentence(
            text=text,
            form="quotation" if source.is_quote_only else "plain",
            outlet=source.article.outlet if source.is_quote_only else "",
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
    if any(character.isalnum() and unicodedata.normalize("NFKC", character) != character for character in text):
        return "it holds letters or figures in a form that reads as another"  # 10² is folded to 102
    if not FEWEST_WORDS <= word_count(text) <= MOST_WORDS:
        return "it is too short or too long"
    return ""
