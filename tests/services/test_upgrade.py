"""Today's code takes over a newsroom of commit 97b7c06 on PostgreSQL and loses nothing."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.operator import upgrading
from tests.operator.running import own_env

# Every run brings the same newsroom up to date here and tries what stands in it (tests/backups/test_postgresql.py), and
# does all of this on SQLite (tests/operator/test_upgrade.py).
pytestmark = [pytest.mark.services, pytest.mark.deep]


@pytest.fixture
def database_url() -> Iterator[str]:
    """A database of the test's own on the run's PostgreSQL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL: make test starts one")
    name = f"upgrade_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_an_upgrade_on_postgresql_keeps_every_story_edition_and_file(database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(upgrading.statements())
    env = {**own_env(tmp_path / "var"), "DATABASE_URL": database_url, "SECRET_KEY": "x" * 60}
    upgrading.unpack_media(tmp_path / "var" / "media")

    def rows(statement):
        with psycopg.connect(database_url) as connection:
            return connection.execute(statement).fetchall()

    upgrading.check_upgrade(env, rows, tmp_path)
    for table in ("editions_edition", "foundation_editlog", "stories_snapshot"):
        with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
            rows(f"UPDATE {table} SET id = id RETURNING id")
