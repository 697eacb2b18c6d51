"""A ZIP whose bytes depend on nothing but what is in it: fixed times, rights and order, with a list of digests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_PIECE_BYTES = 1 << 16
# What a name in the file may be: ids and words of ours. Nothing that people wrote ever is one.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_SEEN = " \u00a0\u200b\ufeff"


class Archive:
    """A ZIP that is being written, a file at a time, each in pieces. `finish` writes the manifest."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._digests: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one file. Raises ValueError for a name that is not ours, or is there already."""
        if not _NAME.fullmatch(name) or ".." in name or name in self._digests:
            raise ValueError(f"{name!r} is no name of a file in a dossier.")
        info = zipfile.ZipInfo(name, _TIME)
        info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
        counted = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                counted.update(piece)
                file.write(piece)
        self._digests[name] = counted.hexdigest()

    def add_text(self, name: str, text: str) -> None:
        """Write a text, in UTF-8."""
        self.add(name, [text.encode()])

    def add_json(self, name: str, value: Any) -> None:
        """Write a value as JSON that people can read, keys in order."""
        self.add_text(name, json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n")

    def add_lines(self, name: str, values: Iterable[Any]) -> None:
        """Write each value as a line of JSON."""
        self.add(name, (json.dumps(one, ensure_ascii=False, sort_keys=True).encode() + b"\n" for one in values))

    def add_table(self, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows as CSV; what a spreadsheet would take for a formula has an apostrophe before it."""
        self.add(name, _table(head, rows))

    def add_file(self, name: str, file: Any) -> None:
        """Write an open binary file."""
        self.add(name, iter(lambda: file.read(_PIECE_BYTES), b""))

    def __enter__(self) -> Archive:
        """The archive itself."""
        return self

    def __exit__(self, *fault: object) -> None:
        """Close the file, whether it was finished or not."""
        self._zip.close()

    def finish(self) -> None:
        """Write the manifest, in the form that `sha256sum -c` reads; nothing may be added after."""
        lines = [f"{found}  {name}\n" for name, found in sorted(self._digests.items())]
        self.add_text("manifest.sha256", "".join(lines))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    into = io.StringIO(newline="")
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if into.tell() > _PIECE_BYTES:
            yield into.getvalue().encode()
            into.seek(0)
            into.truncate()
    yield into.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.lstrip(_NOT_SEEN).startswith(_FORMULA)):
        return f"'{value}"
    return value


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
