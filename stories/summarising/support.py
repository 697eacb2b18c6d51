"""The support check: does the cited evidence carry the sentence? Pure and deterministic.

One function for each rule; each gives findings with a reason that an editor can read. Rules here:
V0 citations resolve, V1 numbers, V2 dates in brackets, V3 names, V4 quoted words, V7 citations that
do not support by themselves. Tiers: A verbatim; B edited by recorded operations on one passage;
D all rules pass and somebody must read it; F a rule failed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from stories.summarising.figures import Figure, figures
from stories.summarising.folding import fold, squash
from stories.summarising.name_support import missing_names
from stories.summarising.reldates import resolve, with_brackets
from stories.summarising.request import Evidence, Span
from stories.summarising.sentences import split
from stories.summarising.wording import quotes

ROUNDING = Decimal("0.006")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's outcome, with the passages it speaks of."""

    rule: str
    passed: bool
    reason: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The tier, every finding, and the citations that support the sentence by themselves."""

    tier: Literal["A", "B", "D", "F"]
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]


def check(
    text: str,
    evidence: Sequence[Evidence],
    texts: Mapping[str, str],
    published: Mapping[str, datetime] | None = None,
    operations: Sequence[Mapping[str, Any]] = (),
    language: str = "en",
) -> Verdict:
    """Check one sentence against its evidence.

    ``texts`` maps snapshot hashes to texts; ``published`` maps article keys (or snapshot hashes) to
    aware times and is needed for tier B alone. A citation whose passage no longer matches is dropped
    with a failed V0; without any left the sentence fails.
    """
    findings = citation_findings(evidence, texts)
    standing = tuple(cited for cited in evidence if _stands(cited, texts))
    if not standing:
        return Verdict("F", (*findings, Finding("V0", False, "no citation is left that stands in its article")), ())
    bare, undone = _without_brackets(text, operations)
    if undone:
        findings.append(date_finding(bare, text, standing, published or {}, language))
    whole = [*number_findings(bare, standing), *quote_findings(bare, standing), *name_findings(bare, standing, texts)]
    failed = [found for found in whole + findings[len(evidence) :] if not found.passed]
    if failed:
        return Verdict("F", tuple(findings + whole), ())
    kept = [cited for cited in standing if supports_alone(bare, cited, texts)]
    findings.extend(_dropped(standing, kept))
    tier = _tier(bare, kept, bool(undone))
    return Verdict(tier, tuple(findings + whole), tuple(kept))


def citation_findings(evidence: Sequence[Evidence], texts: Mapping[str, str]) -> list[Finding]:
    """V0: each citation points at the passage it quotes, in a snapshot that is attached."""
    findings = []
    for cited in evidence:
        if cited.snapshot not in texts:
            reason = "the cited article is not attached any more"
        elif not _stands(cited, texts):
            reason = "the cited passage no longer stands at this place of the article"
        else:
            reason = ""
        findings.append(Finding("V0", not reason, reason or "the passage stands in its article", (_span(cited),)))
    return findings


def number_findings(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """V1: every number stands in a cited passage with the same kind and unit."""
    cited_figures = [(cited, figure) for cited in evidence for figure in _figures(cited.quote)]
    findings = []
    for figure in figures(text):
        shown = text[figure.start : figure.end]
        if figure.is_loose or any(_equal(figure, other) for _, other in cited_figures):
            continue
        near = [(c, o) for c, o in cited_figures if (o.kind, o.unit) == (figure.kind, figure.unit) and not o.is_loose]
        if near:
            cited, other = min(near, key=lambda pair: abs(pair[1].value - figure.value))
            reason = f"the article says {cited.quote[other.start : other.end]}, the sentence says {shown}"
            findings.append(Finding("V1", False, reason, (_span(cited),)))
        else:
            findings.append(Finding("V1", False, f"no cited passage has the number {shown}"))
    return findings or [Finding("V1", True, "every number stands in a cited passage")]


def quote_findings(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """V4: quoted words stand in a cited passage letter by letter, apart from typography."""
    passages = [squash(cited.quote) for cited in evidence]
    findings = []
    for _, _, inside in quotes(fold(text)):
        words = " ".join(inside.split()).rstrip(".,;:!?")
        if words and not any(words in passage for passage in passages):
            reason = f"the quoted words “{words}” do not stand in the cited passage"
            findings.append(Finding("V4", False, reason, tuple(map(_span, evidence))))
    return findings or [Finding("V4", True, "quoted words are as in the article")]


def name_findings(text: str, evidence: Sequence[Evidence], texts: Mapping[str, str]) -> list[Finding]:
    """V3: every name stands in a cited passage, or is another form of a name that does."""
    missing: set[str] | None = None
    for cited in evidence:
        lacking = missing_names(text, cited.quote, texts[cited.snapshot])
        missing = lacking if missing is None else missing & lacking
    if not missing:
        return [Finding("V3", True, "every name stands in a cited passage")]
    spans = tuple(map(_span, evidence))
    return [Finding("V3", False, f"no cited passage names {name}", spans) for name in sorted(missing)]


def date_finding(
    bare: str, text: str, evidence: Sequence[Evidence], published: Mapping[str, datetime], language: str
) -> Finding:
    """V2: the brackets are what the article's own date makes of its relative days."""
    primary = evidence[0]
    when = published.get(primary.article) or published.get(primary.snapshot)
    if when is None:
        return Finding(
            "V2", False, "the date in brackets cannot be checked: the article has no date", (_span(primary),)
        )
    wanted = bracketed(bare, when.date(), language)
    if wanted == text:
        return Finding("V2", True, "the date in brackets follows from the article's date", (_span(primary),))
    reason = f"from the article's date the sentence should read “{wanted or bare}”"
    return Finding("V2", False, reason, (_span(primary),))


