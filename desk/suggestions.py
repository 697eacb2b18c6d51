"""The machine's open suggestions as an editor reads them: what would change, word by word, and the passages for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.differences import Piece, pieces
from desk.evidence import head, tail
from stories.models import Article, Snapshot, Story, Suggestion

MOST = 100


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that the suggestion rests on, with what stands around it."""

    number: int | None
    outlet: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion: what it would do, to which words, and why."""

    row: Suggestion
    does: str
    place: str
    pieces: tuple[Piece, ...]
    sources: tuple[Source, ...]


_DOES = {
    Suggestion.Kind.REWORD: "Reword",
    Suggestion.Kind.ADD: "Add",
    Suggestion.Kind.REMOVE: "Take out",
    Suggestion.Kind.HEADING: "Rename the section",
}


def offers(story: Story, numbers: Mapping[int, int]) -> list[Offer]:
    """Return the open suggestions, oldest first, in three queries; `numbers` by article id."""
    rows = list(
        story.suggestions.filter(state=Suggestion.State.OPEN)
        .select_related("sentence", "section")
        .order_by("pk")[:MOST]
    )
    spans = [span for row in rows for span in row.evidence]
    snapshots = Snapshot.objects.filter(text_hash__in={s["snapshot"] for s in spans}).values_list("text_hash", "text")
    articles = Article.objects.filter(uid__in={s["article"] for s in spans}).select_related("publisher")
    by_uid = {str(article.uid): article for article in articles}
    texts = dict(snapshots)
    return [_offer(row, by_uid, texts, numbers) for row in rows]


def _offer(
    row: Suggestion, articles: Mapping[str, Article], texts: Mapping[str, str], numbers: Mapping[int, int]
) -> Offer:
    before, after = _wordings(row)
    sources = []
    for span in row.evidence:
        article, text = articles.get(span["article"]), texts.get(span["snapshot"], "")
        if article is not None:
            around = tail(text[: span["start"]]), head(text[span["end"] :])
            number = numbers.get(article.pk)
            sources.append(Source(number, article.publisher.name, around[0], span["quote"], around[1]))
    section = row.section.heading if row.section and row.kind == Suggestion.Kind.ADD else ""
    return Offer(row, _DOES[Suggestion.Kind(row.kind)], section, tuple(pieces(before, after)), tuple(sources))


def _wordings(row: Suggestion) -> tuple[str, str]:
    """What stands and what would stand."""
    if row.kind == Suggestion.Kind.HEADING:
        return row.section.heading if row.section else "", row.text
    if row.kind == Suggestion.Kind.REMOVE:
        return row.text, ""
    return row.sentence.text if row.sentence and row.kind == Suggestion.Kind.REWORD else "", row.text
