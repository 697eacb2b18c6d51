"""Figures that a story's desk watches: newer values of the same thing, and what is worth watching. Pure.

What befell people is told apart in English ("dead", "injured"); in other languages figures meet by unit, counted noun
and the words near them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from stories.summarising.counted import Counted, compatible, count_the_same, counted
from stories.summarising.figures import Figure, figures
from stories.summarising.preparing import PreparedSentence, prepare
from stories.summarising.request import Evidence, SourceArticle

LABELS = {
    "dead": "Dead",
    "hurt": "Injured",
    "missing": "Missing",
    "moved": "Displaced",
    "saved": "Rescued",
    "held": "Detained",
    "sick": "Cases",
    "destroyed": "Destroyed",
}
MOST_NEW_LINES = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure as an article gives it: `value` as written, `amount` and `unit` as figures.py reads it."""

    label: str
    value: str
    amount: Decimal
    unit: str
    evidence: Evidence
    at: datetime


@dataclass(frozen=True, slots=True)
class Watched:
    """A line of the board: its label, and the newest value that stands with the passage it was read from, or ""."""

    label: str
    value: str
    passage: str
    as_of: datetime


def only_figure(text: str) -> Figure | None:
    """The one quantity that a typed value holds ("40", "$36 million"); None where it holds none or several."""
    found = [figure for figure in figures(text) if figure.kind == "quantity"]
    return found[0] if len(found) == 1 else None


def newer_values(watched: Watched, articles: Sequence[SourceArticle]) -> list[Reading]:
    """What newer articles give for a watched line, the oldest first; equal or compatible values are no news."""
    if not articles:
        return []
    mine = _counted_in(watched, articles[0])
    found: list[Reading] = []
    for article in sorted(articles, key=lambda one: (one.published_at, one.key)):
        if mine is None or article.published_at <= watched.as_of:
            continue
        for sentence, other in _counted(article):
            if count_the_same(mine, other) and not compatible(mine, other):
                found.append(_reading(watched.label, article, sentence, other))
                break
    return found


def worth_watching(articles: Sequence[SourceArticle], cited: Sequence[Evidence]) -> list[Reading]:
    """What the cited passages count of people, the newest figure for each fate: a board to begin with."""
    spans = {(evidence.article, evidence.start, evidence.end) for evidence in cited}
    found: dict[str, Reading] = {}
    for article in sorted(articles, key=lambda one: (one.published_at, one.key)):
        for sentence, one in _counted(article):
            label = LABELS.get(next(iter(one.fates))) if len(one.fates) == 1 else None
            if label is not None and (article.key, sentence.start, sentence.end) in spans:
                found[label] = _reading(label, article, sentence, one)
    return [found[label] for label in LABELS.values() if label in found][:MOST_NEW_LINES]


def passage_for(label: str, value: str, articles: Sequence[SourceArticle]) -> Reading | None:
    """The newest sentence that gives this value, one that counts what the label says before others.

    A value without a unit is looked for with any. Where no sentence has a word of the label, the value alone decides,
    if all that give it count one thing.
    """
    wanted = only_figure(value)
    if wanted is None:
        return None
    found: list[tuple[int, Reading]] = []
    counts: set[str] = set()
    for article in sorted(articles, key=lambda one: (one.published_at, one.key), reverse=True):
        told = _counted_in(Watched(label, value, "", article.published_at), article)
        for sentence, other in _counted(article):
            if _gives(other.figure, wanted):
                rank = 2 * int(told is not None and count_the_same(told, other)) + _shares_words(label, sentence)
                found.append((rank, _reading(label, article, sentence, other)))
                counts.add(other.key)
    best = max(found, key=lambda entry: entry[0], default=None)  # the first of equals: the newest
    return best[1] if best is not None and (best[0] or len(counts) == 1) else None


def _gives(figure: Figure, wanted: Figure) -> bool:
    return figure.value == wanted.value and (not wanted.unit or figure.unit == wanted.unit)


def _shares_words(label: str, sentence: PreparedSentence) -> int:
    words = {word.lower() for word in label.split()}
    return int(bool(words & set(sentence.folded.lower().split())))


def _counted(article: SourceArticle) -> Iterator[tuple[PreparedSentence, Counted]]:
    for sentence in prepare(article).sentences:
        for one in counted(sentence, article.language):
            yield sentence, one


def _counted_in(watched: Watched, article: SourceArticle) -> Counted | None:
    """What a line counts: as its passage says it, else as its label and value do ("40 dead")."""
    wanted = only_figure(watched.value)
    for text in (watched.passage, f"{watched.value} {watched.label.lower()}."):
        if not text or wanted is None:
            continue
        for _, one in _counted(replace(article, text=text)):
            if one.figure.same_as(wanted):
                return one
    return None


def _reading(label: str, article: SourceArticle, sentence: PreparedSentence, one: Counted) -> Reading:
    quote = article.text[sentence.start : sentence.end]
    shown = sentence.text[one.figure.start : one.figure.end]
    evidence = Evidence(article.key, article.snapshot, sentence.start, sentence.end, quote)
    return Reading(label, shown, one.figure.value, one.figure.unit, evidence, article.published_at)
