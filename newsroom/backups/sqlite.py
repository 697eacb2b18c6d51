"""SQLite's part: a copy made by its online backup, and the same back into the standing file, as one transaction."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from newsroom.backups.refusals import BadBackup, NotMade, NotRestored
from newsroom.backups.snapshot import EMPTIED_TABLES, Snapshot, by_table

FILE = "database.sqlite3"
BUSY_SECONDS = 20.0
# Longer than a clock's pause, so that a newsroom that runs comes to the door while we hold it shut.
WATCH_SECONDS = 1.5
_COLUMNS = """SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"""


def _path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


@contextlib.contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """Copy the database beside running writers into a file in `folder`. Raises NotMade where there is none."""
    if not _path().exists():
        raise NotMade(f"There is no database at {_path()}, so there is nothing to back up.")
    target = folder / FILE
    address = f"file:{quote(str(_path()))}?mode=rw"
    with (
        contextlib.closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as source,
        contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # All pages in one step: with several, each save meanwhile would start the copy anew. Readers in WAL mode
        # keep no writer waiting.
        source.backup(copy)
        columns = by_table(copy.execute(_COLUMNS).fetchall())
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        copy.execute("PRAGMA secure_delete=ON").fetchall()
        for table in EMPTIED_TABLES:
            if table in columns:
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 a constant
        fault = _fault(copy)
        if fault:
            raise NotMade(f"The database itself is damaged ({fault}). Restore the last backup, or ask for help.")
        yield Snapshot("sqlite", target, columns, lambda statement: copy.execute(statement).fetchall())


def check(file: Path) -> None:
    """Look whether the file is a sound database. Raises BadBackup."""
    try:
        with contextlib.closing(sqlite3.connect(file)) as database:
            fault = _fault(database)
    except sqlite3.DatabaseError as error:
        fault = str(error)
    if fault:
        raise BadBackup(f"The database in the backup is damaged ({fault}). Nothing was changed. Take another backup.")


def _fault(database: sqlite3.Connection) -> str:
    """The first thing wrong with a database, or nothing."""
    said = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
    return next((line for line in said if line != "ok"), "")


def refuse_in_use() -> None:
    """Refuse while another program has the database open, as far as can be told. Raises NotRestored."""
    if not _path().exists():
        return
    in_use = f"A newsroom runs on {_path()}. Stop it first: Ctrl-C, or your service manager. Nothing was changed."
    with contextlib.closing(sqlite3.connect(_path(), isolation_level=None, timeout=WATCH_SECONDS)) as database:
        try:
            # In this mode the lock is not granted while anybody else has the database open, idle or not.
            database.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise NotRestored(in_use) from error
        time.sleep(WATCH_SECONDS)
        has_company = _is_open_elsewhere(_path())
        database.execute("ROLLBACK")
    if has_company:
        raise NotRestored(in_use)


def _is_open_elsewhere(path: Path) -> bool:
    """Whether another process has the file open; False where the system does not tell (it does on Linux)."""
    wanted = path.resolve()
    for folder in Path("/proc").glob("[0-9]*/fd"):
        if folder.parent.name == str(os.getpid()):
            continue
        with contextlib.suppress(OSError):  # it ended meanwhile, or is another user's
            if any(Path(os.readlink(link)) == wanted for link in folder.iterdir()):
                return True
    return False


def put_back(file: Path) -> None:
    """Make the standing database equal to the file: whole, or not at all where this is cut off.

    The standing file is written, not swapped: a program that had it open unseen reads the restored rows, and
    never saves into a file that has lost its name. Raises NotRestored where another program holds it.
    """

    def give_up(status: int, remaining: int, total: int) -> None:
        if remaining:
            raise NotRestored(f"Another program holds {_path()}. Stop the newsroom first. Nothing was changed.")

    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(_path(), timeout=BUSY_SECONDS)) as standing,
    ):
        source.backup(standing, progress=give_up)
        standing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
