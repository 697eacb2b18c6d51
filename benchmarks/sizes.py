"""What every page costs at 1,000 and at 100,000 published stories, on SQLite and on PostgreSQL.

    python -m benchmarks sizes [--sqlite | --postgres] [--small=N] [--large=N] [--only=WORDS]

Both databases where PostgreSQL is installed, unless one is named; every page, or those with WORDS in their names. A
database of its own is filled (filling.py says with what, and how content is shared), measured, grown and measured
again. Each page is asked for at 50 addresses spread over the archive (or 50 times at its only one), through the whole
middleware, warm. Each address is asked up to three times in turn with its floor and its best time counts, so that the
load of the machine is told from what the data cost; p50 and p95 are taken over the addresses. The floor is a plain view
that returns the same bytes ready-made.

Times are processor time, that of PostgreSQL's process for the connection included (SQLite runs inside ours); where the
system does not tell it, wall time. PostgreSQL is kept from sharing a query out to several processes.
What the partners' door keeps rendered is thrown away before every request.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS = 3
# A page is asked again only while its addresses took less than this in all.
PATIENCE_SECONDS = 3.0
SMALL, LARGE = 1_000, 100_000
# A desk page: at most 40 queries and 1 s. Lists and feeds: at most twice what they take in the small archive.
BARS: dict[str, tuple[int, float]] = {
    "home": (4, 6.0),
    "story": (2, 4.0),
    "desk front": (12, 300.0),
    "desk front, only mine": (12, 300.0),
    "desk front, one kind": (12, 300.0),
}
DESK_BAR = (40, 1_000.0)
GROWTH_BAR = 2.0
# These hold every address there is, up to 25,000 in a file: they are as long as the archive by their purpose.
MAY_GROW = {"sitemap index", "sitemap file"}
# Times below this waver by more than they could grow.
LEAST_MS = 1.0


def rows(small: int = SMALL, large: int = LARGE, *, database_url: str = "", only: str = "") -> list[dict[str, Any]]:
    """Measure in a process of its own; a row for each page, with `small` and `large` holding what was measured."""
    with tempfile.TemporaryDirectory(prefix="newsroom-sizes-") as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/sizes.sqlite3",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DOORS": "all",
            "DEBUG": "0",
            "PGOPTIONS": "-c max_parallel_workers_per_gather=0",
            "SECRET_KEY": "only for this benchmark",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "benchmarks.sizes", "--measure", f"--small={small}", f"--large={large}"]
        command += [f"--only={only}"] if only else []
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(sizes: list[int], only: str = "") -> list[dict[str, Any]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    from benchmarks import filling

    call_command("migrate", verbosity=0)
    call_command("sync_roles", verbosity=0)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, "staticfiles": plain}
    archive, measured = filling.begin(), []
    with override_settings(STORAGES=storages, ROOT_URLCONF="benchmarks.ready"):
        from benchmarks.asking import clients, pages
        from desk import shifts

        shifts.TOUCH_SECONDS = 86_400  # that somebody is at the desk is written down once, not in the middle of a count
        asking = clients()
        for size in sizes:
            began = time.perf_counter()
            filling.grow(archive, size)
            _say(f"{size:,} stories: filled in {time.perf_counter() - began:.0f} s, {_megabytes():,.0f} MB")
            wanted = [page for page in pages(Random(size), stories=size) if only in page.name]
            measured.append([_page(asking[page.door], page) for page in wanted])
    return [
        {"page": now["page"], "door": now["door"], "small": before, "large": now}
        for before, now in zip(measured[0], measured[-1], strict=True)
    ]


def _page(client: Client, page: Any) -> dict[str, Any]:
    """One page: queries (the most of all addresses), bytes of the largest answer, p50 and p95 beside the floor's."""
    from benchmarks import ready

    for address in page.addresses[:3]:
        ask(client, address)
    best: dict[int, list[float]] = {}
    size, began = 0, time.perf_counter()
    for _ in range(ROUNDS):
        for place, address in enumerate(page.addresses):
            ours, response = ask(client, address)
            ready.BODY = response.content
            floor, _same = ask(client, "/ready/")
            known = best.get(place, [ours, floor])
            best[place] = [min(known[0], ours), min(known[1], floor)]
            size = max(size, len(ready.BODY))
        if time.perf_counter() - began > PATIENCE_SECONDS:
            break
    ours_ms, floors_ms = ([pair[which] for pair in best.values()] for which in (0, 1))
    queries = max(queries_of(client, address) for address in page.addresses[:5])
    found = {"page": page.name, "door": page.door, "bytes": size, "queries": queries}
    found |= {"p50": _part(ours_ms, 0.5), "p95": _part(ours_ms, 0.95), "floor_p95": _part(floors_ms, 0.95)}
    _say(f"  {page.name}: {found['p95']:.2f} ms, {queries} queries")
    return found


