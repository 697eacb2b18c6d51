"""Newsrooms to back up and restore, programs that write into them meanwhile, and backups that somebody changed."""

from __future__ import annotations

import contextlib
import io
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.operator import upgrading
from tests.operator.running import PATIENCE_SECONDS, ROOT, own_env

INSERT = """INSERT INTO foundation_editlog
(at, verb, subject_kind, subject_uid, engine, command, partner, before, after, reason) VALUES
('2026-11-26 12:00:00+00:00', 'drill', 'Story', '{uid}', '', 'drill', '', '{{}}', '{{}}', '{number}')"""
UID = "5b8e0c1f6d5c4c0f9a53c1d1a4f0a001"


class Room:
    """An embedded newsroom whose files lie in `var`."""

    def __init__(self, var: Path) -> None:
        self.var, self.env = var, own_env(var)
        self.database, self.media = var / "newsroom.sqlite3", var / "media"

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end."""
        return run(self.env, *arguments, **options)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            return database.execute(statement).fetchall()

    def facts(self) -> dict[str, set[str]]:
        """What stands in it."""
        return upgrading.facts(self.rows)

    def everything(self) -> dict[str, str]:
        """Every file of it, with the SHA-256 of its bytes, but for what SQLite keeps beside an open database."""
        found = upgrading.files(self.var)
        return {name: sha256 for name, sha256 in found.items() if not name.endswith(("-wal", "-shm"))}


def run(env: Mapping[str, str], *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a management command to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **options
    )


@contextlib.contextmanager
def writing(write: Callable[[str], object]) -> Iterator[Callable[[], int]]:
    """Write rows 1, 2, 3 … into the edit log, one transaction each, all the time; gives how many were acknowledged."""
    is_over, acknowledged = threading.Event(), [0]

    def go_on() -> None:
        while not is_over.is_set():
            write(INSERT.format(uid=UID, number=acknowledged[0] + 1))
            acknowledged[0] += 1

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield lambda: acknowledged[0]
    finally:
        is_over.set()
        thread.join()


def numbers_written(rows: list[tuple[Any, ...]]) -> list[int]:
    """The numbers of those rows that stand, in order."""
    return sorted(int(number) for (number,) in rows)


def repacked(path: Path, into: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """A backup with its members changed, as somebody who knows the format would."""
    with tarfile.open(path) as source, tarfile.open(into, "w") as target:
        for member in source:
            name, data = change(member.name, source.extractfile(member).read())
            info = tarfile.TarInfo(name)
            info.size = len(data)
            target.addfile(info, io.BytesIO(data))
    return into
