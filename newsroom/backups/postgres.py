"""PostgreSQL's part: its own pg_dump and pg_restore, which must be installed beside Newsroom."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from psycopg import sql

from foundation.errors import NewsroomError
from newsroom.backups.refusals import BadBackup, NotMade, NotRestored
from newsroom.backups.snapshot import EMPTIED_TABLES, Snapshot, by_table

FILE = "database.pgdump"
_COLUMNS = """SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
AND NOT a.attisdropped"""
# The server's own processes have no user. What kind of process another role's is, only superusers are told.
_OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"""


@contextlib.contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Dump the database beside running writers into a file in `folder`. Raises NotMade."""
    program = _find("pg_dump", NotMade)
    target = folder / FILE
    with _session() as session:
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        session.read_only = True
        # What we count and what pg_dump writes is one moment's: it joins our snapshot.
        moment = session.execute("SELECT pg_export_snapshot()").fetchone()
        assert moment is not None
        command = [program, "--format=custom", f"--snapshot={moment[0]}", f"--file={target}"]
        command += ["--no-owner", "--no-privileges"]
        command += [f"--exclude-table-data={table}" for table in EMPTIED_TABLES]
        _run([*command, *_address()], NotMade)
        columns = by_table(session.execute(_COLUMNS).fetchall())
        yield Snapshot("postgresql", target, columns, lambda statement: session.execute(statement.encode()).fetchall())


def check(file: Path) -> None:
    """Look whether pg_restore can read the file's list of contents. Raises BadBackup, NotRestored."""
    _find("psql", NotRestored)
    _run([_find("pg_restore", NotRestored), "--list", str(file)], BadBackup)


def refuse_in_use() -> None:
    """Refuse while other programs are connected to the database. Raises NotRestored."""
    with _session() as session:
        row = session.execute(_OTHERS).fetchone()
    others = row[0] if row else 0
    if others:
        raise NotRestored(
            f"{others} other {'session is' if others == 1 else 'sessions are'} open on the database. "
            "Stop web servers, workers and clock first. Nothing was changed."
        )


def put_back(file: Path) -> None:
    """Make the database equal to the dump, in one transaction. Raises NotRestored; then nothing was changed."""
    script = file.with_suffix(".sql")
    # Written out before it is run: psql would commit the first half of a script that pg_restore did not finish.
    _run(
        [
            _find("pg_restore", NotRestored),
            *("--clean", "--if-exists", "--no-owner", "--no-privileges"),
            *(f"--file={script}", str(file)),
        ],
        NotRestored,
    )
    command = [_find("psql", NotRestored), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    command += ["--output=/dev/null", f"--command={_dropping()}", f"--file={script}", *_address()]
    # Whoever came since refuse_in_use must not keep us waiting for ever.
    _run(command, NotRestored, {"PGOPTIONS": "-c lock_timeout=30s -c client_min_messages=warning"})


def _dropping() -> str:
    """Drop every table that stands, so that one of a newer version does not keep an older one from being replaced."""
    with _session() as session:
        tables = sorted({table for table, _ in session.execute(_COLUMNS).fetchall()})
        if not tables:
            return "SELECT 1"
        names = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
        return sql.SQL("DROP TABLE {} CASCADE").format(names).as_string(session)


def _session() -> psycopg.Connection[tuple[Any, ...]]:
    """A session of our own: Django's may come from a pool that opens more."""
    return psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor})


def _address() -> list[str]:
    # DATABASE_URL may name host and port after its question mark, where Django's own client overlooks them: then we
    # would count in one server, and dump or drop in another.
    found = connection.get_connection_params()
    settings = {**connection.settings_dict, "HOST": found.get("host", ""), "PORT": found.get("port", "")}
    arguments, _ = DatabaseClient.settings_to_cmd_args_env(settings, [])
    return list(arguments[1:])


def _find(program: str, refusal: type[NewsroomError]) -> str:
    found = shutil.which(program)
    if found is None:
        raise refusal(
            f"{program} is not on the PATH, and a backup of PostgreSQL needs it. On Debian or Ubuntu: "
            "apt-get install postgresql-client, of the server's version or newer."
        )
    return found


def _run(command: Sequence[str], refusal: type[NewsroomError], more: Mapping[str, str] | None = None) -> None:
    """Run one of them. The password goes by the environment: every user of a machine may read command lines."""
    _, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    done = subprocess.run(
        command,
        env={**os.environ, **(env or {}), **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500] or f"it ended with {done.returncode}"
        raise refusal(f"{Path(command[0]).name} refused: {said}")