def bracketed(text: str, published: date, language: str = "en") -> str | None:
    """The sentence with each relative day resolved in brackets; None when one cannot be resolved."""
    found = resolve(fold(text), published, language)
    return None if found is None else with_brackets(text, found)[0]


def supports_alone(text: str, cited: Evidence, texts: Mapping[str, str]) -> bool:
    """V7: whether this one passage passes V1, V3 and V4 for the sentence."""
    found = [*number_findings(text, [cited]), *quote_findings(text, [cited]), *name_findings(text, [cited], texts)]
    return all(finding.passed for finding in found)


def _dropped(standing: Sequence[Evidence], kept: Sequence[Evidence]) -> list[Finding]:
    reason = "this passage alone does not carry the sentence, so its citation was dropped"
    return [Finding("V7", False, reason, (_span(cited),)) for cited in standing if cited not in kept]


def _tier(bare: str, kept: Sequence[Evidence], is_edited: bool) -> Literal["A", "B", "D", "F"]:
    if not any(is_verbatim(bare, cited.quote) for cited in kept[: 1 if is_edited else None]):
        return "D" if kept else "F"
    return "B" if is_edited else "A"


def is_verbatim(text: str, quote: str) -> bool:
    """Whether the text is the passage, or whole sentences of it in a row, apart from typography."""
    wanted = squash(text)
    if not wanted or wanted == squash(quote):
        return bool(wanted)
    pieces = [squash(quote[start:end]) for start, end in split(quote)]
    return any(
        " ".join(pieces[first:last]) == wanted
        for first in range(len(pieces))
        for last in range(first + 1, len(pieces) + 1)
    )


def _without_brackets(text: str, operations: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """The sentence before its brackets were inserted, and how many could be taken out again."""
    undone = 0
    for operation in sorted(operations, key=lambda entry: int(entry["at"]), reverse=True):
        at, inserted = int(operation["at"]), str(operation["inserted"])
        if operation["op"] == "resolve_date" and at > 0 and text[at - 1 : at + len(inserted)] == " " + inserted:
            text = text[: at - 1] + text[at + len(inserted) :]
            undone += 1
    return text, undone


def _equal(figure: Figure, other: Figure) -> bool:
    if figure.same_as(other):
        return True
    same_kind = (figure.kind, figure.unit) == (other.kind, other.unit) and figure.kind == "quantity"
    return same_kind and figure.is_hedged and abs(figure.value - other.value) <= ROUNDING * abs(other.value)


@lru_cache(maxsize=4096)
def _figures(quote: str) -> tuple[Figure, ...]:
    return figures(quote)


def _stands(cited: Evidence, texts: Mapping[str, str]) -> bool:
    text = texts.get(cited.snapshot)
    inside = text is not None and 0 <= cited.start < cited.end <= len(text)
    return inside and text is not None and text[cited.start : cited.end] == cited.quote


def _span(cited: Evidence) -> Span:
    return Span(cited.article, cited.snapshot, cited.start, cited.end)
