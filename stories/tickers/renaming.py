"""What becomes of a ticker: it is renamed, delisted, or listed again. Its stories keep the name that they ran with.

A renamed one stays as a row that leads to its successor. Stories that stand in its list stand in that of the successor
too, so the new page has the stories of both and is still one range of an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from editions.content import upgrade
from editions.models import Listing, PublishedStory
from editions.restrictions import standing
from foundation.errors import NewsroomError, NotAllowed
from foundation.limits import NAME_CHARS
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line
from reference.importing.isin import why_no_isin
from reference.models import Instrument, successors_of
from reference.symbols import SYMBOL_CHARS, why_no_mic, why_no_symbol
from stories.recording import list_keys, successor_keys

Status = Instrument.Status


class NotRenamed(NewsroomError):
    """The ticker stays as it is."""


@dataclass(frozen=True, slots=True)
class NewName:
    """What a ticker is called from a day on; an empty field is as before."""

    symbol: str = ""
    mic: str = ""
    name: str = ""
    isin: str = ""


@transaction.atomic
def rename(old: Instrument, new: NewName, *, on: date | None, by: Actor) -> Instrument:
    """Let a ticker lead to its new name, whose row is made or, where it stands already, taken. Raises NotRenamed,
    BadText, NotAllowed.
    """
    _allow(by)
    old = Instrument.objects.select_for_update().get(pk=old.pk)
    if old.status == Status.RENAMED:
        raise NotRenamed(f"{old} was renamed already: rename its successor, {old.successor}.")
    successor = _successor(old, new)
    if successor.pk == old.pk or old.pk in {row.pk for row in successors_of([successor.uid])}:
        raise NotRenamed("A ticker cannot become itself: give another symbol or exchange.")
    _set(old, by, status=Status.RENAMED, successor=successor, ended_on=on)
    _list_with_successors(old)
    return successor


@transaction.atomic
def delist(instrument: Instrument, *, on: date | None, by: Actor) -> None:
    """Say that the ticker is traded no more. Its page and its stories stay. Raises NotRenamed, NotAllowed."""
    _allow(by)
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if row.status != Status.LISTED:
        raise NotRenamed(f"{row} is {row.get_status_display()} already.")
    _set(row, by, status=Status.DELISTED, ended_on=on)


@transaction.atomic
def relist(instrument: Instrument, *, by: Actor) -> None:
    """Take a renaming or delisting back: the ticker is listed as before. Raises NotRenamed, NotAllowed."""
    _allow(by)
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if row.status == Status.LISTED:
        raise NotRenamed(f"{row} is listed.")
    later = successors_of([row.uid])
    _set(row, by, status=Status.LISTED, successor=None, ended_on=None)
    _unlist(row, later)


def _allow(by: Actor) -> None:
    if isinstance(by, User) and not by.has_perm("reference.change_instrument"):
        raise NotAllowed("Only an editor may say what became of a ticker. Nothing was done.")


def _successor(old: Instrument, new: NewName) -> Instrument:
    symbol = clean_line(new.symbol, name="The symbol", max_chars=SYMBOL_CHARS).upper() or old.symbol
    mic = new.mic.strip().upper() or old.mic
    name = clean_line(new.name, name="The name", max_chars=NAME_CHARS) or old.name
    isin = new.isin.strip().upper() or old.isin
    if why := why_no_symbol(symbol) or why_no_mic(mic) or (isin and why_no_isin(isin)):
        raise NotRenamed(why)
    standing().refuse([symbol, name], what="This ticker")
    made = {"name": name, "isin": isin, "aliases": old.aliases}
    found, _ = Instrument.objects.get_or_create(mic=mic, symbol=symbol, defaults=made)
    if found.status == Status.RENAMED:
        raise NotRenamed(f"{found} was renamed itself. Name what it is called today.")
    return found


def _set(row: Instrument, by: Actor, **values: Any) -> None:
    before = {name: _told(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "changed_at"])
    after = {name: _told(value) for name, value in values.items()}
    verbs = {"renamed": "rename_ticker", "delisted": "delist_ticker", "listed": "relist_ticker"}
    verb = verbs[str(row.status)]
    EditLog.objects.record(verb, row, by=by, before=before, after=after)


def _told(value: Any) -> str:
    return "" if value is None else str(value)


def _list_with_successors(old: Instrument) -> None:
    """Let every story in the old list stand in those of its successors too."""
    rows = list(Listing.objects.filter(kind=Listing.Kind.INSTRUMENT, key=str(old.uid)))
    for later in successors_of([old.uid]):
        Listing.objects.bulk_create(
            (Listing(kind=row.kind, key=str(later.uid), sort_at=row.sort_at, story_id=row.story_id) for row in rows),
            ignore_conflicts=True,
            batch_size=500,
        )


def _unlist(old: Instrument, later: list[Instrument]) -> None:
    """Take stories out of lists in which they stood by the renaming alone."""
    keys = [str(row.uid) for row in later]
    listed = Listing.objects.filter(kind=Listing.Kind.INSTRUMENT, key=str(old.uid)).values("story")
    for story in PublishedStory.objects.filter(pk__in=listed).select_related("current_edition").iterator(100):
        edition = story.current_edition
        if edition is None:
            continue
        content = upgrade(edition.content, edition.schema_version)
        stays = {key for _, key in list_keys(content) | successor_keys(content)}
        gone = [key for key in keys if key not in stays]
        Listing.objects.filter(kind=Listing.Kind.INSTRUMENT, key__in=gone, story=story).delete()
