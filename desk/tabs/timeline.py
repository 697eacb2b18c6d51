"""The Timeline tab: entries dated as people type, each with the articles it cites."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from desk.access import person
from desk.tabs.page import Answer, Done, Tab, row_id, seen_by
from foundation.dating import label
from foundation.errors import BadText
from stories import chronology
from stories.composing import articles_of, numbers_of
from stories.models import Article, Citation, Story, TimelineEntry


class BadDate(BadText):
    """What was typed as the date is no date, or means two."""


def add(request: HttpRequest, story: Story) -> Done:
    """Add an entry."""
    entry = chronology.add_entry(
        story,
        date=_date(request),
        text=request.POST.get("text", ""),
        articles=_chosen(request, story),
        seen=seen_by(request),
        by=person(request),
    )
    return Done("The entry was added.", f"e-{entry.uid}")


def change(request: HttpRequest, story: Story) -> Done:
    """Change an entry in place."""
    entry = _entry(request, story)
    chronology.change_entry(
        entry,
        date=_date(request),
        text=request.POST.get("text", ""),
        articles=_chosen(request, story),
        seen=seen_by(request),
        by=person(request),
    )
    return Done("The entry was saved.", f"e-{entry.uid}")


def remove(request: HttpRequest, story: Story) -> Done:
    """Take an entry out."""
    chronology.remove_entry(_entry(request, story), seen=seen_by(request), by=person(request))
    return Done("The entry was taken out.")


def _date(request: HttpRequest) -> str:
    """The date as typed. Reads it once by itself, so that a refusal of it is told at its field."""
    typed = request.POST.get("date", "")
    try:
        chronology.read_date(typed)
    except BadText as refusal:
        raise BadDate(str(refusal)) from refusal
    return typed


def _entry(request: HttpRequest, story: Story) -> TimelineEntry:
    try:
        return story.timeline_entries.filter(removed_at__isnull=True).get(uid=uuid.UUID(row_id(request)))
    except (TimelineEntry.DoesNotExist, ValueError):
        raise BadText("This entry is no longer in the timeline. What you typed is below: add it anew.") from None


def _chosen(request: HttpRequest, story: Story) -> Sequence[Article]:
    ids = {int(value) for value in request.POST.getlist("articles") if value.isdecimal() and len(value) < 19}
    return [row.article for row in articles_of(story) if row.removed_at is None and row.article_id in ids]


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """Entries in order, the one that is being edited, and the articles that may be cited."""
    rows = articles_of(story)
    numbers = numbers_of(rows)
    by_article = {row.article_id: numbers[row.pk] for row in rows}
    cited = Citation.objects.select_related("article__publisher").order_by("pk")
    entries: list[Any] = list(
        story.timeline_entries.filter(removed_at__isnull=True)
        .select_related("author")
        .prefetch_related(Prefetch("citations", cited))
    )
    for entry in entries:
        entry.label = label(entry.date, entry.status, language=story.language)
        entry.marks = [(by_article.get(c.article_id), c) for c in entry.citations.all()]
    here = {str(entry.uid) for entry in entries}
    is_new = answer.row not in here
    edited = answer.row if not is_new else request.GET.get("edit", "")
    return {
        "entries": entries,
        "edited": next((entry for entry in entries if str(entry.uid) == edited), None),
        "choices": sorted(
            ((numbers[row.pk], row.article) for row in rows if row.removed_at is None), key=lambda choice: choice[0]
        ),
        **_typed(request, entries, edited, answer, is_new=is_new),
    }


def _typed(
    request: HttpRequest, entries: Sequence[Any], edited: str, answer: Answer, *, is_new: bool
) -> dict[str, Any]:
    """What the two forms hold: what was typed where a save was refused, else what stands."""
    typed = {
        "date": request.POST.get("date", ""),
        "text": request.POST.get("text", ""),
        "articles": {int(value) for value in request.POST.getlist("articles") if value.isdecimal() and len(value) < 19},
    }
    entry = next((entry for entry in entries if str(entry.uid) == edited), None)
    standing = (
        {
            "date": entry.as_typed or entry.date,
            "text": entry.text,
            "articles": {citation.article_id for _, citation in entry.marks},
        }
        if entry
        else {}
    )
    is_refused = answer.refusal is not None and answer.typed.get("act") in {"add", "change"}
    return {
        "row": typed if is_refused and not is_new else standing,
        "fresh": typed if is_refused and is_new else {},
        "is_bad_date": isinstance(answer.refusal, BadDate),
        "is_new_refused": is_refused and is_new,
    }


TAB = Tab("timeline", context, {"add": add, "change": change, "remove": remove})
