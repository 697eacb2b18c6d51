"""Database triggers that make a table append-only, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Tables whose rows are inserted once and never changed. A migration of each room guards its own.
GUARDED_TABLES = (
    "foundation_editlog",
    "foundation_loglink",
    "editions_edition",
    "editions_redaction",
    "stories_snapshot",
    "stories_correction",
)

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_no_{name} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION newsroom_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END
$$ LANGUAGE plpgsql"""
_POSTGRES = """CREATE OR REPLACE TRIGGER {table}_no_{name} BEFORE {act} ON {table}
FOR EACH ROW EXECUTE FUNCTION newsroom_append_only()"""


def guard(table: str, *, database: BaseDatabaseWrapper = connection) -> None:
    """Refuse UPDATE and DELETE on the table from now on. Guarding twice is harmless."""
    is_sqlite = database.vendor == "sqlite"
    with database.cursor() as cursor:
        if not is_sqlite:
            cursor.execute(_POSTGRES_FUNCTION)
        for act in ("UPDATE", "DELETE"):
            cursor.execute((_SQLITE if is_sqlite else _POSTGRES).format(table=table, name=act.lower(), act=act))


def unguard(table: str, *, database: BaseDatabaseWrapper = connection) -> None:
    """Take the guard away again: for reversing a migration and for `lifted`."""
    with database.cursor() as cursor:
        for act in ("update", "delete"):
            where = "" if database.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{where}")


def guard_all(*, database: BaseDatabaseWrapper = connection) -> None:
    """Guard every table of GUARDED_TABLES that exists.

    SQLite changes a column by building the table anew, and drops its triggers with the old one, silently: so
    after every `migrate` all are set again.
    """
    standing = set(database.introspection.table_names())
    for table in GUARDED_TABLES:
        if table in standing:
            guard(table, database=database)


@contextmanager
def lifted(*tables: str) -> Iterator[None]:
    """Lift the guards inside a transaction of the caller's: a purge by legal order, and tests that empty tables."""
    for table in tables:
        unguard(table)
    try:
        yield
    finally:
        for table in tables:
            guard(table)
