"""Write a merged summary into the working copy. Rows are marked removed, never deleted; a uid keeps its row."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Prefetch
from django.utils import timezone

from stories.models import Article, Citation, Section, Sentence, Snapshot, Story, SummaryRun, Writer
from stories.summarising.merging import Merged, MergedSection, StandingSentence
from stories.summarising.suggesting import suggest


def save_merged(
    story: Story,
    run: SummaryRun,
    merged: Merged,
    articles: Mapping[str, Article],
    snapshots: Mapping[tuple[str, str], Snapshot],
) -> bool:
    """Bring sections, sentences, citations and suggestions to what was merged; whether readers would see it.

    Call it inside the transaction that holds the story's row. Articles go by uid, snapshots by article uid and hash.
    """
    sources = _Sources(articles, snapshots)
    sections = {str(row.uid): row for row in story.sections.select_related("heading_article")}
    citations = Prefetch("citations", Citation.objects.select_related("article").prefetch_related("snapshot"))
    sentences = {str(row.uid): row for row in story.sentences.prefetch_related(citations)}
    changed = False
    for section in merged.sections:
        row, moved = _save_section(story, section, sections.get(section.uid), articles)
        changed |= moved
        for sentence in section.sentences:
            changed |= _save_sentence(story, row, sentence, sentences.get(sentence.uid), sources)
    gone = {uid for uid, row in sentences.items() if row.removed_at is None and uid in set(merged.removed)}
    now = timezone.now()
    Sentence.objects.filter(story=story, uid__in=gone).update(removed_at=now)
    _flag_lost_evidence(story, set(merged.lost_evidence))
    standing = {section.uid for section in merged.sections}
    story.sections.filter(removed_at__isnull=True, written_by=Writer.MACHINE).exclude(uid__in=standing).update(
        removed_at=now
    )
    suggest(story, run, merged.suggestions, sentences, sections)
    return changed or bool(gone)


class _Sources:
    """Rows that evidence points at."""

    def __init__(self, articles: Mapping[str, Article], snapshots: Mapping[tuple[str, str], Snapshot]) -> None:
        self.articles, self.snapshots = articles, snapshots

    def citations(self, sentence: StandingSentence, row: Sentence) -> list[Citation]:
        return [
            Citation(
                sentence=row,
                article=self.articles[e.article],
                snapshot=self.snapshots[e.article, e.snapshot],
                start=e.start,
                end=e.end,
                quote=e.quote,
                position=position,
                score=e.score,
            )
            for position, e in enumerate(sentence.evidence)
        ]


def _save_section(
    story: Story, section: MergedSection, row: Section | None, articles: Mapping[str, Article]
) -> tuple[Section, bool]:
    fields = {
        "heading": section.heading,
        "needs_heading": section.needs_heading,
        "heading_article": _heading_article(section, row, articles),
        "position": section.position,
        "removed_at": None,
    }
    if row is None:
        return Section.objects.create(story=story, uid=section.uid, **fields), True
    moved = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in moved:
        setattr(row, name, fields[name])
    if moved:
        row.save(update_fields=moved)
    return row, bool(moved)


def _heading_article(section: MergedSection, row: Section | None, articles: Mapping[str, Article]) -> Article | None:
    """Whose headline the heading was clipped from; kept while its words stay, even when the article has left."""
    standing = row.heading_article if row else None
    if standing is not None and str(standing.uid) == section.heading_article:
        return standing
    return articles.get(section.heading_article)


def _flag_lost_evidence(story: Story, lost: set[str]) -> None:
    """Say of every sentence of a person's whether its sources still say this, as of now."""
    for row in story.sentences.filter(removed_at__isnull=True):
        if row.lost_evidence != (str(row.uid) in lost):
            Sentence.objects.filter(pk=row.pk).update(lost_evidence=str(row.uid) in lost)


def _save_sentence(
    story: Story, section: Section, sentence: StandingSentence, row: Sentence | None, sources: _Sources
) -> bool:
    """Write one sentence; of a person's only its place: what it cites stays, and composing shows what still holds."""
    fields: dict[str, object] = {"section": section, "position": sentence.position}
    if not sentence.is_placed:
        fields["placed_revision"] = None  # it left since a person moved it, and the machine brings it back
    if not sentence.is_persons:
        fields |= {
            "text": sentence.text,
            "machine_text": sentence.text,
            "form": sentence.form,
            "outlet": sentence.outlet,
            "tier": sentence.tier,
            "operations": [dict(operation) for operation in sentence.operations],
            "origins": sentence.origins,
            "removed_at": None,
        }
    if row is None:
        row = Sentence.objects.create(story=story, uid=sentence.uid, **fields)
        Citation.objects.bulk_create(sources.citations(sentence, row))
        return True
    moved = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in moved:
        setattr(row, name, fields[name])
    if moved:
        row.save(update_fields=moved)
    if sentence.is_persons:
        return bool(moved)
    return _recite(row, sentence, sources) or bool(set(moved) - {"machine_text"})


def _recite(row: Sentence, sentence: StandingSentence, sources: _Sources) -> bool:
    """Make the citations those of the merge, primary first; standing ones keep their rows, and so their public uids."""
    standing = {(c.snapshot_id, c.start, c.end): c for c in row.citations.all()}
    wanted = {(c.snapshot_id, c.start, c.end): c for c in sources.citations(sentence, row)}
    gone = [citation.pk for key, citation in standing.items() if key not in wanted]
    if gone:
        Citation.objects.filter(pk__in=gone).delete()
    for key, citation in wanted.items():
        if key in standing and standing[key].position != citation.position:
            Citation.objects.filter(pk=standing[key].pk).update(position=citation.position)
    fresh = [citation for key, citation in wanted.items() if key not in standing]
    Citation.objects.bulk_create(fresh)
    return bool(gone or fresh)
