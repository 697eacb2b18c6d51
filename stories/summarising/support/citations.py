"""Rules V0 and V7: every citation resolves, and each by itself carries the sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stories.summarising.request import Evidence, Span
from stories.summarising.support.verdict import Finding, span_of

GONE = "the cited article is not attached any more"
MOVED = "the cited passage no longer stands at this place of the article"
NONE_LEFT = "no citation is left that stands in its article"
WEAK = "this passage alone does not carry the sentence, so its citation was dropped"


def stands(cited: Evidence, texts: Mapping[str, str]) -> bool:
    """Whether the snapshot is attached and holds the quoted words between the offsets."""
    text = texts.get(cited.snapshot)
    return (
        text is not None and 0 <= cited.start < cited.end <= len(text) and text[cited.start : cited.end] == cited.quote
    )


def citation_findings(evidence: Sequence[Evidence], texts: Mapping[str, str]) -> list[Finding]:
    """V0: each citation points at the passage it quotes, in a snapshot that is attached; at least one does."""
    findings = []
    for cited in evidence:
        reason = GONE if cited.snapshot not in texts else "" if stands(cited, texts) else MOVED
        findings.append(Finding("V0", not reason, reason or "the passage stands in its article", (span_of(cited),)))
    if not any(found.passed for found in findings):
        findings.append(Finding("V0", False, NONE_LEFT))
    return findings


def carrying(
    standing: Sequence[Evidence], carries: Callable[[Evidence], bool], named: frozenset[Span]
) -> tuple[list[Evidence], list[Finding]]:
    """V7: the citations that carry the sentence by themselves, and a finding for each that was dropped.

    ``named`` are passages that only give a full name for a bracket; they carry nothing else and stay.
    """
    kept = [cited for cited in standing if span_of(cited) in named or carries(cited)]
    if all(span_of(cited) in named for cited in kept):
        kept = []
    return kept, [Finding("V7", False, WEAK, (span_of(cited),)) for cited in standing if cited not in kept]
