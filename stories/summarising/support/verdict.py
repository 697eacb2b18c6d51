"""What a rule found, and what the check says of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stories.summarising.request import Evidence, Span

Tier = Literal["A", "B", "C", "D", "F"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's outcome in words an editor understands, with the passages it speaks of.

    ``said`` is the figure, date, name or word that a display text says, where the finding is about one, and
    ``instead`` what the summary says in its place, if anything.
    """

    rule: str
    passed: bool
    reason: str
    spans: tuple[Span, ...] = ()
    said: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The tier, every finding, and the citations that support the sentence by themselves."""

    tier: Tier
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]

    def failed(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the rules."""
        return tuple(found for found in self.findings if not found.passed)


def span_of(cited: Evidence) -> Span:
    """Where a citation points."""
    return Span(cited.article, cited.snapshot, cited.start, cited.end)


def spans_of(evidence: Sequence[Evidence]) -> tuple[Span, ...]:
    """Where citations point, in their order."""
    return tuple(map(span_of, evidence))
