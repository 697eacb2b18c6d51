"""What a backup says of itself: when, of which database and migrations, how many rows, and a digest of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from foundation.digests import digest
from newsroom.backups.refusals import BadBackup

NAME = "manifest.json"
KIND = "newsroom-backup/1"


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of the backup, by its name in there."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`database` is sqlite or postgresql, `migrations` what was applied, `tables` rows by table.

    `missing` names the pictures whose files were not there when the backup was made.
    """

    made_at: str
    database: str
    migrations: Sequence[Sequence[str]]
    tables: Mapping[str, int]
    files: Sequence[Stored]
    missing: Sequence[str]

    def to_json(self) -> bytes:
        """Return it as JSON, with a digest of itself."""
        content = {"kind": KIND, **asdict(self)}
        return json.dumps({**content, "digest": digest(content)}, ensure_ascii=False, indent=1).encode()


def read(raw: bytes) -> Manifest:
    """Read a manifest. Raises BadBackup for another program's, a newer kind and a damaged one."""
    try:
        content: dict[str, Any] = json.loads(raw)
        kind, told = content.pop("kind"), content.pop("digest")
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise BadBackup("its manifest cannot be read") from error
    if kind != KIND:
        raise BadBackup(f"its manifest is of the kind {str(kind)[:40]!r}, and this version reads {KIND!r}")
    try:
        is_whole = digest({"kind": kind, **content}) == told
        files = [Stored(**file) for file in content.pop("files")]
        manifest = Manifest(**content, files=files)
    except (KeyError, TypeError) as error:
        raise BadBackup("its manifest has another form than it says") from error
    if not is_whole:
        raise BadBackup("its manifest was changed after it was written")
    return manifest
