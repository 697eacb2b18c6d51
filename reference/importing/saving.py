"""Take a list of tickers or exchanges in: new ones are added, a new name or ISIN is taken, the editors' words stay."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from foundation.models import Actor, EditLog
from foundation.name_forms import Names
from reference import exchanges
from reference.importing.reading import Listed, Refused, read_exchanges, read_tickers
from reference.matching.aliases import Alias, is_one_word, read_stored
from reference.models import Exchange, Instrument

AT_ONCE = 1_000
MOST_TOLD = 50
_FORBIDDEN = "carries a name that must not be published (reporting restrictions)."


@dataclass(slots=True)
class Imported:
    """What became of the lines of a file. `changed` says of each what it was and is."""

    uid: uuid.UUID = field(default_factory=uuid.uuid4)
    added: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    is_dry_run: bool = False

    def told(self) -> str:
        """The counts in one line."""
        counts = (
            f"{self.added} added, {len(self.changed)} changed, {self.unchanged} unchanged, {len(self.refused)} refused"
        )
        return f"{counts}. Nothing was saved: this was a try." if self.is_dry_run else f"{counts}."


def import_tickers(raw: bytes, *, by: Actor, forbidden: Names, mic: str = "", dry_run: bool = False) -> Imported:
    """Add and change instruments as a file says; the same file again changes nothing. Raises reading.BadFile.

    No alias is touched. A new name of one word is added as one that needs context: an editor says when it
    means nothing else. A ticker that was renamed is refused: its successor is the one to change. So is what carries a
    `forbidden` name: each ticker has a page, where its name stands.
    """
    lines = list(read_tickers(raw, mic=mic, exchange_names=exchanges.names()))
    made = Imported(is_dry_run=dry_run, refused=[line for line in lines if isinstance(line, Refused)])
    with transaction.atomic():
        standing = {(row.mic, row.symbol): row for row in Instrument.objects.all()}
        fresh, changed = _compare((line for line in lines if isinstance(line, Listed)), standing, forbidden, made)
        if not dry_run and (fresh or changed):
            Instrument.objects.bulk_create(fresh, batch_size=AT_ONCE)
            Instrument.objects.bulk_update(changed, ["name", "isin", "aliases", "changed_at"], batch_size=AT_ONCE)
            after = {"added": made.added, "changed": len(made.changed), "which": made.changed[:MOST_TOLD]}
            EditLog.objects.record("import_tickers", made, by=by, after=after, kind="Instrument")
    made.refused.sort(key=lambda line: line.line)
    return made


def _compare(
    lines: Iterable[Listed], standing: Mapping[tuple[str, str], Instrument], forbidden: Names, made: Imported
) -> tuple[list[Instrument], list[Instrument]]:
    """The rows to add and those to change, not saved yet; `made` counts them."""
    fresh, changed = [], []
    for line in lines:
        row = standing.get((line.mic, line.symbol))
        is_known = row is not None and (row.name, row.isin) == (line.name, line.isin or row.isin)
        if not is_known and forbidden.found_in_any([line.symbol, line.name]):
            made.refused.append(Refused(line.line, f"{line.mic}:{line.symbol} {_FORBIDDEN}"))
        elif row is None:
            fresh.append(_fresh(line))
            made.added += 1
        elif row.status == Instrument.Status.RENAMED:
            made.refused.append(Refused(line.line, f"{line.mic}:{line.symbol} was renamed: change its successor."))
        elif is_known:
            made.unchanged += 1
        else:
            made.changed.append(f"{line.mic}:{line.symbol}: {row.name} {row.isin} → {line.name} {line.isin}".strip())
            row.aliases = _with_first(row, line.name)
            row.name, row.isin, row.changed_at = line.name, line.isin or row.isin, timezone.now()
            changed.append(row)
    return fresh, changed


def _fresh(line: Listed) -> Instrument:
    return Instrument(
        symbol=line.symbol, mic=line.mic, name=line.name, isin=line.isin, aliases=first_aliases(line.name)
    )


def first_aliases(name: str) -> list[dict[str, object]]:
    """What is added to the aliases with a name of one word: it needs context until an editor says otherwise."""
    return [Alias(name, needs_context=True).as_json()] if is_one_word(name) else []


def _with_first(row: Instrument, name: str) -> list[object]:
    """The row's aliases, all kept; a new name of one word that none of them is comes last."""
    known = {alias.text.casefold() for alias in read_stored(row.aliases)}
    return [*row.aliases, *(first_aliases(name) if name.casefold() not in known else [])]


def import_exchanges(raw: bytes, *, by: Actor, dry_run: bool = False) -> Imported:
    """Add and rename exchanges as a file says. Raises reading.BadFile."""
    made = Imported(is_dry_run=dry_run)
    wanted: dict[str, str] = {}
    for line in read_exchanges(raw):
        if isinstance(line, Refused):
            made.refused.append(line)
        else:
            wanted.setdefault(*line)
    with transaction.atomic():
        standing = {row.mic: row for row in Exchange.objects.all()}
        fresh = [Exchange(mic=mic, name=name) for mic, name in wanted.items() if mic not in standing]
        renamed = [row for mic, row in standing.items() if wanted.get(mic, row.name) != row.name]
        made.changed = [f"{row.mic}: {row.name} → {wanted[row.mic]}" for row in renamed]
        made.added, made.unchanged = len(fresh), len(wanted) - len(fresh) - len(renamed)
        if not dry_run and (fresh or renamed):
            for row in renamed:
                row.name = wanted[row.mic]
            Exchange.objects.bulk_create(fresh, batch_size=AT_ONCE)
            Exchange.objects.bulk_update(renamed, ["name"], batch_size=AT_ONCE)
            after = {"added": made.added, "changed": len(renamed), "which": made.changed[:MOST_TOLD]}
            EditLog.objects.record("import_exchanges", made, by=by, after=after, kind="Exchange")
            transaction.on_commit(exchanges.forget)
    return made
