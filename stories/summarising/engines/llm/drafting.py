"""The LLM engine: evidence first, then the model, then the check; whatever fails, the embedded engine has written it.

The embedded engine drafts before anything is asked, so a provider can cost time and money and never a summary.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from stories.summarising.barring import cleared
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.engines.llm import prompt
from stories.summarising.engines.llm.answers import (
    Proposed,
    read_repairs,
    read_summary,
    read_verdicts,
    schema_of_repairs,
    schema_of_summary,
    schema_of_verdicts,
)
from stories.summarising.engines.llm.arranging import Item, arrange, as_draft
from stories.summarising.engines.llm.asking import Asking
from stories.summarising.engines.llm.checking import Checked, Desk
from stories.summarising.engines.llm.office import Office, Unwritten
from stories.summarising.engines.llm.sources import Material, collect
from stories.summarising.engines.llm.terms import Terms
from stories.summarising.request import Draft, Refusal, Report, Request

ENGINE_VERSION = "1"
MERGING_SECONDS = 5.0  # of the run's time, left for merging and saving
FEWEST_SOURCES = 3
MOST_CLAIMS = 40
FEWEST_ARTICLES, THIN_SOURCES = 4, 8
MODELS_SHARE = 0.5  # of the sentences, and of what the embedded engine has: below that its own draft is the better one


class LlmEngine:
    """Has a model order and trim source sentences. Without an office it is the embedded engine."""

    name = "llm"

    def __init__(self, terms: Terms | None = None, office: Office | None = None) -> None:
        self.terms, self.office = terms or Terms("", ""), office
        self.embedded = ExtractEngine()
        # All of it that changes a summary: its own version, the prompt's, the embedded engine's, the model.
        versions = f"{ENGINE_VERSION}.{prompt.PROMPT_VERSION}.{self.embedded.version}"
        self.version = f"{versions} {self.terms.version_of_model()}".strip()

    def equipped(self, office: Office) -> LlmEngine:
        """The same engine with what it needs to ask a provider."""
        return LlmEngine(self.terms, office)

    def draft(self, request: Request, report: Report) -> Draft:
        """Propose a summary. Never fails through the provider; raises OutOfTime as the embedded engine does."""
        embedded = self.embedded.draft(request, lambda step, per_cent: report(step, per_cent * 2 // 5))
        if self.office is None or not embedded.sections:
            return embedded
        try:
            made = _Writing(self.terms, self.office, request, report, embedded).draft()
        except Unwritten as unwritten:
            why = prompt.plain(str(unwritten))  # it may hold what a server said
            self.office.note(why)
            made = replace(embedded, refusals=(*embedded.refusals, Refusal("", "", "provider", why)))
        report("done", 100)
        return made


class _Writing:
    """One draft with the model's help."""

    def __init__(self, terms: Terms, office: Office, request: Request, report: Report, embedded: Draft) -> None:
        self.terms, self.request, self.report, self.embedded = terms, request, report, embedded
        self.asking = Asking(terms, office, _deadline(terms, request))
        self.material: Material = collect(request, embedded)
        self.desk = Desk(self.material, request)
        self.sections = self._most_sections()

    def draft(self) -> Draft:
        """Raises Unwritten where too little of the model's passes."""
        if len(self.material.sources) < FEWEST_SOURCES:
            raise Unwritten("There are too few source sentences to choose from.")
        self.report("asking the model", 45)
        proposed = self._proposed()
        self.report("checking the answer", 70)
        checked = [self.desk.check(one) for one in proposed]
        checked = self._judged(checked)
        if any(one.sentence is None and one.source for one in checked):
            self.report("asking for repairs", 75)
            checked = self._judged(self._repaired(checked))
        self.report("choosing", 90)
        items = arrange(self.material, self._opening(self._items(checked)), self.request)
        own = sum(item.is_models for item in items)
        drafted = sum(len(section.sentences) for section in self.embedded.sections)
        if own < max(1, MODELS_SHARE * len(items), MODELS_SHARE * drafted):
            raise Unwritten("Too few of the model's sentences passed the check.")
        return cleared(as_draft(self.material, items, self.embedded, self._refusals(checked)), self.request)

    def _most_sections(self) -> int:
        """Three at least where there is matter for them; where it is thin, as many as the embedded engine has."""
        sources, drafted = self.material.sources, len(self.embedded.sections)
        is_thin = len({one.article.key for one in sources}) < FEWEST_ARTICLES or len(sources) < THIN_SOURCES
        return min(self.request.max_sections, drafted if is_thin else max(drafted, 3))

    def _proposed(self) -> list[Proposed]:
        sources = self.material.sources
        messages = prompt.for_summary(
            sources, sections=self.sections, language=self.request.language, is_judged=self.terms.is_judged
        )
        found = self.asking.ask(messages, schema_of_summary([source.id for source in sources]), read_summary)
        return [one for one in found if one.place < self.sections]

    def _repaired(self, checked: Sequence[Checked]) -> list[Checked]:
        """Ask once for other words for what was refused; where that fails, all stays as it is."""
        refused = [
            (n, one.proposed, one.reasons) for n, one in enumerate(checked, 1) if one.sentence is None and one.source
        ]
        messages = prompt.for_repair(
            self.material.sources, refused, language=self.request.language, is_judged=self.terms.is_judged
        )
        try:
            schema = schema_of_repairs([source.id for source in self.material.sources])
            repairs = self.asking.ask(messages, schema, read_repairs)
        except Unwritten:
            return list(checked)
        made = list(checked)
        for number, one, _ in refused:
            if number in repairs:
                again = self.desk.check(replace(repairs[number], place=one.place))
                # What a repair does not mend is told, and replaced, by what was proposed first.
                made[number - 1] = again if again.sentence or again.claims else checked[number - 1]
        return made

    def _judged(self, checked: Sequence[Checked]) -> list[Checked]:
        """Let the model judge, apart from writing, what it worded anew; only where the newsroom has it so."""
        claims = list(dict.fromkeys(claim for one in checked for claim in one.claims))[:MOST_CLAIMS]
        if not self.terms.is_judged or not claims:
            return list(checked)
        messages = prompt.for_judgement([(number, *claim) for number, claim in enumerate(claims, 1)])
        try:
            supported = self.asking.ask(messages, schema_of_verdicts(), read_verdicts)
        except Unwritten:
            return list(checked)
        said = {claim for number, claim in enumerate(claims, 1) if number in supported}
        return [self.desk.judged(one, said) for one in checked]

    def _items(self, checked: Sequence[Checked]) -> list[Item]:
        """What passed, and for what did not the embedded engine's own sentence from the same evidence."""
        passed = [
            Item(one.proposed.place, one.source.row, one.sentence, True)
            for one in checked
            if one.sentence is not None and one.source is not None
        ]
        taken = {item.row for item in passed}
        found: list[Item] = []
        for one in checked:
            if one.source is None:
                continue
            if one.sentence is not None:
                found.append(Item(one.proposed.place, one.source.row, one.sentence, True))
            elif one.source.row not in taken:
                found.append(Item(one.proposed.place, one.source.row, one.source.ready, False))
        return found

    def _opening(self, items: list[Item]) -> list[Item]:
        """The newest development stands first, whether the model took it or not."""
        opening = self.embedded.sections[0].sentences[0]
        own = opening.evidence[0]
        source = next((one for one in self.material.sources if one.evidence == own), None)
        if source is None or any(own.article in {e.article for e in item.sentence.evidence} for item in items):
            return items
        first = min((item.place for item in items), default=0)
        return [Item(first, source.row, opening, False), *items]

    def _refusals(self, checked: Sequence[Checked]) -> list[Refusal]:
        return [
            Refusal(
                one.source.article.key if one.source else "", one.proposed.text[:300], one.rule, "; ".join(one.reasons)
            )
            for one in checked
            if one.sentence is None
        ]


def _deadline(terms: Terms, request: Request) -> float:
    """When the provider's time is over: its own limit, within the run's."""
    own = time.monotonic() + terms.seconds
    return own if request.deadline is None else min(own, request.deadline - MERGING_SECONDS)
