"""The files that rows point at, through Django's storage, so that they may lie in a folder or elsewhere."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name
from django.db.models import FileField

from media.storing import faults
from newsroom.backups.archive import CHUNK_BYTES, MEDIA, Writer
from newsroom.backups.manifest import Stored
from newsroom.backups.refusals import BadBackup
from newsroom.backups.snapshot import Snapshot

# A worker that makes a rendition a second time takes the file away for a moment, to put the same bytes there.
ATTEMPTS = 3
PAUSE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a row points at, with what the row tells of it, or None where it tells nothing."""

    name: str
    sha256: str | None
    size_bytes: int | None


def named_in(snapshot: Snapshot) -> list[Named]:
    """Every file that a row of the snapshot points at, by name."""
    found: dict[str, Named] = {}
    for model in apps.get_models():
        table, standing = model._meta.db_table, snapshot.columns.get(model._meta.db_table, frozenset())
        told = ", ".join(column if column in standing else "NULL" for column in ("sha256", "size_bytes"))
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.column in standing:
                statement = f'SELECT "{field.column}", {told} FROM "{table}" WHERE "{field.column}" <> \'\''  # noqa: S608
                found |= {row[0]: Named(*row) for row in snapshot.rows(statement)}
    return [found[name] for name in sorted(found)]


def copy_into(writer: Writer, wanted: Sequence[Named]) -> tuple[list[str], list[str]]:
    """Copy the files into the backup. Returns the names of those that are missing, and of those that are damaged.

    Raises OSError with the reason in words where the storage does not answer, or refuses us.
    """
    left = list(wanted)
    for attempt in range(ATTEMPTS):
        if attempt and left:
            time.sleep(PAUSE_SECONDS)
        left = [named for named in left if not _copy(writer, named)]
    damaged = [named.name for named in left if _copy(writer, named, even_if_damaged=True)]
    return [named.name for named in left if named.name not in damaged], damaged


def _copy(writer: Writer, named: Named, *, even_if_damaged: bool = False) -> bool:
    """Copy one file, and say whether that was done: not where it is missing or other than its row tells."""
    try:
        with _told(named.name), default_storage.open(named.name) as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return False
    is_sound = named.sha256 in {None, hashlib.sha256(data).hexdigest()} and named.size_bytes in {None, len(data)}
    if is_sound or even_if_damaged:
        writer.add(MEDIA + named.name, BytesIO(data), len(data))
    return is_sound or even_if_damaged


def check_names(files: Iterable[Stored]) -> None:
    """Look whether each file has a place below the media folder. Raises BadBackup."""
    for stored in files:
        name = stored.name.removeprefix(MEDIA)
        try:
            validate_file_name(name, allow_relative_path=True)
        except SuspiciousFileOperation as error:
            raise BadBackup(f"The backup holds a file {name[:100]!r}, which has no place in a newsroom.") from error


def put_back(stored: Stored, content: IO[bytes]) -> bool:
    """Store the file under its name unless it stands there already. Returns whether it was written. Raises OSError."""
    name = stored.name.removeprefix(MEDIA)
    with _told(name):
        return _put(name, stored.sha256, content)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Raise as OSError whatever a storage raises that is away; that a file is missing is said as it was."""
    try:
        yield
    except FileNotFoundError:
        raise
    except faults() as away:
        raise OSError(f"the storage of pictures fails at {name}: {str(away).rstrip('.')}") from away


def _put(name: str, sha256: str, content: IO[bytes]) -> bool:
    if default_storage.exists(name):
        if _sha256(name) == sha256:
            return False
        default_storage.delete(name)
    kept = default_storage.save(name, File(content))
    if kept != name:
        default_storage.delete(kept)
        raise OSError("it could not be stored under its name")
    return True


def _sha256(name: str) -> str:
    sha256 = hashlib.sha256()
    with default_storage.open(name) as file:
        for chunk in file.chunks(CHUNK_BYTES):
            sha256.update(chunk)
    return sha256.hexdigest()
