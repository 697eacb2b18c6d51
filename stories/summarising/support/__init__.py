"""The support check: does the cited evidence carry the sentence? Pure and deterministic.

A module for each rule, each giving findings with a reason that an editor can read:

* ``citations``  V0 each citation resolves, V7 each by itself carries the sentence
* ``numbers``    V1 value, scale, unit, and of what; ``ordinals`` spelled ones
* ``dates``      V2 read on the article's date; ``days_named`` and ``days_named_abroad`` which ones;
                 ``brackets`` those in brackets, and other recorded edits
* ``names``      V3 who, and who does what to whom; ``name_support`` forms of names
* ``quoting``    V4 quoted words and their speaker
* ``strength``   V5 negation, hedges, opposites, bounds, attribution; ``strength_words`` their words
* ``tiers``      V6 A, B, C, D, F; ``alignment`` harmless differences and allowed cuts
* ``notes``      V8 what an editor should know all the same

``display`` asks the same of headlines and captions. ``passages`` finds the source sentences behind a citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from stories.summarising.folding import readable
from stories.summarising.operations import brackets_of, undo
from stories.summarising.request import Evidence
from stories.summarising.support.brackets import bracket_findings, named_spans, unstamped, without_names
from stories.summarising.support.citations import carrying, citation_findings, stands
from stories.summarising.support.dates import date_findings
from stories.summarising.support.names import name_findings
from stories.summarising.support.notes import note_findings
from stories.summarising.support.numbers import number_findings
from stories.summarising.support.passages import all_sentences
from stories.summarising.support.quoting import quote_findings
from stories.summarising.support.strength import strength_findings
from stories.summarising.support.tiers import Judge, judged, own_words
from stories.summarising.support.verdict import Finding as Finding
from stories.summarising.support.verdict import Tier, span_of
from stories.summarising.support.verdict import Verdict as Verdict

LONGEST = 2000  # code points of a sentence; the desk takes fewer
TURNING = re.compile("[\u202d\u202e]")
TURNED = Finding("V6", False, "marks in this turn its letters round: readers see another text than is checked")
TOO_LONG = Finding("V6", False, "this is too long for one sentence")
OWN_WORDS = Finding("V6", True, "the words are the article's own")


def check(
    text: str,
    evidence: Sequence[Evidence],
    texts: Mapping[str, str],
    published: Mapping[str, datetime] | None = None,
    operations: Sequence[Mapping[str, Any]] = (),
    language: str = "en",
    *,
    judge: Judge | None = None,
    now: datetime | None = None,
    origins: int | None = None,
) -> Verdict:
    """Check one sentence against its evidence.

    ``texts`` maps snapshot hashes to texts; ``published`` maps article keys (or snapshot hashes) to aware times. A
    citation whose passage no longer matches is dropped with a failed V0; without any left the sentence fails. Where
    operations are recorded they are edits of one sentence of the first citation; what they cut, no other citation needs
    to carry. ``judge`` may raise D to C;
    ``now`` and ``origins`` are for notes.
    """
    when = published or {}
    findings = citation_findings(evidence, texts)
    standing = [cited for cited in evidence if stands(cited, texts)]
    unread = TOO_LONG if len(text) > LONGEST else TURNED if _is_turned(text, standing) else None
    findings += [unread] if unread else []
    if not standing or unread:
        return Verdict("F", tuple(findings), ())
    named = named_spans(operations)
    told = undo(text, operations)[0] if operations else unstamped(text, standing[0], when, language)
    rules = _Rules(told, texts, when, language)
    own = rules.own_words(standing[: 1 if operations else None])
    if not own and not operations and "[" in told:
        bare, given = without_names(told, standing, texts)
        if given and (own := _Rules(bare, texts, when, language).own_words(standing)):
            rules, named, own = _Rules(bare, texts, when, language), given, "B"
    carriers = [cited for cited in standing if cited is standing[0] or span_of(cited) not in named]
    findings += bracket_findings(text, operations, standing[0], texts, when, language) if operations else []
    findings += [OWN_WORDS] if own else rules.findings(carriers)
    if any(not found.passed for found in findings if found.rule != "V0"):
        return Verdict("F", tuple(findings), ())
    shown = _Rules(undo(text, brackets_of(operations))[0], texts, when, language) if operations else rules
    kept, dropped = carrying(standing, lambda cited: (rules if cited is standing[0] else shown).carry(cited), named)
    findings += [*dropped, *note_findings(text, kept, when, origins=origins, now=now)]
    if not kept:
        return Verdict("F", tuple(findings), ())
    if own:
        return Verdict("B" if operations or told != text else own, tuple(findings), tuple(kept))
    return Verdict("D" if operations else judged(text, kept, texts, language, judge), tuple(findings), tuple(kept))


def _is_turned(text: str, evidence: Sequence[Evidence]) -> bool:
    """Whether marks in the text, which are no source's, show its letters in another order."""
    forms = [form for cited in evidence for form in (cited.quote, readable(cited.quote))]
    return TURNING.search(text) is not None and not any(text in form for form in forms)


class _Rules:
    """The rules for one text, without its recorded edits."""

    def __init__(self, text: str, texts: Mapping[str, str], published: Mapping[str, datetime], language: str) -> None:
        self.text, self.texts, self.published, self.language = text, texts, published, language

    def own_words(self, evidence: Sequence[Evidence]) -> Tier | None:
        """The better of the tiers A and B that a passage gives by its own words."""
        tiers = (own_words(self.text, cited, self.texts, self.published, self.language) for cited in evidence)
        return min((tier for tier in tiers if tier), default=None)

    def findings(self, evidence: Sequence[Evidence]) -> list[Finding]:
        """V1 to V5 against all passages together."""
        lines = all_sentences(evidence, self.texts)
        return [
            *number_findings(self.text, evidence, self.language),
            *date_findings(self.text, evidence, self.published, self.language),
            *name_findings(self.text, evidence, self.texts, self.language),
            *quote_findings(self.text, evidence, self.texts),
            *strength_findings(self.text, lines, evidence, self.language),
        ]

    def carry(self, cited: Evidence) -> bool:
        """V7: whether this one passage has the words themselves, or passes V1, V3 and V4."""
        passage = cited.article, cited.snapshot, cited.start, cited.end, cited.quote
        return _carries(
            self.text, passage, self.texts[cited.snapshot], self.published.get(cited.article), self.language
        )


@lru_cache(maxsize=4096)
def _carries(
    text: str, passage: tuple[str, str, int, int, str], source: str, when: datetime | None, language: str
) -> bool:
    """Rule V7 on its own; remembered, for the next run asks of most sentences and passages again."""
    cited = Evidence(*passage)
    texts, published = {cited.snapshot: source}, {cited.article: when} if when else {}
    if own_words(text, cited, texts, published, language) is not None:
        return True
    found = [
        *number_findings(text, [cited], language),
        *name_findings(text, [cited], texts, language),
        *quote_findings(text, [cited], texts),
    ]
    return all(finding.passed for finding in found)
