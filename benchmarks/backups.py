"""`python -m benchmarks.backups [STORIES PICTURES]`: seconds and bytes of a backup and a restore.

The newsroom is the demo, with so many copies of its editions and so many pictures of 300 kB beside it, on SQLite.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE_BYTES = 300_000
CHUNK_BYTES = 1 << 20


def main(stories: int, pictures: int) -> None:
    """Fill a newsroom in a temporary folder, back it up, restore it elsewhere, and print what that took."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        here, there = Path(folder) / "here", Path(folder) / "there"
        _manage(here, "prepare")
        _manage(here, "demo")
        _fill(here, stories, pictures)
        backup = Path(folder) / "backup.tar"
        back_up_seconds, told = _manage(here, "backup", str(backup))
        compress_seconds, _ = _manage(here, "backup", f"{backup}.gz")
        restore_seconds, _ = _manage(there, "restore", str(backup))
        start_seconds, _ = _manage(there, "migrate", "--check")
        print(told.strip().partition(": ")[2])
        print(f"backup           {back_up_seconds:6.1f} s, {backup.stat().st_size / 1e6:8.1f} MB")
        print(f"backup, .tar.gz  {compress_seconds:6.1f} s, {Path(f'{backup}.gz').stat().st_size / 1e6:8.1f} MB")
        print(f"restore          {restore_seconds:6.1f} s")
        print(
            f"beside it: starting a command {start_seconds:.1f} s, copying and hashing the bytes {_copy(backup):.1f} s"
        )


def _manage(var: Path, *arguments: str) -> tuple[float, str]:
    """Run a command and return its seconds and what it wrote."""
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "VAR_DIR": str(var)}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - began, done.stdout


def _copy(path: Path) -> float:
    """Seconds to copy a file to the disk and hash it: what no backup does without."""
    began = time.perf_counter()
    sha256 = hashlib.sha256()
    with path.open("rb") as source, tempfile.TemporaryFile(dir=path.parent) as target:
        while data := source.read(CHUNK_BYTES):
            sha256.update(data)
            target.write(data)
        target.flush()
        os.fsync(target.fileno())
    return time.perf_counter() - began


def _fill(var: Path, stories: int, pictures: int) -> None:
    with contextlib.closing(sqlite3.connect(var / "newsroom.sqlite3")) as database, database:
        for _ in range(stories):
            uid = uuid.uuid4().hex
            story = _again(database, "editions_publishedstory", uid=uid, slug=uid, current_edition_id=None)
            edition = _again(database, "editions_edition", story_id=story, number=1)
            database.execute("UPDATE editions_publishedstory SET current_edition_id = ? WHERE id = ?", (edition, story))
        for _ in range(pictures):
            picture = uuid.uuid4()
            data, name = os.urandom(PICTURE_BYTES), f"originals/{picture.hex[:2]}/{picture}.jpeg"
            path = var / "media" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            told = {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), "original": name}
            _again(database, "media_image", uid=picture.hex, **told)


def _again(database: sqlite3.Connection, table: str, **changes: object) -> int:
    """Insert the newest row of the demo's once more, with changes, and return its id."""
    names = [name for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name != "id"]
    kept = ", ".join("?" if name in changes else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table}" ({columns}) SELECT {kept} FROM "{table}" WHERE id = 1'
    row = database.execute(statement, [changes[name] for name in names if name in changes]).lastrowid
    return int(row or 0)


if __name__ == "__main__":
    main(*(int(number) for number in (sys.argv[1:] or ["0", "0"])))
