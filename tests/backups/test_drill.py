"""Back up a newsroom in use, lose it, restore it: all is there, word for word and byte for byte."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

from tests.backups.drilling import UID, Room, numbers_written, writing
from tests.operator import upgrading
from tests.operator.running import ROOT, wait_until
from tests.operator.serving import served


def _pages(room: Room, log) -> dict[str, tuple[int, bytes]]:
    """Every page readers can open, from a server that always says it has one address."""
    addresses = [
        "/",
        "/feeds/",
        *(f"/stories/{slug}/" for (slug,) in room.rows("SELECT slug FROM editions_publishedstory")),
    ]
    with served({**room.env, "PUBLIC_URL": "http://localhost:8000"}, log) as site:
        return {address: site.get(address) for address in addresses}


def test_a_newsroom_that_was_lost_comes_back_as_it_was(room, elsewhere, tmp_path):
    before, files = room.facts(), upgrading.files(room.media)
    pages = _pages(room, tmp_path / "before.log")
    backup = tmp_path / "backup.tar.gz"
    writer = sqlite3.connect(room.database, timeout=20, isolation_level=None, check_same_thread=False)
    with contextlib.closing(writer), writing(writer.execute) as acknowledged:
        wait_until(lambda: acknowledged() > 20, "rows were written")
        at_least = acknowledged()
        made = room.run("backup", str(backup))
        at_most = acknowledged() + 1
    assert made.returncode == 0, made.stderr
    assert f"{backup.stat().st_size:,} bytes" in made.stdout
    assert "and 40 picture files." in made.stdout
    assert backup.stat().st_mode & 0o777 == 0o600

    restored = elsewhere.run("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "61 citations of 3 stories checked, 0 broken." in restored.stdout
    written = numbers_written(elsewhere.rows(f"SELECT reason FROM foundation_editlog WHERE subject_uid = '{UID}'"))
    assert written == list(range(1, len(written) + 1)), "one moment's rows, none left out between"
    assert at_least <= len(written) <= at_most
    assert upgrading.lost(before, elsewhere.facts()) == {}
    assert upgrading.files(elsewhere.media) == files
    with contextlib.closing(sqlite3.connect(elsewhere.database)) as db:
        for table in ("editions_edition", "foundation_editlog", "stories_snapshot"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(f"DELETE FROM {table}")
    assert elsewhere.run("prepare").returncode == 0
    assert _pages(elsewhere, tmp_path / "after.log") == pages


@pytest.mark.deep
def test_a_backup_of_an_older_newsroom_is_brought_up_to_date(tmp_path, elsewhere):
    old = Room(tmp_path / "old")
    old.var.mkdir()
    old.database.write_bytes(upgrading.database())
    upgrading.unpack_media(old.media)
    before = old.facts()
    assert old.run("backup", str(tmp_path / "old.tar")).returncode == 0
    assert elsewhere.run("restore", str(tmp_path / "old.tar")).returncode == 0
    assert "[ ]" not in elsewhere.run("showmigrations", "--list").stdout
    assert upgrading.lost(before, elsewhere.facts()) == {}


@pytest.mark.deep
def test_what_stood_there_is_kept_before_it_is_replaced(room, kept):
    with contextlib.closing(sqlite3.connect(room.database, isolation_level=None)) as db:
        db.execute("UPDATE stories_story SET headline = 'Written after the backup' WHERE id = 1")
    newer = room.facts()
    replaced = room.run("restore", "--replace", str(kept))
    assert replaced.returncode == 0, replaced.stderr
    assert room.rows("SELECT 1 FROM stories_story WHERE headline = 'Written after the backup'") == []
    (safe,) = (room.var / "backups").iterdir()
    assert f"What stood here is kept in {safe}." in replaced.stdout
    assert room.run("restore", "--replace", str(safe)).returncode == 0
    assert upgrading.lost(newer, room.facts()) == {}


def test_a_backup_holds_no_session_and_no_secret(room, tmp_path):
    key = "thesessionkeyofachiefwhoisloggedin"
    with contextlib.closing(sqlite3.connect(room.database, isolation_level=None)) as db:
        db.execute(f"INSERT INTO django_session VALUES ('{key}', 'data', '2030-01-01 00:00:00')")
    assert room.run("backup", str(tmp_path / "b.tar")).returncode == 0
    raw = (tmp_path / "b.tar").read_bytes()
    assert key.encode() in room.database.read_bytes()
    assert key.encode() not in raw
    assert (room.var / "secret-key").read_bytes() not in raw


@pytest.mark.deep
def test_a_backup_without_a_name_goes_where_backups_lie(room):
    assert room.run("backup").returncode == 0
    (path,) = (room.var / "backups").iterdir()
    assert path.name.startswith("newsroom-20")
    with tarfile.open(path) as tar:
        assert tar.getnames()[-1] == "manifest.json"


@pytest.mark.deep
def test_a_picture_that_is_missing_or_damaged_is_told(room, tmp_path):
    missing = next(room.media.glob("renditions/**/*.webp"))
    missing.unlink()
    damaged = next(room.media.glob("originals/**/*.jpg"), None) or next(room.media.glob("originals/*/*"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    told = room.run("backup", str(tmp_path / "b.tar"))
    assert told.returncode == 1
    assert f"1 picture files are missing: {missing.relative_to(room.media)}." in told.stderr
    assert f"1 picture files are other than their rows tell: {damaged.relative_to(room.media)}." in told.stderr
    assert "Traceback" not in told.stderr
    assert room.run("backup", "--allow-missing", str(tmp_path / "c.tar")).returncode == 0
    with tarfile.open(tmp_path / "c.tar") as tar:
        assert len([name for name in tar.getnames() if name.startswith("media/")]) == 39


@pytest.mark.deep
def test_a_backup_killed_half_way_leaves_nothing_that_looks_like_one(room, tmp_path):
    """A picture is made a pipe that nobody writes to, so the backup surely stands in its middle when it is killed."""
    folder = tmp_path / "backups"
    picture = sorted(room.media.glob("renditions/**/*.webp"))[0]
    data = picture.read_bytes()
    picture.unlink()
    os.mkfifo(picture)
    command = [sys.executable, "manage.py", "backup", str(folder / "b.tar")]
    process = subprocess.Popen(command, cwd=ROOT, env=room.env)
    wait_until(lambda: any(folder.glob(".newsroom-backup-*/part")), "the backup had begun")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path for path in folder.rglob("*") if path.suffix == ".tar"] == []
    picture.unlink()
    picture.write_bytes(data)
    assert room.run("backup", str(folder / "b.tar")).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["b.tar"], "what the killed one left is gone"


def test_every_file_of_every_model_lies_where_backups_look():
    fields = [
        field for model in apps.get_models() for field in model._meta.local_fields if isinstance(field, FileField)
    ]
    assert len(fields) >= 2
    assert {field.storage for field in fields} == {default_storage}
