"""Today's code takes over an embedded newsroom of commit 97b7c06 and loses nothing (fixtures/README.md)."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3

import pytest

from tests.operator import upgrading
from tests.operator.running import own_env
from tests.servers.sharing import folder_of_the_run, made_once


def _rows_of(path):
    def rows(statement):
        with contextlib.closing(sqlite3.connect(path)) as database:
            return database.execute(statement).fetchall()

    return rows


def test_an_upgrade_keeps_every_story_edition_and_file(request, tmp_path, tmp_path_factory):
    upgrading.lay_past(tmp_path / "past")
    before = upgrading.facts(_rows_of(tmp_path / "past" / "newsroom.sqlite3")), upgrading.files(tmp_path / "past/media")
    upgraded = made_once(folder_of_the_run(tmp_path_factory, request.config), "upgraded", upgrading.upgrade_past)
    shutil.copytree(upgraded, tmp_path / "var")
    path = tmp_path / "var" / "newsroom.sqlite3"
    upgrading.check_upgraded(before, own_env(tmp_path / "var"), _rows_of(path), tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as database:
        for table in ("editions_edition", "foundation_editlog", "stories_snapshot"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(f"UPDATE {table} SET id = id")
