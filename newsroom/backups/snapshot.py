"""A database as it stood at one moment, whichever kind it is: what a backup reads all its facts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Whoever holds a session's key is logged in, so backups hold none: after a restore everybody logs in again.
EMPTIED_TABLES = ("django_session",)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`file` holds the database in its own backup form; `rows` answers a query as of the same moment."""

    database: str
    file: Path
    columns: Mapping[str, frozenset[str]]
    rows: Callable[[str], list[tuple[Any, ...]]]

    def counts(self) -> dict[str, int]:
        """Rows by table, as they stand in the file."""
        return {
            table: 0 if table in EMPTIED_TABLES else self.rows(f'SELECT count(*) FROM "{table}"')[0][0]  # noqa: S608
            for table in sorted(self.columns)
        }

    def migrations(self) -> list[list[str]]:
        """App and name of every migration that was applied."""
        if "django_migrations" not in self.columns:
            return []
        return [list(row) for row in self.rows("SELECT app, name FROM django_migrations ORDER BY id")]


def by_table(pairs: list[tuple[Any, ...]]) -> dict[str, frozenset[str]]:
    """Columns by table, from rows of table and column."""
    tables = {table for table, _ in pairs}
    return {table: frozenset(column for t, column in pairs if t == table) for table in tables}
