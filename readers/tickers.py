"""The page of a ticker: its stories, newest first. Name, exchange and symbol; no prices, no advice.

It stands only while a public story carries the ticker, so that none tells of a draft or a hidden one. A ticker that was
renamed leads to what it is called today.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editions.models import Listing, PublishedStory
from editions.restrictions import shown_tickers
from readers import streams
from readers.frames import Frame
from readers.freshness import PAGE_SECONDS, keep
from readers.lists import listed
from readers.moments import entry_label, interface_language
from reference.models import Instrument, successors_of

_NOBODY = "00000000-0000-0000-0000-000000000000"


@require_safe
def ticker(request: HttpRequest, key: str) -> HttpResponseBase:
    """The stories of one ticker, or the way to its new name."""
    mic, _, symbol = key.partition(":")
    row = shown_tickers().filter(mic=mic, symbol=symbol).first()
    if row is not None and row.status == Instrument.Status.RENAMED:
        return _lead_on(row)
    name = str(row) if row else ""
    frame = Frame(
        title=name,
        path=request.path,
        description=_history(row) if row else "",
        is_indexed="before" not in request.GET,
    )
    uid = str(row.uid) if row else _NOBODY
    return listed(request, Listing.Kind.INSTRUMENT, uid, frame, name, may_be_empty=False)


def _lead_on(row: Instrument) -> HttpResponseBase:
    """The way to the page of what the ticker is called today; raises Http404 where that has no story."""
    last = successors_of([row.uid])[-1]
    if not shown_tickers().filter(pk=last.pk).exists() or not streams.page(Listing.Kind.INSTRUMENT, str(last.uid)).rows:
        raise Http404
    response = HttpResponseRedirect(reverse("readers:ticker", kwargs={"key": f"{last.mic}:{last.symbol}"}))
    keep(response, seconds=PAGE_SECONDS)
    return response


def _history(row: Instrument) -> str:
    """What became of it in a line: former names, each only where a public story ran with it, and the end of listing."""
    told = [gettext("Formerly {name}.").format(name=old) for old in _former(row)]
    if row.status == Instrument.Status.DELISTED:
        ended = row.ended_on.isoformat() if row.ended_on else ""
        day = entry_label(ended, "happened", interface_language()) if ended else ""
        told.append(gettext("No longer listed since {day}.").format(day=day) if day else gettext("No longer listed."))
    return " ".join(told)


def _former(row: Instrument) -> list[Instrument]:
    rows: list[Instrument] = []
    asked = list(shown_tickers().filter(successor=row).order_by("ended_on", "pk"))
    while asked and len(rows) < 20:
        rows += asked
        asked = list(shown_tickers().filter(successor__in=asked).exclude(pk__in=[one.pk for one in rows]))
    keys = [str(one.uid) for one in rows]
    public = PublishedStory.objects.public().filter(listings__kind=Listing.Kind.INSTRUMENT, listings__key__in=keys)
    ran = set(public.values_list("listings__key", flat=True)) if rows else set()
    return [one for one in rows if str(one.uid) in ran]
