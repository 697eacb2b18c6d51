"""A sentence's evidence as an editor reads it: the passage, and what stands around it in the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stories.models import Citation, Sentence, Snapshot, Writer

AROUND = 90  # code points on either side


@dataclass(frozen=True, slots=True)
class Passage:
    """One cited passage with about 200 code points of its surroundings; `is_true` where the span holds its words."""

    number: int | None
    outlet: str
    headline: str
    url: str
    before: str
    quote: str
    after: str
    is_true: bool
    is_old: bool


def passages(citations: Iterable[Citation], texts: Mapping[int, str], numbers: Mapping[int, int]) -> list[Passage]:
    """The passages of a sentence in the order of their numbers. texts by snapshot id, numbers by article id."""
    made = []
    for citation in citations:
        text, article = texts[citation.snapshot_id], citation.article
        made.append(
            Passage(
                number=numbers.get(citation.article_id),
                outlet=article.publisher.name,
                headline=article.headline,
                url=article.canonical_url or "",
                before=tail(text[: citation.start]),
                quote=citation.quote,
                after=head(text[citation.end :]),
                is_true=text[citation.start : citation.end] == citation.quote,
                is_old=article.current_snapshot_id != citation.snapshot_id,
            )
        )
    return sorted(made, key=lambda passage: (passage.number is None, passage.number or 0))


def tail(text: str) -> str:
    """The last words of what stands before a passage."""
    if len(text) <= AROUND:
        return text
    return "… " + text[-AROUND:].split(" ", 1)[-1]


def head(text: str) -> str:
    """The first words of what stands after a passage."""
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rsplit(" ", 1)[0] + " …"


def texts_of(citations: Iterable[Citation]) -> dict[int, str]:
    """The texts of the cited snapshots by id, each fetched once however many sentences cite it."""
    ids = {citation.snapshot_id for citation in citations}
    return dict(Snapshot.objects.filter(pk__in=ids).values_list("pk", "text"))


def support_words(sentence: Sentence) -> tuple[str, str]:
    """How a sentence is supported, as a key and in plain words."""
    if sentence.lost_evidence:
        return "lost", "source no longer says this"
    if sentence.vouched_at is not None:
        who = sentence.vouched_by.display_name() if sentence.vouched_by else "the newsroom"
        return "vouched", f"newsroom reporting, vouched for by {who}"
    if sentence.tier in {"A", "B"}:
        return "sources", "from sources"
    if sentence.tier == "C" or (sentence.written_by == Writer.PERSON and sentence.tier != "F"):
        return "edited", "edited: names, figures, dates and quotes match"
    return "unsupported", "needs a source"
