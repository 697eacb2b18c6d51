"""What the demo shows of tickers: one that waits, one confirmed, one denied, one renamed; firms and exchange invented.

Denied is the company that has the name of a party: the reports mean the party.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from editions.restrictions import standing
from foundation.models import User
from reference.importing.saving import import_exchanges, import_tickers
from reference.models import Instrument
from stories.models import Story, TickerSuggestion
from stories.tickers import deciding, looking, renaming

FOLDER = Path(__file__).parent
CONFIRMED, DENIED, RENAMED = "CRRNT", "HRBUN", "SRNMT"
NEW_NAME = renaming.NewName(symbol="SRNIN", name="Sarn Industries")
RENAMED_ON = date(2026, 5, 4)


def list_them(*, by: User) -> None:
    """Take the invented exchange and its list in, as an editor does from files. Doing it again changes nothing."""
    import_exchanges((FOLDER / "exchanges.csv").read_bytes(), by=by)
    import_tickers((FOLDER / "instruments.csv").read_bytes(), by=by, forbidden=standing().names)


def confirm(story: Story, *, by: User) -> None:
    """Put the ticker that the copy names on its story."""
    deciding.confirm(_proposed(story, CONFIRMED), seen=story.desk_revision, by=by)


def deny(story: Story, *, by: User) -> None:
    """Say that the copy does not mean the company."""
    deciding.deny(_proposed(story, DENIED), by=by)


def rename(*, by: User) -> None:
    """Give a company that a public story names another name: its new page keeps the story."""
    renaming.rename(Instrument.objects.get(symbol=RENAMED), NEW_NAME, on=RENAMED_ON, by=by)


def _proposed(story: Story, symbol: str) -> TickerSuggestion:
    looking.look(story.pk)
    return TickerSuggestion.objects.select_related("instrument").get(story=story, instrument__symbol=symbol)
