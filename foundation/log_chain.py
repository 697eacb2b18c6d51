"""The hash chain over the edit log: each link covers its row and the link before it, so that nothing can be changed
or taken out unseen.

Verbs write rows and never wait for the chain: an order that all writers agreed on would make them take turns. The clock
links committed rows a moment later (decision 11). A row that commits after a later one simply comes after it in the
chain. What a link covers are stable ids, never names, so that a person can be erased (foundation/erasing.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from foundation.models import EditLog, LogLink

START = "0" * 64
# Rows below the newest linked one that every pass looks through: those of transactions that took longer than others.
WINDOW_ROWS = 1_000
# A row may bear a time so much older than one before it: transactions last, and clocks of several machines differ.
LATE = timedelta(minutes=10)


def link_new(*, limit: int = 2_000, everything: bool = False) -> int:
    """Link the next rows that have no link, in the order of their ids. Returns how many.

    Looks through the newest rows; through all with `everything`, which costs a pass over the table. Two at once are
    harmless: positions are unique, and the slower one starts again.
    """
    last = LogLink.objects.order_by("-position").first()
    rows = unlinked()
    if last is not None and not everything:
        rows = rows.filter(pk__gt=last.row_id - WINDOW_ROWS)
    waiting = list(rows.select_related("person", "policy_of").order_by("pk")[:limit])
    if not waiting:
        return 0
    now, before, links = timezone.now(), last.hash if last else START, []
    for position, row in enumerate(waiting, start=last.position + 1 if last else 1):
        before = link_hash(row, position=position, before=before)
        links.append(LogLink(position=position, row=row, hash=before, linked_at=now))
    try:
        with transaction.atomic():
            LogLink.objects.bulk_create(links)
    except IntegrityError:
        return 0
    return len(links)


def unlinked() -> QuerySet[EditLog]:
    """Rows that are not in the chain yet."""
    return EditLog.objects.filter(~Exists(LogLink.objects.filter(row=OuterRef("pk"))))


def told_by(row: EditLog) -> list[Any]:
    """Everything a row says, in the order in which it is hashed: plain values of JSON."""
    return [
        row.pk,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.verb,
        row.subject_kind,
        str(row.subject_uid),
        str(row.person.uid) if row.person else "",
        row.engine,
        str(row.policy_of.uid) if row.policy_of else "",
        row.command,
        row.partner,
        row.before,
        row.after,
        row.reason,
    ]


def link_hash(row: EditLog, *, position: int, before: str) -> str:
    """Return the hash of a link, 64 hex digits: over its position, the hash before it and everything the row says."""
    told = [position, before, *told_by(row)]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(slots=True)
class Verified:
    """What was looked at: `head` is "position:hash" of the last link, `waiting` the rows that have no link yet."""

    rows: int = 0
    waiting: int = 0
    head: str = ""
    late: list[int] = field(default_factory=list)


def verify(counted: Verified, *, head: str = "") -> Iterator[str]:
    """Yield each fault of the log in words; counts into `counted` meanwhile.

    `head`, as an earlier look told it, must still stand: a chain that was cut at its end, or built anew, is whole
    in itself. Rows that were written long after the time they bear are named in `counted.late`.
    """
    before, expected, newest = START, 1, None
    wanted, _, wanted_hash = head.partition(":")
    for link, row in _pairs():
        if link.position != expected:
            yield f"Missing: links {expected} to {link.position - 1} of the chain were taken out."
        fault = _fault(link, row, before=before if link.position == expected else None)
        if fault:
            yield fault
        if str(link.position) == wanted and link.hash != wanted_hash:
            yield f"Another: link {wanted} is not the one that was told; the chain was built anew."
        if row is not None:
            if newest is not None and row.at < newest - LATE:
                counted.late.append(row.pk)
            newest = row.at if newest is None else max(newest, row.at)
        before, expected = link.hash, link.position + 1
        counted.rows += 1
    counted.head = f"{expected - 1}:{before}"
    if wanted and int(wanted) >= expected:
        yield f"Missing: links {expected} to {wanted} of the chain were cut off its end."
    counted.waiting = unlinked().count()


def _fault(link: LogLink, row: EditLog | None, *, before: str | None) -> str:
    """What is wrong with one link; without the hash before it, which went with what was taken out, only a lost row."""
    if row is None:
        return f"Missing: row {link.row_id} of the log, link {link.position}, was taken out."
    if before is not None and link_hash(row, position=link.position, before=before) != link.hash:
        return f"Altered: row {row.pk} of the log ({row.verb}), link {link.position}, is not what was written."
    return ""


def _pairs() -> Iterator[tuple[LogLink, EditLog | None]]:
    """Every link with its row, or None where the row is gone; in the order of the chain."""
    links, step, after = LogLink.objects.order_by("position"), 2_000, 0
    while page := list(links.filter(position__gt=after)[:step]):
        rows = EditLog.objects.select_related("person", "policy_of").in_bulk([link.row_id for link in page])
        yield from ((link, rows.get(link.row_id)) for link in page)
        after = page[-1].position
