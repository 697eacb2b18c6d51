"""What the Summary tab shows: the run, the sentences, the chosen one's evidence, suggestions, figures that differ."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse

from desk.differences import pieces
from desk.evidence import support_words
from desk.figures_told import differing
from desk.findings import findings_of
from desk.standing import summary_state
from desk.suggestions import offers
from desk.tabs.articles import WHY_UNUSED
from desk.tabs.page import Answer, tab_address
from desk.tabs.summary_choice import choose, reading_of
from desk.unsaid import newer_articles, of_one_report
from desk.update_ready import update_ready
from stories.composing import articles_of, numbers_of
from stories.models import Citation, Story, StoryArticle, Writer
from stories.placing import redacted_in

MOST_TAKEN_OUT = 20
# What the buttons of one sentence do, each of which sends its wording along.
SENTENCE_ACTS = ("edit", "keep", "release", "delete", "up", "down", "move")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """Everything on the tab, in a constant number of queries."""
    articles = articles_of(story)
    numbers = numbers_of(articles)
    by_article = {row.article_id: numbers[row.pk] for row in articles}
    run = story.runs.first()
    key, words = summary_state(story)
    sections = _sections(story, articles, numbers, answer)
    sentences = [row for section in sections for row in section.rows]
    chosen = choose(request, sentences, answer)
    return {
        "state": key,
        "state_words": words,
        "run": run,
        "sections": sections,
        "chosen": chosen,
        "is_chosen_by_hand": "sentence" in request.GET,
        "redact": reverse("admin:stories_story_redact", args=[story.pk]),
        "reading": reading_of(request, chosen, by_article),
        "taken_out": taken_out(story),
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
    by_section: dict[int, list[Any]] = {}
    numbers = {row.article_id: places[row.pk] for row in articles}
    for row in sentences_of(story, _shown(answer)):
        dress(row, articles, places, answer)
        row.marks = marks_of(row, numbers)
        by_section.setdefault(row.section_id, []).append(row)
    sections: list[Any] = list(story.sections.order_by("position", "pk"))
    for section in sections:
        section.rows = by_section.get(section.pk, [])
        _retype(section, "heading", answer, "rename")
        is_refused = answer.holds(section, "add")
        section.new_text = answer.typed.get("text", "") if is_refused else ""
        section.told_new = str(answer.refusal) if is_refused else ""
        section.new_seen = answer.seen(story, is_refused=is_refused)
    return [one for one in sections if one.rows or one.removed_at is None or one.told or one.told_new]


def sentences_of(story: Story, which: Q) -> list[Any]:
    """These sentences of a story in reading order, with their citations and the articles of these."""
    cited = Citation.objects.select_related("article__publisher").order_by("pk")
    rows = story.sentences.filter(which).select_related("author", "vouched_by")
    return list(rows.prefetch_related(Prefetch("citations", cited)).order_by("section__position", "position", "pk"))


def dress(row: Any, articles: Sequence[StoryArticle], places: Mapping[int, int], answer: Answer) -> None:
    """Give a sentence what its line shows: its support in words, findings, and what its form holds."""
    row.support, row.support_words = support_words(row)
    row.findings_told = findings_of(row, articles, places)
    row.needs_vouching = row.support == "unsupported" and row.written_by == Writer.PERSON
    _retype(row, "text", answer, *SENTENCE_ACTS)


def marks_of(row: Any, numbers: Mapping[int, int]) -> list[int]:
    """The numbers of the articles that a sentence cites; `numbers` by article id."""
    return sorted({numbers[one.article_id] for one in row.citations.all() if one.article_id in numbers})


def _shown(answer: Answer) -> Q:
    """The sentences that stand; and one that was taken out while somebody typed in it, to show their words."""
    is_typed = answer.refusal is not None and answer.typed.get("act") == "edit"
    with contextlib.suppress(ValueError):
        return Q(removed_at=None) | Q(uid=uuid.UUID(answer.row)) if is_typed else Q(removed_at=None)
    return Q(removed_at=None)


def _retype(row: Any, name: str, answer: Answer, *acts: str) -> None:
    """Give the row what its form holds: what was typed where that was refused, else what stands."""
    stands, is_refused = getattr(row, name), answer.holds(row, *acts)
    row.typed = answer.typed.get(name, stands) if is_refused else stands
    row.told = str(answer.refusal) if is_refused else ""
    row.is_vouch_typed = is_refused and "is_vouched" in answer.typed
    row.seen = answer.seen(row.story, is_refused=is_refused)
    row.shown = answer.typed.get("seen_text", stands) if is_refused and not answer.shows_both else stands
    row.both = pieces(stands, row.typed) if is_refused and answer.shows_both else []


def taken_out(story: Story) -> list[Any]:
    """The sentences that people took out, the last one first, each with who did; not those that were redacted."""
    rows = story.sentences.filter(removed_at__isnull=False, desk_changed_at__isnull=False).order_by("-removed_at")
    found: list[Any] = list(rows[:MOST_TAKEN_OUT])
    if not found:
        return []
    people = {one.text: one.deleted_by for one in story.deletions.select_related("deleted_by").order_by("pk")}
    redacted = redacted_in(story)
    for row in found:
        row.taken_by = people.get(row.text)
    return [row for row in found if str(row.uid) not in redacted]
