"""Read what one run depends on, in a constant number of queries, as the pure values of request.py and merging.py."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from editions.restrictions import standing as standing_restrictions
from foundation.digests import digest
from foundation.name_forms import Names
from stories.models import Article, Citation, Sentence, Snapshot, Story, Writer
from stories.rights import form_of
from stories.summarising.merging import Standing, StandingSection, StandingSentence
from stories.summarising.request import Deleted, Engine, Evidence, Incumbent, Request, Reuse, SourceArticle, Span

FORMER_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one run reads: the request for the engine, what stands, and the rows evidence will point at.

    Articles go by uid, snapshots by article uid and text hash: two publishers may send the same words.
    """

    request: Request
    standing: Standing
    former: tuple[StandingSentence, ...]
    articles: Mapping[str, Article]
    snapshots: Mapping[tuple[str, str], Snapshot]
    digest: str
    names: Names = field(default_factory=Names)

    def is_valid(self, evidence: Evidence) -> bool:
        """Whether a citation still holds: article attached, not withdrawn, quotable, words in its text of today (V0).

        One that carries a name which must not be published does not.
        """
        article, snapshot = (
            self.articles.get(evidence.article),
            self.snapshots.get((evidence.article, evidence.snapshot)),
        )
        return (
            article is not None
            and snapshot is not None
            and article.status != Article.Status.RETRACTED
            and article.publisher.may_be_shown()
            # What its text of today still says was moved there (stories/rechecking.py).
            and snapshot.pk == article.current_snapshot_id
            and snapshot.text[evidence.start : evidence.end] == evidence.quote
            and not self.names.found_in(evidence.quote)
        )


def read_inputs(story: Story, engine: Engine) -> Inputs:
    """Read everything a run depends on, in a constant number of queries."""
    rows = list(
        story.story_articles.attached().select_related("article__publisher", "article__current_snapshot").order_by("pk")
    )
    articles = {str(row.article.uid): row.article for row in rows}
    names = standing_restrictions().names
    sources = tuple(_source(article, names) for article in articles.values() if article.current_snapshot)
    sentences = _standing_sentences(story)
    snapshots = {
        (str(citation.article.uid), citation.snapshot.text_hash): citation.snapshot
        for row in sentences
        for citation in row.citations.all()
    }
    snapshots |= {
        (uid, article.current_snapshot.text_hash): article.current_snapshot
        for uid, article in articles.items()
        if article.current_snapshot
    }
    standing = _standing(story, sentences)
    incumbents = tuple(
        Incumbent(s.uid, s.text, tuple(Span(e.article, e.snapshot, e.start, e.end) for e in s.evidence))
        for s in standing.sentences
        if not s.is_persons
    )
    request = Request(
        language=story.language,
        articles=tuple(source for source in sources if source.reuse != Reuse.NONE),
        incumbents=incumbents,
        deleted=standing.deleted,
        deadline=time.monotonic() + settings.SUMMARY_DEADLINE_SECONDS,
        restricted=names.forms,
    )
    spoken = [[s.uid, s.text] for s in standing.sentences]
    key = digest_of(story, request, spoken, f"{engine.name} {engine.version}")
    return Inputs(request, standing, _former(story), articles, snapshots, key, names)


def sources_of(story: Story) -> tuple[SourceArticle, ...]:
    """Return the story's attached articles with their current texts, those whose words may be shown."""
    rows = story.story_articles.attached().select_related("article__publisher", "article__current_snapshot")
    found = [row.article for row in rows.order_by("pk") if row.article.may_be_cited()]
    names = standing_restrictions().names
    return tuple(_source(article, names) for article in found if article.current_snapshot)


