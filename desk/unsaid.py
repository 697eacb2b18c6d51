"""What attached articles say that the summary does not: newer than its newest source, and what rests on one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reference.models import Publisher
from stories.models import Article, Sentence, Snapshot, StoryArticle
from stories.summarising.folding import squash
from stories.summarising.sentences import split

MOST = 12
NO_FACTS = frozenset({Article.Kind.ANALYSIS, Article.Kind.OPINION, Article.Kind.LIVE_BLOG})
"""Kinds that are never summarised, whatever they say."""


@dataclass(frozen=True, slots=True)
class Newer:
    """An article that came after everything the summary cites, and how it begins."""

    number: int
    row: StoryArticle
    begins: str


def newer_articles(
    articles: Iterable[StoryArticle], numbers: Mapping[int, int], sentences: Sequence[Sentence]
) -> list[Newer]:
    """Return the attached articles, newest first, that are newer than the newest one cited and that nothing cites.

    Comment is none, nor is what begins as the summary stands. `sentences` come with their citations and articles.
    One query for the texts.
    """
    cited = {citation.article_id: citation.article for row in sentences for citation in row.citations.all()}
    newest = max((article.published_at for article in cited.values()), default=None)
    if newest is None:
        return []
    later = [
        row
        for row in articles
        if row.removed_at is None
        and row.article_id not in cited
        and row.article.published_at > newest
        and row.article.status != Article.Status.RETRACTED
        and row.article.kind not in NO_FACTS
        and row.article.publisher.reuse != Publisher.Reuse.NONE
    ]
    later.sort(key=lambda row: (row.article.published_at, row.pk), reverse=True)
    texts = Snapshot.objects.in_bulk([row.article.current_snapshot_id for row in later[:MOST]])
    said = {squash(row.text) for row in sentences}
    found = ((row, _first_sentence(texts.get(row.article.current_snapshot_id))) for row in later[:MOST])
    return [Newer(numbers[row.pk], row, begins) for row, begins in found if squash(begins) not in said]


def of_one_report(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the machine's sentences that one original report carries, however many papers printed it."""
    return [row for row in sentences if row.written_by == "machine" and row.origins <= 1]


def _first_sentence(snapshot: Snapshot | None) -> str:
    text = snapshot.text[:2000] if snapshot else ""
    spans = split(text)
    return text[slice(*spans[0])] if spans else text[:200]
