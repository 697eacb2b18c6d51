"""What takes long to make and is only copied then is made once for all workers of a run."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection


@contextlib.contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Let one worker of the run in at a time; the lock is a file in the folder that they share."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def folder_of_the_run(factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """Return the folder that all workers of the run have in common."""
    base = factory.getbasetemp()
    return base.parent if hasattr(config, "workerinput") else base


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name`, which the first worker of the run has made by `make`; whoever changes it copies it."""
    made = folder / name
    with one_at_a_time(folder, name):
        if not made.exists():
            part = folder / f"{name}.part"
            make(part)
            part.rename(made)
    return made


@contextlib.contextmanager
def migrated_once(folder: Path, run: str) -> Iterator[None]:
    """Within it the test database is made: by the first worker with every migration, by the others from its copy.

    `run` names the run, in letters and digits.
    """
    around = _from_file(folder) if connection.vendor == "sqlite" else _from_template(_template_of(run))
    with one_at_a_time(folder, "migrated"), around:
        yield


def migrated_template(request: pytest.FixtureRequest) -> str:
    """The database on PostgreSQL that the workers' own are copied from; its empty one where no workers share a run."""
    if not hasattr(request.config, "workerinput") or connection.vendor != "postgresql":
        return "template1"
    request.getfixturevalue("django_db_setup")
    return _template_of(run_of(request.config))


def run_of(config: pytest.Config) -> str:
    """The name of a run that workers share, in letters and digits."""
    return str(config.workerinput["testrunuid"][:16])


def _template_of(run: str) -> str:
    return f"migrated_{run}"


def forget_migrated(folder: Path, run: str) -> None:
    """Drop what the copies were made from; a worker that comes later migrates by itself."""
    if connection.vendor == "postgresql":
        with one_at_a_time(folder, "migrated"), connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_template_of(run)}"')


@contextlib.contextmanager
def _from_file(folder: Path) -> Iterator[None]:
    path = folder / "migrated.sqlite3"
    if not path.exists():
        yield
        part = path.with_suffix(".part")
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(part)) as made:
            connection.connection.backup(made)
        part.rename(path)
        return
    # The database in memory lives while somebody is connected to it; Django finds every migration applied.
    name = connection.creation._get_test_db_name()
    with contextlib.closing(sqlite3.connect(name, uri=True)) as ours:
        with contextlib.closing(sqlite3.connect(path)) as made:
            made.backup(ours)
        yield


@contextlib.contextmanager
def _from_template(template: str) -> Iterator[None]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        is_made = cursor.fetchone() is not None
    if is_made:
        connection.settings_dict["TEST"]["TEMPLATE"] = template
        yield
        return
    yield
    made = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{made}"')
