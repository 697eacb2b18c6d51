"""`python -m tests.servers [--deep | --faults] [pytest's words]`: the suite on SQLite, then on PostgreSQL and Redis.

--deep runs the long tests instead, --faults only those of them that hurt a running newsroom.

What is not installed is left out with a loud line; REQUIRE_ALL=1 makes that a failure.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from tests.servers.programs import find_chromium, missing
from tests.servers.starting import postgres, redis

NO_TESTS_COLLECTED = 5
_PARTS = {"--deep": "deep", "--faults": "faults"}
# Another newsroom's servers; and a wish to keep no compiled code, for which each pass compiles the tests anew.
_NOT_OURS = {"DATABASE_URL", "REDIS_URL", "PYTHONDONTWRITEBYTECODE"}
# What is not run where a program is missing.
_WITHOUT = {
    "Chromium": "the browser tests",
    "PostgreSQL": "the tests on PostgreSQL and Redis",
    "Redis": "the tests on PostgreSQL and Redis",
    "nginx": "the walk through docs/deploy",
    "faketime": "the tests that move the machine's time",
}


def main(arguments: Sequence[str]) -> int:
    """Run both passes and return 0 where all that ran passed and nothing required was left out."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = next((words for flag, words in _PARTS.items() if flag in arguments), "not deep")
    rest = [argument for argument in arguments if argument not in _PARTS]
    absent = missing()
    if absent and os.environ.get("REQUIRE_ALL") == "1":
        _loud(f"REQUIRE_ALL=1, and not installed here: {', '.join(absent)}")
        return 1
    codes = [_run("SQLite", _on_sqlite(wanted), rest, {}, waiting=int(wanted == "not deep"))]
    if codes[0] in {0, NO_TESTS_COLLECTED} or "-x" not in rest:
        codes += _run_on_servers(wanted, rest, absent)
    _say_what_was_left_out(absent)
    if set(codes) == {NO_TESTS_COLLECTED}:
        return NO_TESTS_COLLECTED
    return next((code for code in codes if code not in {0, NO_TESTS_COLLECTED}), 0)


def _on_sqlite(wanted: str) -> str:
    browser = "" if find_chromium() else " and not browser"
    return f"{wanted} and not services{browser}"


def _run_on_servers(wanted: str, rest: Sequence[str], absent: Sequence[str]) -> list[int]:
    if {"PostgreSQL", "Redis"} & set(absent):
        return []
    # What asks no database, and the operator's newsrooms, which run on SQLite whatever the run uses, ran once already.
    # Files that run there once in a while only (once.py) run there with the long tests.
    wanted = {"not deep": "not deep and not once", "deep": "(deep or once)"}.get(wanted, wanted)
    with _servers() as env:
        again = [*rest, "--ignore=tests/operator", "--database-only"]
        return [_run("PostgreSQL and Redis", f"{wanted} and not browser", again, env)]


@contextlib.contextmanager
def _servers() -> Iterator[dict[str, str]]:
    with postgres() as database_url, redis() as redis_url:
        yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}


def _run(name: str, expression: str, rest: Sequence[str], env: Mapping[str, str], *, waiting: int = 0) -> int:
    """Run pytest once. Its files lie in a folder of the run's own, so a newsroom that runs beside it is not touched."""
    print(f"\n=== The tests on {name} ===", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="newsroom-tests-") as var:
        ours = {key: value for key, value in os.environ.items() if key not in _NOT_OURS}
        ours |= {"VAR_DIR": var, **env}
        command = [sys.executable, "-m", "pytest", "-m", expression, *_workers(rest, waiting), *rest]
        return subprocess.run(command, env=ours, stdin=subprocess.DEVNULL).returncode


def _workers(rest: Sequence[str], waiting: int) -> list[str]:
    """Use every processor, up to four; a file's tests stay together, since they may share a running newsroom.

    `waiting` is how many workers more there are, since so many mostly wait: for a browser, for a newsroom that starts.

    xdist would give the files with few tests last, and those are the long ones: the order stays tests/conftest.py's.
    """
    is_chosen = any(argument.startswith(("-n", "--pdb")) for argument in rest)
    count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 4)
    if is_chosen or count < 2:
        return []
    return ["-n", str(count + waiting), "--dist", "loadfile", "--no-loadscope-reorder"]


def _say_what_was_left_out(absent: Sequence[str]) -> None:
    for name in absent:
        _loud(f"NOT RUN: {_WITHOUT[name]}, since {name} is not installed")


def _loud(text: str) -> None:
    bar = "!" * min(len(text) + 6, 100)
    print(f"\n{bar}\n!! {text} !!\n{bar}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
