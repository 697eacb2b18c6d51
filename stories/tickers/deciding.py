"""Say yes or no to a ticker that was proposed. It stands for the story for good, until a person reopens it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from foundation.errors import StaleSave
from foundation.models import EditLog, User
from reference.models import Instrument
from stories.acting import allow
from stories.attention import look_again
from stories.curating import log, may_edit, take_desk
from stories.models import Story, TickerLook, TickerSuggestion
from stories.tickers.looking import look

State = TickerSuggestion.State


@transaction.atomic
def confirm(suggestion: TickerSuggestion, *, seen: int, by: User) -> Story:
    """Put the ticker on its story. Others may have saved since `seen`: what is added touches nothing of theirs.

    Raises StaleSave where somebody decided it or renamed the ticker meanwhile, states.NotNow, and as take_desk does.
    """
    story = _allow("confirm_ticker", suggestion, by)
    _refuse_renamed(Instrument.objects.select_related("successor").get(pk=suggestion.instrument_id))
    take_desk(story, seen=seen, by=by, merges=True)
    _decide(suggestion, State.CONFIRMED, by)
    story.instruments.add(suggestion.instrument)
    log("confirm_ticker", story, by=by, ticker=str(suggestion.instrument), suggestion=str(suggestion.uid))
    return story


@transaction.atomic
def deny(suggestion: TickerSuggestion, *, by: User) -> None:
    """Say that the copy does not mean it: it is never proposed for this story again. Raises as `confirm` does."""
    _allow("deny_ticker", suggestion, by)
    _decide(suggestion, State.DENIED, by)
    after = {"ticker": str(suggestion.instrument), "suggestion": str(suggestion.uid)}
    EditLog.objects.record("deny_ticker", suggestion.story, by=by, after=after)


@transaction.atomic
def reopen(suggestion: TickerSuggestion, *, by: User) -> None:
    """Take a no back: it is proposed again. Raises StaleSave where nobody had said no, else as `confirm`.

    The copy is looked through again: what it names may have got another name since the no, or be named no more.
    """
    _allow("reopen_ticker", suggestion, by)
    denied = TickerSuggestion.objects.filter(pk=suggestion.pk, state=State.DENIED)
    if not denied.update(state=State.OPEN, decided_by=None, decided_at=None):
        raise StaleSave("This ticker is not denied any more. Look at what stands.")
    TickerLook.objects.filter(story=suggestion.story_id).delete()
    look_again(Story.objects.filter(pk=suggestion.story_id))
    after = {"ticker": str(suggestion.instrument), "suggestion": str(suggestion.uid)}
    EditLog.objects.record("reopen_ticker", suggestion.story, by=by, after=after)


def look_now(story: Story, *, by: User) -> int:
    """Look through the copy at a person's word, and return how many tickers wait. Raises NotAllowed, states.NotNow."""
    standing = Story.objects.get(pk=story.pk)
    may_edit(standing, by)
    allow("edit", standing, by=by)
    waiting = look(story.pk)
    EditLog.objects.record("look_for_tickers", story, by=by, after={"waiting": waiting})
    return waiting


def _allow(verb: str, suggestion: TickerSuggestion, by: User) -> Story:
    story = Story.objects.get(pk=suggestion.story_id)
    may_edit(story, by)
    allow(verb, story, by=by)
    return story


def _refuse_renamed(instrument: Instrument) -> None:
    if instrument.status == Instrument.Status.RENAMED:
        raise StaleSave(
            f"{instrument} is {instrument.successor} by now. Look through the copy again and confirm that one."
        )


def _decide(suggestion: TickerSuggestion, state: str, by: User) -> None:
    waits = TickerSuggestion.objects.filter(pk=suggestion.pk, state__in=[State.OPEN, State.GONE])
    if not waits.update(state=state, decided_by=by, decided_at=timezone.now()):
        raise StaleSave("Somebody decided about this ticker already. Look at what stands.")
