"""The Timeline tab: entries dated as people type, each with the articles it cites."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from desk.access import person
from desk.date_meaning import meaning
from desk.differences import pieces
from desk.tabs import promise_acts
from desk.tabs.page import Answer, Done, Tab, row_id, seen_by, seen_text
from desk.tabs.promise_acts import proposed
from foundation.dating import label
from foundation.errors import BadText
from stories import chronology
from stories.composing import articles_of, numbers_of
from stories.models import Article, Citation, Story, TimelineEntry
from stories.placing import redacted_in
from stories.timelines.promises import has_passed

MOST_TAKEN_OUT = 20
PAGE = 100


class BadDate(BadText):
    """What was typed as the date is no date, or means two; `choices` are then both: what it means, what to type."""

    def __init__(self, refusal: BadText, language: str) -> None:
        super().__init__(str(refusal))
        readings = refusal.choices if isinstance(refusal, chronology.TwoDates) else ()
        self.choices = [(meaning(one, language), one.as_typed) for one in readings]


def add(request: HttpRequest, story: Story) -> Done:
    """Add an entry."""
    entry = chronology.add_entry(
        story,
        date=_date(request, story),
        text=request.POST.get("text", ""),
        articles=_chosen(request, story),
        seen=seen_by(request),
        by=person(request),
    )
    return Done(f"The entry was added. Its date: {_label(entry, story)}.", f"e-{entry.uid}", _page_of(entry))


def change(request: HttpRequest, story: Story) -> Done:
    """Change an entry in place."""
    entry = _entry(request, story)
    entry = chronology.change_entry(
        entry,
        date=_date(request, story),
        text=request.POST.get("text", ""),
        articles=_chosen(request, story),
        seen=seen_by(request),
        seen_text=seen_text(request),
        by=person(request),
    )
    return Done(f"The entry was saved. Its date: {_label(entry, story)}.", f"e-{entry.uid}", _page_of(entry))


def remove(request: HttpRequest, story: Story) -> Done:
    """Take an entry out."""
    entry, shown = _entry(request, story), seen_text(request)
    chronology.remove_entry(entry, seen=seen_by(request), seen_text=shown, by=person(request))
    page = request.GET.get("page", "")
    return Done("The entry was taken out.", query=f"?page={page}" if page.isdecimal() else "")


def up(request: HttpRequest, story: Story) -> Done:
    """Move an entry up by one place among those of the same days."""
    return _step(request, story, -1)


def down(request: HttpRequest, story: Story) -> Done:
    """Move an entry down by one place among those of the same days."""
    return _step(request, story, 1)


def _step(request: HttpRequest, story: Story, step: int) -> Done:
    entry, shown = _entry(request, story), seen_text(request)
    chronology.move_entry(entry, step=step, seen=seen_by(request), seen_text=shown, by=person(request))
    return Done("The order was saved.", f"e-{entry.uid}", _page_of(entry))


def put_back(request: HttpRequest, story: Story) -> Done:
    """Bring back an entry that was taken out."""
    entry = chronology.put_back_entry(_entry(request, story, stands=False), seen=seen_by(request), by=person(request))
    return Done("The entry stands in the timeline again.", f"e-{entry.uid}", _page_of(entry))


def _date(request: HttpRequest, story: Story) -> str:
    """The date as typed, or the one that was chosen where it meant two.

    Reads it once by itself, so that a refusal of it is told at its field. A choice counts for what was asked only.
    """
    typed = request.POST.get("date", "")
    if typed == request.POST.get("asked", ""):
        typed = request.POST.get("reading", typed)
    try:
        chronology.read_date(typed, language=story.language)
    except BadText as refusal:
        raise BadDate(refusal, story.language) from refusal
    return typed


def _label(entry: TimelineEntry, story: Story) -> str:
    return label(entry.date, entry.status, language=story.language)


def _page_of(entry: TimelineEntry) -> str:
    """The query that opens the page on which an entry stands."""
    page = list(chronology.standing_entries(entry.story).values_list("uid", flat=True)).index(entry.uid) // PAGE + 1
    return f"?page={page}" if page > 1 else ""


def _entry(request: HttpRequest, story: Story, *, stands: bool = True) -> TimelineEntry:
    try:
        return story.timeline_entries.filter(removed_at__isnull=stands).get(uid=uuid.UUID(row_id(request)))
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
    days, first, page = _page(request, story, answer)
    entries: list[Any] = list(
        chronology.standing_entries(story)
        .select_related("author")
        .prefetch_related(Prefetch("citations", cited), "outcomes")[first : first + PAGE]
    )
    today = timezone.localdate()
    for at, entry in enumerate(entries, first):
        entry.label = label(entry.date, entry.status, language=story.language)
        entry.may_go_up, entry.may_go_down = days[at] == days[at - 1], days[at] == days[at + 1]
        entry.planned_before = [label(date, language=story.language) for date in entry.promised]
        entry.has_passed = has_passed(entry, today=today)
        entry.marks = [(by_article.get(c.article_id), c) for c in entry.citations.all()]
        promise_acts.hold_typed(entry, answer)
    here = {str(entry.uid) for entry in entries}
    is_new = answer.row not in here
    is_promise = answer.typed.get("act") in {*promise_acts.ANSWERS, "outcomes"}
    edited = answer.row if not (is_new or is_promise) else request.GET.get("edit", "")
    return {
        **proposed(request, story, by_article, answer),
        "entries": entries,
        "page": page,
        "taken_out": _taken_out(story),
        "edited": next((entry for entry in entries if str(entry.uid) == edited), None),
        "choices": sorted(
            ((numbers[row.pk], row.article) for row in rows if row.removed_at is None), key=lambda choice: choice[0]
        ),
        **_typed(story, entries, edited, answer, is_new=is_new),
    }


def _page(request: HttpRequest, story: Story, answer: Answer) -> tuple[list[Any], int, Page[Any]]:
    """The days of all entries and, behind them, none; the place of the page's first entry; the page itself.

    A row that is edited, or was refused, is on the page that is shown, whichever was asked for.
    """
    rows = list(chronology.standing_entries(story).values_list("status", "sort_from", "sort_to", "uid"))
    wanted = answer.row or request.GET.get("edit", "")
    place = next((place for place, row in enumerate(rows) if str(row[3]) == wanted), None)
    number = request.GET.get("page", "1") if place is None else str(place // PAGE + 1)
    page = Paginator(rows, PAGE).get_page(number)
    return [*((row[0] == "planned", *row[1:3]) for row in rows), None], max(page.start_index() - 1, 0), page


def _taken_out(story: Story) -> list[Any]:
    """The entries that were taken out, the last one first; not those that were redacted."""
    redacted = redacted_in(story)
    rows = story.timeline_entries.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")[:MOST_TAKEN_OUT]
    found: list[Any] = [row for row in rows if str(row.uid) not in redacted]
    for row in found:
        row.label = label(row.date, row.status, language=story.language)
    return found


def _typed(story: Story, entries: Sequence[Any], edited: str, answer: Answer, *, is_new: bool) -> dict[str, Any]:
    """What the two forms hold: what was typed where a save was refused, else what stands."""
    entry = next((entry for entry in entries if str(entry.uid) == edited), None)
    is_refused = answer.refusal is not None and answer.typed.get("act") in {"add", "change"}
    standing = _standing(entry) if entry else {}
    typed = _of_form(answer.typed)
    is_row = is_refused and not is_new
    shows_both = is_row and answer.shows_both and (typed["date"], typed["text"]) != (standing["date"], standing["text"])
    return {
        "row": typed if is_row else standing,
        "fresh": typed if is_refused and is_new else {},
        "is_bad_date": isinstance(answer.refusal, BadDate),
        "asked": answer.refusal.choices if isinstance(answer.refusal, BadDate) else [],
        "is_new_refused": is_refused and is_new,
        "row_seen": answer.seen(story, is_refused=is_row),
        "fresh_seen": answer.seen(story, is_refused=is_refused and is_new),
        "row_shown": typed["shown"] if is_row and not answer.shows_both else standing.get("text", ""),
        "both": pieces(_line(standing), _line(typed)) if shows_both else [],
    }


def _standing(entry: Any) -> dict[str, Any]:
    cited = {citation.article_id for _, citation in entry.marks}
    return {"date": entry.as_typed or entry.date, "text": entry.text, "articles": cited}


def _of_form(typed: QueryDict) -> dict[str, Any]:
    chosen = {int(value) for value in typed.getlist("articles") if value.isdecimal() and len(value) < 19}
    text = typed.get("text", "").replace("\r\n", "\n")
    shown = typed.get("seen_text", "").replace("\r\n", "\n")
    return {"date": typed.get("date", ""), "text": text, "articles": chosen, "shown": shown}


def _line(values: dict[str, Any]) -> str:
    return f"{values['date']}: {values['text']}"


_ACTS = (add, change, remove, up, down, put_back, *promise_acts.ACTS)
TAB = Tab("timeline", context, {act.__name__: act for act in _ACTS})
