"""The fetcher against hundreds of hostile addresses and pages, served by a hostile server.

Printed: how each kind ended, the longest by wall clock and by processor, and peak memory of the fetcher and of the
process that reads pages. Bars: nothing inside is asked; every trial ends within its deadline
and the reading that follows it; the reader stays below its limit.

`--step=N` takes every Nth page only.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")


def main(options: list[str]) -> int:
    """Run all trials and print the table. Returns 1 where a bar was missed."""
    import django

    django.setup()
    from tests.wire import hostile
    from wire.extracting import MEMORY_BYTES, WALL_SECONDS

    step = next((int(one.partition("=")[2]) for one in options if one.startswith("--step=")), 1)
    with hostile.peaks() as peaks:
        pages = _pages(step)
        inside, addresses = _addresses()
    late = [name for name, outcome in (*pages, *addresses) if outcome.wall > hostile.SECONDS + WALL_SECONDS]
    _print("addresses", addresses)
    _print("pages", pages)
    print(f"\nPeak memory: fetcher {peaks['fetcher']:.0f} MB, reader {peaks['reader']:.0f} MB.")
    print(f"Asked inside: {len(inside)}. Later than {hostile.SECONDS + WALL_SECONDS:g} s: {len(late)}.")
    for name in (*inside, *late):
        print(f"MISSED {name}")
    return 1 if inside or late or peaks["reader"] > MEMORY_BYTES / 1e6 else 0


def _pages(step: int) -> list[tuple[str, Any]]:
    """Read every step-th hostile page, served by a process of its own."""
    import pytest

    from tests.wire import hostile
    from tests.wire.network import Net, Server

    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=hostile.serve_pages, args=(theirs,), daemon=True)
    server.start()
    address, names = ours.recv()
    with pytest.MonkeyPatch.context() as patch, Server(lambda caller: None) as unused:
        made = Net(unused)
        made.address = address
        patch.setattr(socket, "getaddrinfo", made.look_up)
        patch.setattr(socket, "create_connection", made.connect)
        found = [(names[n], hostile.read(f"http://paper.news/{n}")) for n in range(0, len(names), step)]
    ours.send("end")
    server.join()
    return found


def _addresses() -> tuple[list[str], list[tuple[str, Any]]]:
    """Ask for every hostile address. Returns those by which a place inside was asked, and how each ended."""
    import pytest

    from tests.wire import hostile
    from tests.wire.hostile_addresses import addresses
    from tests.wire.network import net

    inside, found = [], []
    with pytest.MonkeyPatch.context() as patch, net(lambda caller: None, patch) as made:
        for case in addresses():
            found.append((case.name, hostile.visit(made, case)))
            if hostile.went_inside(made, case) or found[-1][1].refusal is None:
                inside.append(case.name)
    return inside, found


def _print(kind: str, outcomes: list[tuple[str, Any]]) -> None:
    """One kind of trial: counts by ending, and the longest three."""
    counts = Counter(outcome.kind for _, outcome in outcomes)
    ended = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    print(f"\n{len(outcomes)} {kind}: {ended}")
    for measure in ("wall", "cpu"):
        longest = sorted(outcomes, key=lambda row: -getattr(row[1], measure))[:3]
        told = "; ".join(f"{getattr(outcome, measure):.2f} s {name}" for name, outcome in longest)
        print(f"  longest by {measure}: {told}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
