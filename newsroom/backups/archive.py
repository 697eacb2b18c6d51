"""The backup as a file: a tar whose last member, the manifest, names and vouches for all others.

Without its manifest a backup is none, so one that was cut off anywhere is seen at once.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from newsroom.backups import manifest
from newsroom.backups.manifest import Manifest, Stored
from newsroom.backups.refusals import BadBackup, NotMade

MEDIA = "media/"
PART_PREFIX = ".newsroom-backup-"
CHUNK_BYTES = 1 << 20
_COMPRESSED = (".gz", ".tgz")


class _Hashing:
    """A file that is read once, with the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.sha256.update(data)
        return data


class Writer:
    """Adds files to a backup that is being written in `folder`, which is the caller's to use as well."""

    def __init__(self, folder: Path, tar: tarfile.TarFile) -> None:
        self.folder, self.tar = folder, tar
        self.stored: list[Stored] = []

    def add(self, name: str, file: IO[bytes], size_bytes: int) -> Stored:
        """Copy a file of that size into the backup. Raises OSError where it is shorter."""
        hashing = _Hashing(file)
        self._add(name, hashing, size_bytes)
        stored = Stored(name, size_bytes, hashing.sha256.hexdigest())
        self.stored.append(stored)
        return stored

    def close_with(self, content: Manifest) -> None:
        """Write the manifest, which makes the backup whole."""
        raw = content.to_json()
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.write(raw)
            file.seek(0)
            self._add(manifest.NAME, file, len(raw))

    def _add(self, name: str, file: Any, size_bytes: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size_bytes, 0o600, int(time.time())
        self.tar.addfile(info, file)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write a backup that appears at the path, mode 0600 and on the disk, when the block ends well; else nothing does.

    Raises NotMade where something stands at the path.
    """
    if path.exists():
        raise NotMade(f"{path} stands already. Name another file, or move that one away.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with scratch(path.parent) as folder:
        part = folder / "part"
        with _tar(part, is_compressed=path.suffix in _COMPRESSED) as tar:
            yield Writer(folder, tar)
        part.chmod(0o600)
        _sync(part)
        part.replace(path)
        _sync(path.parent)


@contextlib.contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """Give a folder for what is not whole yet, mode 0700. One that a killed process left is taken away by the next."""
    _clear_abandoned(parent)
    folder = Path(tempfile.mkdtemp(prefix=PART_PREFIX, dir=parent))
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _tar(path: Path, *, is_compressed: bool) -> tarfile.TarFile:
    return tarfile.open(path, "x:gz", compresslevel=6) if is_compressed else tarfile.open(path, "x")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear_abandoned(folder: Path) -> None:
    """Take away what has no living process: that one would hold its lock."""
    for left in folder.glob(f"{PART_PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(left, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(lock)


# --- reading ----------------------------------------------------------------------------------------
class Reader:
    """A backup that was read once from end to end and found whole."""

    def __init__(self, file: IO[bytes], content: Manifest) -> None:
        self.file, self.manifest = file, content

    def members(self) -> Iterator[tuple[Stored, IO[bytes]]]:
        """Give every file of the backup but the manifest, in its order."""
        by_name = {stored.name: stored for stored in self.manifest.files}
        self.file.seek(0)
        with tarfile.open(fileobj=self.file, mode="r:*") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if member.name in by_name and content is not None:
                    yield by_name[member.name], content


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open a backup and check all of it first. Raises BadBackup with what is wrong and what to do."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadBackup(f"{path} cannot be read ({error.strerror}). Look at its name and rights.") from error
    with file:
        try:
            content = _verify(file)
        except (BadBackup, tarfile.TarError, EOFError, zlib.error, ValueError, OSError) as error:
            told = (
                "it cannot be read as a tar" if isinstance(error, tarfile.TarError) else str(error) or "it is cut off"
            )
            raise BadBackup(
                f"{path} is not a whole backup of Newsroom: {told}. Nothing was changed. "
                "Fetch it again from where it is kept, or take another."
            ) from error
        yield Reader(file, content)


def _verify(file: IO[bytes]) -> Manifest:
    found: dict[str, Stored] = {}
    content: Manifest | None = None
    with tarfile.open(fileobj=file, mode="r:*") as tar:
        for member in tar:
            data = tar.extractfile(member) if member.isfile() else None
            if data is None or member.name in found or content is not None:
                raise BadBackup(f"{member.name[:100]!r} has no place in one")
            if member.name == manifest.NAME:
                content = manifest.read(data.read())
            else:
                found[member.name] = _stored(member.name, data)
        _read_out(tar)
    if content is None:
        raise BadBackup("it ends before its manifest, so part of it is missing or damaged")
    wanted = {stored.name: stored for stored in content.files}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise BadBackup(f"{name[:100]!r} is not what its manifest says")
    return content


def _read_out(tar: tarfile.TarFile) -> None:
    """Read what lies behind the last member: a compressed file says only at its very end whether it is whole."""
    while tar.fileobj is not None and tar.fileobj.read(CHUNK_BYTES):
        pass


def _stored(name: str, file: IO[bytes]) -> Stored:
    hashing, size_bytes = _Hashing(file), 0
    while data := hashing.read(CHUNK_BYTES):
        size_bytes += len(data)
    return Stored(name, size_bytes, hashing.sha256.hexdigest())
