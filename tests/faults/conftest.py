"""Prepared newsrooms, made once, and newsrooms that run on copies of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.faults.newsroom_under_test import Newsroom, Somebody, environment, production
from tests.faults.servers import Server, copy_folder, own_postgres, own_redis
from tests.operator.running import ROOT
from tests.servers.programs import find_postgres, find_redis
from tests.servers.starting import free_port, own_folder

POSTGRES, SQLITE = "PostgreSQL and Redis", "embedded"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A newsroom's folder, its database's folder where that is PostgreSQL's, and what it holds."""

    var: Path
    data: Path | None
    filled: dict[str, Any]


@dataclass(slots=True)
class Running:
    """A newsroom that runs in production mode, and its servers."""

    newsroom: Newsroom
    postgres: Server
    redis: Server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here; all but the smoke of the checker is deep."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("faults")
            if item.path.name != "test_checker.py":
                item.add_marker("deep")


def leave_out(reason: str) -> NoReturn:
    """Skip; or fail, where everything is required."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, and {reason}")
    pytest.skip(reason)


def _fill(env: dict[str, str], var: Path) -> dict[str, Any]:
    """Prepare the newsroom and put the stories in."""
    if sys.platform != "linux":
        leave_out("these tests read /proc")
    done = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    person = Somebody(env, var / "people.log")
    try:
        filled: dict[str, Any] = person.ask("fill")
    finally:
        person.leave()
    return filled


@pytest.fixture(scope="session")
def prepared_on_postgres() -> Iterator[Prepared]:
    """The stories in a PostgreSQL that was stopped."""
    if find_postgres() is None or find_redis() is None:
        leave_out("PostgreSQL or Redis is not installed")
    with own_folder() as (folder, _), own_postgres() as server:
        (folder / "var").mkdir()
        filled = _fill(environment(folder / "var", DATABASE_URL=server.url), folder / "var")
        server.close()
        yield Prepared(folder / "var", server.folder / "data", filled)


@pytest.fixture(scope="session")
def prepared_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The stories in an embedded newsroom that does not run."""
    var = tmp_path_factory.mktemp("prepared")
    return Prepared(var, None, _fill(environment(var), var))


@contextmanager
def running(
    prepared: Prepared,
    var: Path,
    *,
    env: dict[str, str] | None = None,
    more: Mapping[str, list[str]] | None = None,
    wrap: Mapping[str, list[str]] | None = None,
) -> Iterator[Running]:
    """A production newsroom on servers of its own. All get `env`; `more` units run; `wrap` goes before commands."""
    with ExitStack() as stack:
        copy_folder(prepared.var, var)
        postgres = stack.enter_context(own_postgres(prepared.data, env))
        redis = stack.enter_context(own_redis())
        port = free_port()
        whole = environment(var, DATABASE_URL=postgres.url, REDIS_URL=redis.url, **(env or {}))
        units = {**production(port), **(more or {})}
        units = {name: [*(wrap or {}).get(name, []), *command] for name, command in units.items()}
        newsroom = Newsroom(whole, port, units, prepared.filled, POSTGRES)
        stack.callback(newsroom.end)
        wait_for_start(newsroom)
        yield Running(newsroom, postgres, redis)


@contextmanager
def embedded(prepared: Prepared, var: Path, *, is_mortal: bool = False) -> Iterator[Newsroom]:
    """An embedded newsroom: `manage.py up` and nothing beside it; an article can kill a mortal one's worker."""
    copy_folder(prepared.var, var)
    port = free_port()
    up = ["-m", "tests.faults.mortal_up", str(port)] if is_mortal else ["manage.py", "up", "--port", str(port)]
    env = environment(var, DJANGO_SETTINGS_MODULE="newsroom.settings")
    newsroom = Newsroom(env, port, {"up": [sys.executable, *up]}, prepared.filled, SQLITE)
    try:
        wait_for_start(newsroom)
        yield newsroom
    finally:
        newsroom.end()


def wait_for_start(newsroom: Newsroom) -> None:
    """Wait until its pages come and an update that is due is done."""
    first = newsroom.probe()
    newsroom.wait_until(lambda: first.seen.answers[200] > 0, "a page came")
    first.stop()
    newsroom.begin_updates(stories=newsroom.filled["stories"][:2])
    newsroom.editor.finish()
    newsroom.wait_until(newsroom.is_at_rest, "the first updates were done")


@pytest.fixture(scope="module")
def room(prepared_on_postgres: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A production newsroom that the tests of a module hurt one after the other."""
    with running(prepared_on_postgres, tmp_path_factory.mktemp("room")) as found:
        yield found
