"""The Figures tab: the board of figures that the desk watches, and figures that differ between sources."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from desk.access import person
from desk.figures_told import differing
from desk.tabs.page import Answer, Done, Tab, row_id
from desk.typed_dates import read_moment
from foundation.errors import BadText
from stories import board
from stories.composing import articles_of, numbers_of
from stories.models import BoardLine, BoardValue, Story
from stories.summarising.reading import sources_of


def add(request: HttpRequest, story: Story) -> Done:
    """Watch a figure under a label, or give a watched one another value."""
    value, as_of = request.POST.get("value", ""), read_moment(request.POST.get("as_of", ""))
    if row_id(request):
        line = _line(request, story)
        board.add_value(line, value=value, as_of=as_of, sources=sources_of(story), by=person(request))
    else:
        label = request.POST.get("label", "")
        line = board.add_line(
            story, label=label, value=value, as_of=as_of, sources=sources_of(story), by=person(request)
        )
    return Done("The figure was saved.", f"b-{line.uid}")


def accept(request: HttpRequest, story: Story) -> Done:
    """Accept a value that the machine proposes."""
    value = _value(request, story)
    board.decide_value(value, accept=True, by=person(request))
    return Done("The figure was accepted.", f"b-{value.line.uid}")


def reject(request: HttpRequest, story: Story) -> Done:
    """Refuse a value that the machine proposes."""
    value = _value(request, story)
    board.decide_value(value, accept=False, by=person(request))
    return Done("The figure was refused. It is not proposed again.", "board")


def remove(request: HttpRequest, story: Story) -> Done:
    """Take one value out of a line."""
    value = _value(request, story)
    board.remove_value(value, by=person(request))
    return Done("The value was taken out.", f"b-{value.line.uid}")


def remove_line(request: HttpRequest, story: Story) -> Done:
    """Watch a figure no more."""
    board.remove_line(_line(request, story), by=person(request))
    return Done("The figure is not watched any more.", "board")


def _line(request: HttpRequest, story: Story) -> BoardLine:
    try:
        return story.board_lines.select_related("story").get(uid=uuid.UUID(row_id(request)))
    except (BoardLine.DoesNotExist, ValueError):
        raise BadText("This figure is no longer on the board. Load the page again.") from None


def _value(request: HttpRequest, story: Story) -> BoardValue:
    try:
        rows = BoardValue.objects.filter(line__story=story).select_related("line__story")
        return rows.get(uid=uuid.UUID(row_id(request)))
    except (BoardValue.DoesNotExist, ValueError):
        raise BadText("This value is no longer on the board. Load the page again.") from None


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The board, and the figures that differ, each side with its passage and time."""
    articles = articles_of(story)
    numbers = numbers_of(articles)
    by_article = {row.article_id: numbers[row.pk] for row in articles}
    lines = board.board_of(story)
    for value in [value for shown in lines for value in (*shown.standing, *shown.proposed)]:
        number = by_article.get(value.article_id) if value.article_id else None
        value.number = number  # type: ignore[attr-defined]
    typed = answer.typed if answer.refusal is not None else {}
    return {
        "lines": lines,
        "differences": differing(story, articles, numbers),
        "typed": typed,
        "typed_row": typed.get("row", ""),
    }


_ACTS = (add, accept, reject, remove, remove_line)
TAB = Tab("figures", context, {act.__name__: act for act in _ACTS})
