"""The drill on PostgreSQL: backed up beside a writer, the database dropped, restored into an empty one."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.backups.drilling import UID, numbers_written, run, writing
from tests.operator import upgrading
from tests.operator.running import own_env, wait_until

pytestmark = pytest.mark.services


class Room:
    """A newsroom on a database of its own, whose files lie in `var`."""

    def __init__(self, server: str, var: Path, *, like: str = "template1") -> None:
        self.server, self.name, self.var = server, f"drill_{uuid.uuid4().hex[:8]}", var
        self.url = urlsplit(server)._replace(path=f"/{self.name}").geturl()
        self.env = {**own_env(var), "DATABASE_URL": self.url, "SECRET_KEY": "x" * 60}
        self.make(like)

    def make(self, like: str = "template1") -> None:
        """Make the database, empty or as a copy of one to which nobody is connected."""
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{like}"')

    def drop(self) -> None:
        """Lose the database."""
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def rows(self, statement: str) -> list[tuple]:
        """Ask the database."""
        with psycopg.connect(self.url) as session:
            return session.execute(statement).fetchall()


@pytest.fixture(scope="module")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A newsroom with stories, editions, pictures and an edit log, brought up to date; tests work in copies of it."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL: make test starts one")
    room = Room(server, tmp_path_factory.mktemp("brought-up") / "var")
    with psycopg.connect(room.url) as session:
        session.execute(upgrading.statements())
    upgrading.unpack_media(room.var / "media")
    assert run(room.env, "prepare").returncode == 0
    yield room
    room.drop()


@pytest.fixture
def room(brought_up: Room, tmp_path: Path) -> Iterator[Room]:
    """A newsroom of the test's own."""
    shutil.copytree(brought_up.var, tmp_path / "var")
    room = Room(brought_up.server, tmp_path / "var", like=brought_up.name)
    yield room
    room.drop()


def test_a_newsroom_on_postgresql_that_was_lost_comes_back_as_it_was(room, tmp_path):
    before, files = upgrading.facts(room.rows), upgrading.files(room.var / "media")
    backup = tmp_path / "backup.tar"
    with psycopg.connect(room.url, autocommit=True) as session, writing(session.execute) as acknowledged:
        wait_until(lambda: acknowledged() > 20, "rows were written")
        at_least = acknowledged()
        made = run(room.env, "backup", str(backup))
        at_most = acknowledged() + 1
    assert made.returncode == 0, made.stderr
    room.drop()
    room.make()
    shutil.rmtree(room.var / "media")

    restored = run(room.env, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "61 citations of 3 stories checked, 0 broken." in restored.stdout
    written = numbers_written(room.rows(f"SELECT reason FROM foundation_editlog WHERE subject_uid = '{UID}'"))
    assert written == list(range(1, len(written) + 1))
    assert at_least <= len(written) <= at_most
    assert upgrading.lost(before, upgrading.facts(room.rows)) == {}
    assert upgrading.files(room.var / "media") == files
    for table in ("editions_edition", "foundation_editlog", "stories_snapshot"):
        with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
            room.rows(f"DELETE FROM {table} RETURNING id")


@pytest.mark.deep
def test_a_later_table_does_not_keep_an_older_backup_out(room, tmp_path):
    assert run(room.env, "backup", str(tmp_path / "b.tar")).returncode == 0
    with psycopg.connect(room.url) as session:
        session.execute("CREATE TABLE of_a_later_version (edition bigint REFERENCES editions_edition (id))")
        session.execute("UPDATE stories_story SET headline = 'Written after the backup'")
    assert "people's work stands here" in run(room.env, "restore", str(tmp_path / "b.tar")).stderr
    with psycopg.connect(room.url) as session:
        session.execute("SELECT 1")
        in_use = run(room.env, "restore", "--replace", str(tmp_path / "b.tar"))
        assert in_use.returncode == 1
        assert "1 other session is open on the database. Stop web servers" in in_use.stderr
    replaced = run(room.env, "restore", "--replace", str(tmp_path / "b.tar"))
    assert replaced.returncode == 0, replaced.stderr
    assert room.rows("SELECT 1 FROM stories_story WHERE headline = 'Written after the backup'") == []
    assert room.rows("SELECT 1 FROM pg_tables WHERE tablename = 'of_a_later_version'") == []


@pytest.mark.deep
def test_without_pg_dump_it_says_what_to_install(room, tmp_path):
    refused = run({**room.env, "PATH": str(tmp_path)}, "backup", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: pg_dump is not on the PATH")
    assert "apt-get install postgresql-client" in refused.stderr
    assert not (tmp_path / "b.tar").exists()


def test_a_wrong_password_or_server_is_told_in_one_line(room, tmp_path):
    away = {**room.env, "DATABASE_URL": "postgres://newsroom:secret@127.0.0.1:1/newsroom"}
    refused = run(away, "backup", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: No backup was made: ")
    assert "secret" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_host_named_after_the_question_mark_is_the_one_that_is_backed_up(room, tmp_path):
    parts = urlsplit(room.url)
    user, _, host = parts.netloc.rpartition("@")
    env = {**room.env, "DATABASE_URL": f"{parts.scheme}://{user}@/{room.name}?host={host}"}
    made = run(env, "backup", str(tmp_path / "backup.tar"))
    assert made.returncode == 0, made.stderr
