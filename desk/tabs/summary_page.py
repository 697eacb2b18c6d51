"""What the Summary tab shows: the run, the sentences beside their evidence, suggestions, figures that differ."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest

from desk.differences import pieces
from desk.evidence import passages, support_words, texts_of
from desk.figures_told import differing
from desk.findings import findings_of
from desk.standing import summary_state
from desk.suggestions import offers
from desk.tabs.articles import WHY_UNUSED
from desk.tabs.page import Answer, tab_address
from desk.unsaid import newer_articles, of_one_report
from desk.update_ready import update_ready
from stories.composing import articles_of, numbers_of
from stories.models import Citation, Story, StoryArticle, Writer

# What the buttons of one sentence do, each of which sends its wording along.
_SENTENCE_ACTS = ("edit", "keep", "release", "delete")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """Everything on the tab, in a constant number of queries."""
    articles = articles_of(story)
    numbers = numbers_of(articles)
    by_article = {row.article_id: numbers[row.pk] for row in articles}
    run = story.runs.first()
    key, words = summary_state(story)
    sections = _sections(story, articles, numbers, answer)
    sentences = [row for section in sections for row in section.rows]
    return {
        "state": key,
        "state_words": words,
        "run": run,
        "sections": sections,
        "update_ready": update_ready(story),
        "update_action": tab_address(story, "publish"),
        "single": of_one_report(sentences),
        "sentence_count": len(sentences),
        "newer": newer_articles(articles, numbers, sentences),
        "suggestions": offers(story, by_article),
        "differences": differing(story, articles, numbers, run) if run else [],
        "unused": [
            (numbers[row.pk], row.article, WHY_UNUSED.get(row.note, row.note.replace("_", " ")))
            for row in sorted(articles, key=lambda row: numbers[row.pk])
            if row.note and row.removed_at is None
        ],
    }


def _sections(story: Story, articles: Sequence[StoryArticle], places: Mapping[int, int], answer: Answer) -> list[Any]:
    """The sections that stand, each with its sentences under `rows`; `places` are numbers by row id."""
    numbers = {row.article_id: places[row.pk] for row in articles}
    cited = Citation.objects.select_related("article__publisher").order_by("pk")
    sentences: list[Any] = list(
        story.sentences.filter(_shown(answer))
        .select_related("author", "vouched_by")
        .prefetch_related(Prefetch("citations", cited))
        .order_by("section__position", "position", "pk")
    )
    texts = texts_of(citation for row in sentences for citation in row.citations.all())
    by_section: dict[int, list[Any]] = {}
    for row in sentences:
        row.passages = passages(row.citations.all(), texts, numbers)
        row.support, row.support_words = support_words(row)
        row.findings_told = findings_of(row, articles, places)
        row.needs_vouching = row.support == "unsupported" and row.written_by == Writer.PERSON
        _retype(row, "text", story, answer, *_SENTENCE_ACTS)
        by_section.setdefault(row.section_id, []).append(row)
    sections: list[Any] = list(story.sections.order_by("position", "pk"))
    for section in sections:
        section.rows = by_section.get(section.pk, [])
        _retype(section, "heading", story, answer, "rename")
        is_refused = answer.holds(section, "add")
        section.new_text = answer.typed.get("text", "") if is_refused else ""
        section.told_new = str(answer.refusal) if is_refused else ""
        section.new_seen = answer.seen(story, is_refused=is_refused)
    return [one for one in sections if one.rows or one.removed_at is None or one.told or one.told_new]


def _shown(answer: Answer) -> Q:
    """The sentences that stand; and one that was taken out while somebody typed in it, to show their words."""
    is_typed = answer.refusal is not None and answer.typed.get("act") == "edit"
    with contextlib.suppress(ValueError):
        return Q(removed_at=None) | Q(uid=uuid.UUID(answer.row)) if is_typed else Q(removed_at=None)
    return Q(removed_at=None)


def _retype(row: Any, name: str, story: Story, answer: Answer, *acts: str) -> None:
    """Give the row what its form holds: what was typed where that was refused, else what stands."""
    stands, is_refused = getattr(row, name), answer.holds(row, *acts)
    row.typed = answer.typed.get(name, stands) if is_refused else stands
    row.told = str(answer.refusal) if is_refused else ""
    row.is_vouch_typed = is_refused and "is_vouched" in answer.typed
    row.seen = answer.seen(story, is_refused=is_refused)
    row.shown = answer.typed.get("seen_text", stands) if is_refused and not answer.shows_both else stands
    row.both = pieces(stands, row.typed) if is_refused and answer.shows_both else []
