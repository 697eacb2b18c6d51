"""Make a backup: the database as of one moment, then the files that it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import timezone

from newsroom.backups import archive, pictures, standing
from newsroom.backups.manifest import Manifest
from newsroom.backups.refusals import NotMade
from newsroom.backups.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made. `missing` and `damaged` name files that rows point at and that are not as they should."""

    path: Path
    size_bytes: int
    rows: int
    files: int
    missing: Sequence[str]
    damaged: Sequence[str]


def usual_path(prefix: str = "newsroom") -> Path:
    """Where a backup goes that was given no name: by the second, so that names sort by age."""
    folder: Path = settings.VAR_DIR / "backups"
    return folder / f"{prefix}-{timezone.now():%Y%m%dT%H%M%SZ}.tar"


def back_up(path: Path) -> Made:
    """Write a whole backup to the path, beside a newsroom that runs. Raises NotMade; then nothing stands there."""
    try:
        return _write(path)
    except (OSError, sqlite3.Error, psycopg.Error) as error:
        told = (error.strerror if isinstance(error, OSError) else None) or str(error).strip()
        raise NotMade(f"No backup was made: {told}. Nothing was left at {path}.") from error


def _write(path: Path) -> Made:
    made_at = timezone.now()
    with archive.writing(path) as writer:
        with standing.engine().snapshot(writer.folder) as snapshot:
            with snapshot.file.open("rb") as file:
                writer.add(snapshot.file.name, file, snapshot.file.stat().st_size)
            # After the database, so that every file it names has been stored before.
            missing, damaged = pictures.copy_into(writer, pictures.named_in(snapshot))
            content = _manifest(snapshot, writer, missing, f"{made_at:%Y-%m-%dT%H:%M:%SZ}")
        writer.close_with(content)
    files = len(content.files) - 1
    return Made(path, path.stat().st_size, sum(content.tables.values()), files, missing, damaged)


def _manifest(snapshot: Snapshot, writer: archive.Writer, missing: Sequence[str], made_at: str) -> Manifest:
    return Manifest(
        made_at=made_at,
        database=snapshot.database,
        migrations=snapshot.migrations(),
        tables=snapshot.counts(),
        files=writer.stored,
        missing=missing,
    )