def digest_of(story: Story, request: Request, spoken: list[list[str]], engine: str) -> str:
    """Return the digest of all that a run depends on: the same digest means there is nothing to do."""
    kept = story.sentences.filter(removed_at__isnull=True, is_kept=True).order_by("uid").values_list("uid", flat=True)
    return digest(
        {
            "sources": sorted(
                [
                    s.key,
                    s.snapshot,
                    s.reuse,
                    s.status,
                    s.kind,
                    s.language,
                    s.outlet,
                    s.headline,
                    s.published_at.isoformat(),
                ]
                for s in request.articles
            ),
            "deleted": [d.text for d in request.deleted],
            "kept": [str(uid) for uid in kept],
            "base": spoken,
            "language": story.language,
            "policy": [story.summary_policy, story.is_sensitive],
            "engine": engine,
            # Only where there are any: no other story is summarised anew.
            **({"restricted": sorted(request.restricted)} if request.restricted else {}),
        }
    )


def _source(article: Article, names: Names) -> SourceArticle:
    snapshot = article.current_snapshot
    assert snapshot is not None
    lines = [article.headline, article.byline, article.canonical_url or "", article.reference, article.publisher.name]
    return SourceArticle(
        key=str(article.uid),
        snapshot=snapshot.text_hash,
        text=snapshot.text,
        headline=article.headline,
        outlet=article.publisher.name,
        publisher=str(article.publisher.uid),
        language=article.language,
        kind=article.kind,
        published_at=article.published_by_its_clock(),
        reuse=Reuse(article.publisher.reuse),
        status=article.status,
        is_restricted=names.found_in_any([*lines, article.publisher.home_page]),
    )


def _citation_rows() -> QuerySet[Citation]:
    rows = Citation.objects.select_related("article__publisher").prefetch_related("snapshot")
    return rows.order_by("position", "pk")


def _standing_sentences(story: Story) -> list[Sentence]:
    citations = (
        Citation.objects.select_related("article__publisher").prefetch_related("snapshot").order_by("position", "pk")
    )
    rows = story.sentences.filter(removed_at__isnull=True).select_related("section")
    return list(rows.prefetch_related(Prefetch("citations", citations)).order_by("section__position", "position", "pk"))


def _former(story: Story) -> tuple[StandingSentence, ...]:
    """Machine sentences that left of themselves, newest first: one that comes back takes its uid again."""
    citations = (
        Citation.objects.select_related("article__publisher").prefetch_related("snapshot").order_by("position", "pk")
    )
    rows = story.sentences.filter(removed_at__isnull=False, desk_changed_at__isnull=True).select_related("section")
    newest = rows.prefetch_related(Prefetch("citations", citations)).order_by("-removed_at", "pk")[:FORMER_SENTENCES]
    return tuple(_standing_sentence(row) for row in newest)


def _standing(story: Story, sentences: list[Sentence]) -> Standing:
    sections = (
        story.sections.filter(removed_at__isnull=True).select_related("heading_article").order_by("position", "pk")
    )
    deletions = story.deletions.filter(undone_at__isnull=True).order_by("pk")
    return Standing(
        sections=tuple(
            StandingSection(
                uid=str(row.uid),
                heading=row.heading,
                needs_heading=row.needs_heading,
                heading_article=str(row.heading_article.uid) if row.heading_article else "",
                is_persons=row.written_by == Writer.PERSON,
                position=row.position,
                machine_heading=row.machine_heading,
                is_placed=row.placed_revision is not None,
            )
            for row in sections
        ),
        sentences=tuple(_standing_sentence(row) for row in sentences),
        deleted=tuple(Deleted(d.text, tuple(d.names), tuple(d.numbers), tuple(d.stems)) for d in deletions),
    )


def _standing_sentence(row: Sentence) -> StandingSentence:
    form, outlet = form_of(row)
    return StandingSentence(
        uid=str(row.uid),
        section=str(row.section.uid),
        position=row.position,
        text=row.text,
        form=form,
        outlet=outlet,
        tier=row.tier,
        evidence=tuple(
            Evidence(str(c.article.uid), c.snapshot.text_hash, c.start, c.end, c.quote, c.score)
            for c in row.citations.all()
        ),
        operations=tuple(row.operations),
        origins=row.origins,
        is_persons=row.is_persons(),
        machine_text=row.machine_text or row.text,
        is_placed=row.placed_revision is not None,
    )
