"""Which dates of the articles belong on a story's timeline, and which sentence tells each of them best.

A date weighs as many distinct sentences as name it. Of each the sentence is taken that is most like the others, stands
early in its article, can be read alone, names no other time, and passes the support check with its day in brackets.
A date that one sentence names counts only if an article leads with it. What is planned stands as the newest article
has it. Nothing here knows the database; the same articles give the same proposals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stories.summarising.candidates import Candidate, article_refusal, candidates
from stories.summarising.matter import off_subject_of
from stories.summarising.no_persons import persons_of
from stories.summarising.preparing import Prepared, prepare
from stories.summarising.request import Evidence, Reuse, SourceArticle
from stories.summarising.support import check
from stories.summarising.timeline.facts import SAME_ELSEWHEN, Fact, fact, is_known
from stories.summarising.timeline.naming_days import Named, day_of, named_days
from stories.summarising.timeline.weighing import Bucket, Weights, buckets
from stories.summarising.wording import primary_language

MOST = 12
MOST_TRIED = 8  # sentences of a date, the best first
MOST_CITED = 4
LEADS = 3  # the first sentences of an article: what it is about
QUOTE_SHARE, QUOTE_WORDS = 0.10, 90
Status = Literal["happened", "planned"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """An entry that the articles give: its date as EDTF, its words with recorded edits, the passages it rests on."""

    edtf: str
    status: Status
    first: date
    last: date
    text: str
    tier: str
    operations: tuple[Mapping[str, object], ...]
    evidence: tuple[Evidence, ...]
    salience: int
    outlet: str = ""  # whose quotation it is

    def fact(self, language: str) -> Fact:
        """What it says."""
        return fact(self.text, self.first, self.last, language)


def propose(
    articles: Sequence[SourceArticle],
    language: str,
    *,
    known: Sequence[Fact] = (),
    standing: frozenset[tuple[str, int]] = frozenset(),
    barred: Mapping[str, frozenset[int]] | None = None,
) -> list[Proposed]:
    """The entries that the articles give, by date; at most 12, and one for each date.

    ``known`` is what stands or was put aside; ``standing`` the passages (article, start) of proposals that are open,
    which are taken again where they still do. ``barred`` has the starts of sentences that must not be used.
    """
    desk = _Desk(_usable(articles, language), language, standing, barred or {})
    found: list[Proposed] = []
    for bucket in buckets(desk.named, desk.weights):
        made = desk.best(bucket, [*known, *(one.fact(language) for one in found)])
        if made is not None:
            found.append(made)
        if len(found) == MOST:
            break
    newest = {one.key: one.published_at for one in desk.articles}
    kept = [one for one in found if not _is_overtaken(one, found, newest, language)]
    return sorted(kept, key=lambda one: (one.first, one.last, one.text))


def _usable(articles: Sequence[SourceArticle], language: str) -> list[SourceArticle]:
    by_key = {article.key: article for article in articles}
    found = [article for article in by_key.values() if not article_refusal(article, language)]
    return sorted(found, key=lambda article: (article.published_at, article.key))


def _is_overtaken(one: Proposed, found: Sequence[Proposed], when: Mapping[str, object], language: str) -> bool:
    """Whether a newer article plans the same for another date, or tells that it happened."""
    if one.status != "planned":
        return False
    mine = one.fact(language)
    return any(
        other is not one
        and when[other.evidence[0].article] > when[one.evidence[0].article]  # type: ignore[operator]
        and mine.likeness(other.fact(language)) >= SAME_ELSEWHEN
        for other in found
    )


class _Desk:
    """The material of one story: its usable articles, the sentences that name times, and their weights."""

    def __init__(
        self,
        articles: list[SourceArticle],
        language: str,
        standing: frozenset[tuple[str, int]],
        barred: Mapping[str, frozenset[int]],
    ) -> None:
        self.articles, self.language, self.standing = articles, language, standing
        self.prepared: list[Prepared] = [prepare(article) for article in articles]
        off, self.subject = off_subject_of(self.prepared, language)
        self.on = [index for index in range(len(articles)) if index not in off]
        self.newest = max((articles[index].published_at.date() for index in self.on), default=date.min)
        self.persons = persons_of(
            ((self.prepared[index].sentences, self.prepared[index].bearers) for index in self.on),
            {articles[index].outlet for index in self.on},
            primary_language(language),
        )
        self.named = [
            one
            for index in self.on
            for one in named_days(index, articles[index], self.prepared[index])
            if one.sentence.start not in barred.get(articles[index].key, frozenset())
        ]
        self.weights = Weights(self.named)
        self.quoted: dict[str, int] = {}

    def best(self, bucket: Bucket, known: Sequence[Fact]) -> Proposed | None:
        """The sentence of a date that tells it best, if any may stand and says what is not known yet."""
        able = [one for one in bucket.members if self._may_tell(one, bucket)]
        centre = self.weights.of_bucket(bucket.members)
        ranked = sorted(able, key=lambda one: (-self._worth(one, centre), one.article, one.sentence.start))
        for one in ranked[:MOST_TRIED]:
            made = self._stated(one, bucket)
            if made is not None and not is_known(made.fact(self.language), known):
                self._count(one)
                return made
        return None

    def _may_tell(self, one: Named, bucket: Bucket) -> bool:
        """Whether a sentence names this date only, surely, and is of the story; alone, an article must lead with it."""
        leads = one.sentence.position < LEADS
        is_told = bucket.salience > 1 or leads or (self.articles[one.article].key, one.sentence.start) in self.standing
        on_subject = bool(one.sentence.content & self.subject) or len(self.on) < 2
        return is_told and on_subject and one.tells is not None and one.tells in bucket.days

    def _worth(self, one: Named, centre: Mapping[str, float]) -> float:
        article = self.articles[one.article]
        worth = self.weights.centrality(one, centre) + (0.3 if one.sentence.position < LEADS else 0.0)
        worth += 0.1 * min(len(one.sentence.content & self.subject), 4) + (0.1 if one.sentence.names else 0.0)
        worth += 0.2 if (article.key, one.sentence.start) in self.standing else 0.0
        if not 9 <= one.sentence.words <= 34:
            worth -= 0.2
        return round(worth - (0.05 if article.reuse is Reuse.QUOTE else 0.0), 6)

    def _stated(self, one: Named, bucket: Bucket) -> Proposed | None:
        """The sentence as an entry, with its days in brackets, if it can be read alone and passes the support check."""
        article = self.articles[one.article]
        if article.reuse is Reuse.QUOTE and not self._may_quote(one):
            return None
        candidate = self._candidate(one)
        if candidate is None or one.tells is None or any(edit["op"] == "reported" for edit in candidate.operations):
            return None
        day = day_of(one, one.tells)
        if day is None or (candidate.event_at is not None and not day.first <= candidate.event_at <= day.last):
            return None
        evidence = [self._evidence(one), *(self._evidence(other) for other in self._others(one, bucket))]
        texts = {self.articles[index].snapshot: self.articles[index].text for index in self.on}
        published = {self.articles[index].key: self.articles[index].published_at for index in self.on}
        verdict = check(candidate.text, evidence, texts, published, candidate.operations, self.language)
        if verdict.tier not in {"A", "B"} or verdict.evidence[0] != evidence[0]:
            return None
        outlet = "" if article.reuse is Reuse.LICENSED and article.kind != "press_release" else article.outlet
        return Proposed(
            edtf=day.edtf,
            status="planned" if day.is_planned else "happened",
            first=day.first,
            last=day.last,
            text=candidate.text,
            tier=verdict.tier,
            operations=tuple(candidate.operations),
            evidence=tuple(verdict.evidence[:MOST_CITED]),
            salience=bucket.salience,
            outlet=outlet,
        )

    def _candidate(self, one: Named) -> Candidate | None:
        article, prepared = self.articles[one.article], self.prepared[one.article]
        found = candidates(one.article, article, prepared, {one.sentence.start}, self.newest, self.persons)
        return found[0].after(()) if found else None

    def _others(self, one: Named, bucket: Bucket) -> list[Named]:
        """Sentences of other articles that say the same of this date, the nearest first."""
        near = [
            (self.weights.cosine(one, other), other)
            for other in bucket.members
            if other.article != one.article and other.days & one.days
        ]
        near.sort(key=lambda pair: (-pair[0], pair[1].article, pair[1].sentence.start))
        found: dict[int, Named] = {}
        for cosine, other in near:
            if cosine >= 0.5:
                found.setdefault(other.article, other)
        return list(found.values())[: MOST_CITED + 1]

    def _evidence(self, one: Named) -> Evidence:
        article, sentence = self.articles[one.article], one.sentence
        quote = article.text[sentence.start : sentence.end]
        return Evidence(article.key, article.snapshot, sentence.start, sentence.end, quote)

    def _may_quote(self, one: Named) -> bool:
        """Of a publisher that may be quoted: one entry an article, or a tenth of its words and never above 90."""
        done = self.quoted.get(self.articles[one.article].key, 0)
        whole = done + one.sentence.words
        return not done or whole <= min(QUOTE_WORDS, QUOTE_SHARE * self.prepared[one.article].words)

    def _count(self, one: Named) -> None:
        key = self.articles[one.article].key
        self.quoted[key] = self.quoted.get(key, 0) + one.sentence.words
