"""The newsroom as it stands here: which kind of database it has, and whether people's work is in it."""

from __future__ import annotations

from types import ModuleType

from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres

from newsroom.backups import postgres, sqlite

# A newsroom that only `prepare` has seen has no row in any of these.
PEOPLES_WORK = (
    "foundation_user",
    "foundation_editlog",
    "stories_story",
    "stories_article",
    "editions_publishedstory",
    "editions_edition",
    "media_image",
)


def engine() -> ModuleType:
    """The module that knows this newsroom's database."""
    return sqlite if connection.vendor == "sqlite" else postgres


def is_empty() -> bool:
    """Whether nobody's work stands here."""
    tables = set(connection.introspection.table_names())
    return not any(table in tables and _count(table, "LIMIT 1") for table in PEOPLES_WORK)


def counts(tables: list[str]) -> dict[str, int]:
    """Rows by table; a table that does not stand is left out."""
    standing = set(connection.introspection.table_names())
    return {table: _count(table) for table in tables if table in standing}


def disconnect() -> None:
    """Close every session of this process, those of a pool as well."""
    connection.close()
    if isinstance(connection, Postgres):
        connection.close_pool()


def _count(table: str, limit: str = "") -> int:
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {name} {limit}) AS found")  # noqa: S608
        row = cursor.fetchone()
    return int(row[0])
