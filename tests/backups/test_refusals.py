"""What is no whole backup, or does not fit here, is refused with a sentence; and then nothing was changed."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import resource
import shutil
import sqlite3
import tarfile
import threading

import pytest

from foundation.digests import digest
from newsroom.backups import archive, manifest
from newsroom.backups.refusals import BadBackup
from tests.backups.drilling import Room, repacked


def _cut(path, into, share):
    data = path.read_bytes()
    into.write_bytes(data[: int(len(data) * share)])
    return into


def _refused(room: Room, *arguments: str, says: str) -> None:
    before = room.everything()
    refused = room.run("restore", *arguments)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1, refused.stderr
    assert refused.stdout == ""
    assert room.everything() == before


def _tell(path, into, **changes):
    """The backup with other words in its manifest, and a digest that fits them."""

    def change(name, data):
        if name != manifest.NAME:
            return name, data
        content = {**json.loads(data), **changes}
        del content["digest"]
        return name, json.dumps({**content, "digest": digest(content)}).encode()

    return repacked(path, into, change)


# --- the file ---------------------------------------------------------------------------------------
def test_a_whole_backup_is_read(kept):
    with archive.reading(kept) as reader:
        assert len(list(reader.members())) == 41


# Behind the manifest a tar ends in zeros, which nobody misses.
@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.7, 0.98])
def test_a_backup_that_was_cut_off_is_refused(kept, tmp_path, share):
    cut = _cut(kept, tmp_path / "cut.tar", share)
    with pytest.raises(BadBackup, match="is not a whole backup of Newsroom"), archive.reading(cut):
        pass


@pytest.mark.few(0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55)
@pytest.mark.parametrize("seed", range(60))
def test_one_changed_byte_is_noticed_or_changes_nothing(kept, tmp_path, seed):
    data = bytearray(kept.read_bytes())
    place = random.Random(seed).randrange(len(data))
    data[place] ^= 1 << seed % 8
    path = tmp_path / "changed.tar"
    path.write_bytes(data)
    with contextlib.suppress(BadBackup), archive.reading(path) as changed, archive.reading(kept) as whole:
        assert [(s, c.read()) for s, c in changed.members()] == [(s, c.read()) for s, c in whole.members()]


@pytest.mark.few(*range(12))
@pytest.mark.parametrize("seed", range(200))
def test_one_changed_bit_of_a_compressed_backup_is_noticed_or_changes_nothing(kept, tmp_path, seed):
    """Noticed also in the zeros between the files, which nobody vouches for. Some bits say nothing at all."""
    path = tmp_path / "b.tar.gz"
    data = bytearray(gzip.compress(kept.read_bytes(), 1))
    place = random.Random(seed).randrange(10, len(data))
    data[place] ^= 1 << seed % 8
    path.write_bytes(data)
    with contextlib.suppress(BadBackup), archive.reading(path):
        assert gzip.decompress(data) == kept.read_bytes()


@pytest.mark.parametrize("name", ["media/x", "manifest.json", "database.sqlite3"])
def test_a_member_that_nobody_vouches_for_is_refused(kept, tmp_path, name):
    path = tmp_path / "more.tar"
    shutil.copy(kept, path)
    with tarfile.open(path, "a") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(BadBackup), archive.reading(path):
        pass


@pytest.mark.deep
def test_a_cut_backup_changes_nothing(room, kept, tmp_path):
    cut = _cut(kept, tmp_path / "cut.tar", 0.6)
    _refused(room, "--replace", str(cut), says="Fetch it again from where it is kept, or take another.")


@pytest.mark.deep
def test_what_is_no_backup_at_all_is_refused(elsewhere, tmp_path):
    (tmp_path / "notes.tar").write_text("These are notes.")
    _prepared(elsewhere)
    _refused(elsewhere, str(tmp_path / "notes.tar"), says="notes.tar is not a whole backup of Newsroom")
    _refused(elsewhere, str(tmp_path / "absent.tar"), says="absent.tar cannot be read (No such file or directory).")


def _prepared(room: Room) -> None:
    room.run("check")  # makes the secret and the folders that a first start makes


# --- whether it fits --------------------------------------------------------------------------------
@pytest.mark.deep
def test_a_backup_of_newer_code_is_refused(room, kept, tmp_path):
    with archive.reading(kept) as reader:
        known = [list(row) for row in reader.manifest.migrations]
    newer = _tell(kept, tmp_path / "newer.tar", migrations=[*known, ["stories", "9999_later"]])
    _refused(room, "--replace", str(newer), says="this one does not know stories.9999_later")


@pytest.mark.deep
def test_a_backup_of_another_database_is_refused(room, kept, tmp_path):
    other = _tell(kept, tmp_path / "other.tar", database="postgresql")
    _refused(
        room, "--replace", str(other), says="The backup is of a newsroom on postgresql, and this one is on sqlite."
    )


@pytest.mark.deep
def test_a_file_outside_the_media_folder_is_refused(room, kept, tmp_path):
    def outside(name, data):
        if name.startswith("media/originals"):
            return "media/../" + name, data
        if name == manifest.NAME:
            content = json.loads(data)
            for file in content["files"]:
                if file["name"].startswith("media/originals"):
                    file["name"] = "media/../" + file["name"]
            del content["digest"]
            return name, json.dumps({**content, "digest": digest(content)}).encode()
        return name, data

    path = repacked(kept, tmp_path / "outside.tar", outside)
    _refused(room, "--replace", str(path), says="which has no place in a newsroom")


def test_peoples_work_is_not_replaced_unasked(room, kept):
    _refused(room, str(kept), says="A newsroom with people's work stands here. `restore --replace` puts")


def test_a_newsroom_that_runs_is_not_restored_into(room, kept):
    with contextlib.closing(sqlite3.connect(room.database)) as idle:
        idle.execute("SELECT count(*) FROM stories_story").fetchall()
        _refused(room, "--replace", str(kept), says=f"A newsroom runs on {room.database}. Stop it first")


@pytest.mark.deep
def test_a_newsroom_whose_clock_looks_in_now_and_then_is_noticed(room, kept):
    is_over = threading.Event()

    def look_in() -> None:
        while not is_over.wait(0.5):
            with contextlib.closing(sqlite3.connect(room.database, timeout=20)) as clock:
                clock.execute("SELECT count(*) FROM stories_story").fetchall()

    clock = threading.Thread(target=look_in)
    clock.start()
    try:
        _refused(room, "--replace", str(kept), says=f"A newsroom runs on {room.database}. Stop it first")
    finally:
        is_over.set()
        clock.join()


# --- the disk ---------------------------------------------------------------------------------------
def _full_after(size_bytes: int):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))


@pytest.mark.deep
@pytest.mark.parametrize("size_bytes", [100_000, 1_300_000], ids=["at the database", "at the pictures"])
def test_a_full_disk_leaves_no_backup(room, tmp_path, size_bytes):
    folder = tmp_path / "backups"
    failed = room.run("backup", str(folder / "b.tar"), preexec_fn=_full_after(size_bytes))
    assert failed.returncode == 1
    assert failed.stderr.startswith("CommandError: No backup was made: ")
    assert failed.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


@pytest.mark.deep
@pytest.mark.parametrize("more_bytes", [-500_000, 1_000], ids=["unpacking the database", "writing it"])
def test_a_full_disk_leaves_the_database_as_it_stood(elsewhere, kept, more_bytes):
    with archive.reading(kept) as reader:
        size_bytes = reader.manifest.files[0].size_bytes
    failed = elsewhere.run("restore", str(kept), preexec_fn=_full_after(size_bytes + more_bytes))
    assert failed.returncode == 1
    assert failed.stderr.startswith("CommandError: It could not be restored: ")
    assert failed.stderr.endswith("The database stands as it did.\n")
    assert elsewhere.rows("SELECT 1 FROM sqlite_master") == []
    assert list(elsewhere.var.glob(f"{archive.PART_PREFIX}*")) == []
    assert elsewhere.run("restore", str(kept)).returncode == 0
    assert len(elsewhere.rows("SELECT 1 FROM editions_edition")) == 8


@pytest.mark.deep
def test_a_file_that_stands_is_not_written_over(room, kept):
    data = kept.read_bytes()
    refused = room.run("backup", str(kept))
    assert refused.returncode == 1
    assert f"{kept} stands already." in refused.stderr
    assert kept.read_bytes() == data


@pytest.mark.deep
def test_without_a_database_there_is_nothing_to_back_up(elsewhere, tmp_path):
    refused = elsewhere.run("backup", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert "There is no database at" in refused.stderr
    assert not (tmp_path / "b.tar").exists()


# --- the storage of pictures -------------------------------------------------------------------------
@pytest.mark.deep
def test_a_storage_of_pictures_that_is_away_is_told_in_words_by_backup_and_by_restore(room, kept, tmp_path):
    pytest.importorskip("storages.backends.s3")
    options = {"bucket_name": "b", "endpoint_url": "http://127.0.0.1:1", "access_key": "a", "secret_key": "b"}
    options |= {"region_name": "us-east-1"}
    room.env |= {"MEDIA_STORAGE": "storages.backends.s3.S3Storage", "MEDIA_STORAGE_OPTIONS": json.dumps(options)}
    room.env["AWS_MAX_ATTEMPTS"] = "1"
    before = room.everything()
    failed = room.run("backup", str(tmp_path / "b.tar"))
    assert failed.returncode == 1
    assert failed.stderr.startswith("CommandError: No backup was made: the storage of pictures fails at originals/")
    assert 'Could not connect to the endpoint URL: "http://127.0.0.1:1/b/originals/' in failed.stderr
    assert failed.stderr.count("\n") == 1, failed.stderr
    assert not (tmp_path / "b.tar").exists()
    refused = room.run("restore", str(kept))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1, refused.stderr
    assert room.everything() == before
