"""Today's code takes over an embedded newsroom of commit 97b7c06 and loses nothing (fixtures/README.md)."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest

from tests.operator import upgrading
from tests.operator.running import own_env


def test_an_upgrade_keeps_every_story_edition_and_file(tmp_path):
    env = own_env(tmp_path / "var")
    path = tmp_path / "var" / "newsroom.sqlite3"
    path.parent.mkdir()
    path.write_bytes(upgrading.database())
    upgrading.unpack_media(path.parent / "media")

    def rows(statement):
        with contextlib.closing(sqlite3.connect(path)) as database:
            return database.execute(statement).fetchall()

    upgrading.check_upgrade(env, rows, tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as database:
        for table in ("editions_edition", "foundation_editlog", "stories_snapshot"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(f"UPDATE {table} SET id = id")
