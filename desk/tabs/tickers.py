"""The Tickers tab: what stands on the story, and what its copy names, each with its evidence, confirmed or denied."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from desk.access import person
from desk.tabs.page import Answer, Done, Tab, row_id, seen_by
from foundation.errors import BadText
from stories import curating
from stories.models import Story, TickerSuggestion
from stories.tickers import deciding

MOST_SHOWN = 100
State = TickerSuggestion.State


def confirm(request: HttpRequest, story: Story) -> Done:
    """Put a proposed ticker on the story."""
    row = _row(request, story)
    deciding.confirm(row, seen=seen_by(request), by=person(request))
    return Done(f"{row.instrument} stands on the story. Readers see it from its next version on.", "proposed")


def deny(request: HttpRequest, story: Story) -> Done:
    """Say that the copy does not mean it."""
    row = _row(request, story)
    deciding.deny(row, by=person(request))
    return Done(f"{row.instrument} is not proposed for this story again.", "proposed")


def reopen(request: HttpRequest, story: Story) -> Done:
    """Take a no back."""
    row = _row(request, story)
    deciding.reopen(row, by=person(request))
    return Done(f"{row.instrument} is proposed again.", "proposed")


def take_off(request: HttpRequest, story: Story) -> Done:
    """Take a ticker off the story."""
    wanted = row_id(request)
    standing = list(story.instruments.all())
    gone = next((one for one in standing if str(one.uid) == wanted), None)
    if gone is None:
        raise BadText("This ticker does not stand on the story any more.")
    rest = [one for one in standing if one.pk != gone.pk]
    curating.change_story(story, seen=seen_by(request), by=person(request), instruments=rest)
    return Done(f"{gone} was taken off.", "standing")


def look(request: HttpRequest, story: Story) -> Done:
    """Look through the copy now."""
    count = deciding.look_now(story, by=person(request))
    return Done(f"The copy was looked through: {count} ticker{'s'[: count != 1]} wait for a decision.", "proposed")


def _row(request: HttpRequest, story: Story) -> TickerSuggestion:
    try:
        uid = uuid.UUID(row_id(request))
    except ValueError as error:
        raise BadText("The form names no ticker. Load the page again.") from error
    row = TickerSuggestion.objects.select_related("instrument").filter(story=story, uid=uid).first()
    if row is None:
        raise BadText("This proposal is not of this story.")
    return row


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The tickers of the story, those that wait, and those that were denied."""
    rows = TickerSuggestion.objects.filter(story=story).select_related("instrument", "decided_by")
    standing = list(story.instruments.select_related("successor"))
    here = {one.pk for one in standing}
    proposed = [row for row in rows.open()[:MOST_SHOWN] if row.instrument_id not in here]
    return {
        "standing_tickers": standing,
        "proposed": proposed,
        "denied": rows.filter(state=State.DENIED).order_by("-decided_at")[:MOST_SHOWN],
    }


_ACTS = (confirm, deny, reopen, take_off, look)
TAB = Tab("tickers", context, {act.__name__: act for act in _ACTS})
