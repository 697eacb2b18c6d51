"""The source sentences that the model is shown, E1..En: candidates of the embedded engine, the weightiest first.

At most 120 and about 5,000 tokens of them, whatever the number of articles. Sentences that a person took out, and
figures that a newer one replaced, are not among them; nor are sentences that carry a name which must not be published,
that speak to a machine, or that hold markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stories.summarising.barring import bar, spared
from stories.summarising.choosing import recalls_deleted, salience
from stories.summarising.corroboration import Support, corroborators
from stories.summarising.engines.extract import screen, verify
from stories.summarising.matter import Matter, gather
from stories.summarising.request import Draft, DraftSentence, Evidence, Request, Reuse, SourceArticle
from stories.summarising.vectors import Vector

MOST_SOURCES = 120
MOST_CHARS = 18_000
TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instructions?|prompts?|rules|above|previous)\b"
    r"|\b(?:system|developer) (?:prompt|message|instructions?)\b|\bas an? (?:AI|language model)\b"
    r"|\bnew instructions?\b|\[/?INST\]|[<>{}]|https?:|www\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence of an article under its id. ``ready`` is the embedded engine's own sentence of it, checked."""

    id: str
    row: int
    article: SourceArticle
    evidence: Evidence
    ready: DraftSentence
    is_standing: bool

    @property
    def is_quote_only(self) -> bool:
        """Whether its words stand as a quotation, and so whole: a quoted publisher's, a press release's."""
        return self.article.reuse is not Reuse.LICENSED or self.article.kind == "press_release"


@dataclass(frozen=True, slots=True)
class Material:
    """What a summary can be made of."""

    matter: Matter
    weights: Vector
    supports: dict[int, list[Support]]
    sources: tuple[Source, ...]


def collect(request: Request, embedded: Draft) -> Material:
    """The sources for a request; those of the embedded engine's own draft are always among them."""
    usable, _ = screen(request)
    matter = gather(usable)
    barred, _ = bar(matter, request)  # the provider is a way out as well
    weights = salience(matter, {}, request.incumbents)
    replaced = {(pair.older.article, pair.older.start) for pair in embedded.superseded}
    allowed = [
        row
        for row in matter.candidates
        if _place(matter, row) not in replaced
        and not recalls_deleted(matter.rows[row][1].content, request.deleted)
        and not TO_A_MACHINE.search(matter.rows[row][1].text)
    ]
    rows = _chosen(matter, weights, allowed, _drafted_rows(matter, embedded))
    supports = spared({row: corroborators(matter, row) for row in rows}, barred)
    ready, _ = verify(matter, supports, rows, request.language)
    standing = {(span.snapshot, span.start, span.end) for one in request.incumbents for span in one.spans[:1]}
    sources = [
        Source(f"E{number}", row, matter.article(row), own, ready[row], (own.snapshot, own.start, own.end) in standing)
        for number, row in enumerate((row for row in sorted(rows) if row in ready), start=1)
        for own in (ready[row].evidence[0],)
    ]
    return Material(matter, weights, supports, tuple(sources))


def _drafted_rows(matter: Matter, embedded: Draft) -> set[int]:
    drafted = {
        (one.evidence[0].article, one.evidence[0].start) for section in embedded.sections for one in section.sentences
    }
    return {row for row in matter.candidates if _place(matter, row) in drafted}


def _place(matter: Matter, row: int) -> tuple[str, int]:
    return matter.article(row).key, matter.rows[row][1].start


def _chosen(matter: Matter, weights: Vector, allowed: Sequence[int], drafted: set[int]) -> list[int]:
    """Rows within both limits: the drafted ones, the best of each article, newest first, then by weight."""
    ranked = sorted(allowed, key=lambda row: (-float(weights[row]), row))
    best: dict[int, int] = {}
    for row in ranked:
        best.setdefault(matter.rows[row][0], row)
    newest = sorted(best.values(), key=lambda row: (-matter.article(row).published_at.timestamp(), row))
    order = dict.fromkeys([*(row for row in ranked if row in drafted), *newest[: MOST_SOURCES // 2], *ranked])
    chosen: list[int] = []
    room = MOST_CHARS
    for row in order:
        size = len(matter.rows[row][1].text)
        if len(chosen) < MOST_SOURCES and size <= room:
            chosen.append(row)
            room -= size
    return chosen