def ask(client: Client, address: str) -> tuple[float, HttpResponse]:
    """Ask once. Return the milliseconds and the answer. Raises RuntimeError where it is not 200."""
    _empty_presses()
    began = _seconds()
    response: Any = client.get(address)
    taken = (_seconds() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken, response


def _seconds() -> float:
    """Processor time of this process and of the database's for our connection; wall time where that is not told."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    # Linux: nanoseconds the process spent on a processor stand first.
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not told.exists():
        return time.perf_counter()
    return time.process_time() + int(told.read_text().split()[0]) / 1e9


def queries_of(client: Client, address: str) -> int:
    """Return how many queries the address takes, nothing kept from before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask(client, address)
    return len(captured)


def _empty_presses() -> None:
    from partners import press

    for one in (press.DOCUMENTS, press.LINES):
        one.clear()


def _part(values: list[float], part: float) -> float:
    """The value below which that part of them lies."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * part))], 2)


def _megabytes() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0]) / 1e6
    return Path(str(connection.settings_dict["NAME"])).stat().st_size / 1e6


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def missed(row: dict[str, Any]) -> list[str]:
    """The bars the page misses, in words."""
    found, large, small = [], row["large"], row["small"]
    queries, most_ms = BARS.get(row["page"], DESK_BAR if row["door"] == "desk" else (10_000, float("inf")))
    if large["queries"] > queries:
        found.append(f"over {queries} queries")
    if large["p95"] > most_ms:
        found.append(f"over {most_ms:.0f} ms")
    if (
        row["door"] != "desk"
        and row["page"] not in MAY_GROW
        and large["p95"] > GROWTH_BAR * max(small["p95"], LEAST_MS)
    ):
        found.append(f"over {GROWTH_BAR:.0f} times")
    return found


def _print(found: list[dict[str, Any]], small: int, large: int) -> None:
    print(f"| page | queries | kB | p50 / p95 ms at {small:,} | p50 / p95 ms at {large:,} | p95 grows | floor p95 | |")
    print("|---|---|---|---|---|---|---|---|")
    for row in found:
        one, two = row["small"], row["large"]
        queries = str(two["queries"]) if one["queries"] == two["queries"] else f"{one['queries']} to {two['queries']}"
        print(
            f"| {row['page']} | {queries} | {two['bytes'] / 1000:.1f} | {one['p50']:.1f} / {one['p95']:.1f} "
            f"| {two['p50']:.1f} / {two['p95']:.1f} | {two['p95'] / one['p95']:.2f} | {two['floor_p95']:.2f} "
            f"| {', '.join(missed(row))} |"
        )


@contextlib.contextmanager
def _database(kind: str) -> Iterator[str]:
    """The URL of an empty database of that kind, "" for a file of the benchmark's own."""
    if kind == "SQLite":
        yield ""
        return
    from tests.servers.starting import postgres

    with postgres() as url:
        yield url


def main() -> int:
    """Print a table for each database. Returns 1 where a bar is missed."""
    from tests.servers.programs import find_postgres

    parser = argparse.ArgumentParser(prog="python -m benchmarks sizes", description=__doc__)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--small", type=int, default=SMALL)
    parser.add_argument("--large", type=int, default=LARGE)
    parser.add_argument(
        "--only", default="", help="only pages whose names hold these words, such as 'search everything'"
    )
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(_measure([given.small, given.large], given.only)))
        return 0
    kinds = [kind for kind, is_wanted in (("SQLite", given.sqlite), ("PostgreSQL", given.postgres)) if is_wanted]
    kinds = kinds or ["SQLite", *(["PostgreSQL"] if find_postgres() else [])]
    failed = 0
    for kind in kinds:
        with _database(kind) as url:
            found = rows(given.small, given.large, database_url=url, only=given.only)
        print(f"\n### {kind}\n")
        _print(found, given.small, given.large)
        failed += any(missed(row) for row in found)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
