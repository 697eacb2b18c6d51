"""Where the programs lie that some tests need: PostgreSQL, Redis, Chromium, nginx, faketime."""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# An empty PATH must not hide what the system has.
USUAL_FOLDERS = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


def find(name: str) -> str | None:
    """Return the path of a program on PATH or in the usual folders, or None."""
    return shutil.which(name) or shutil.which(name, path=USUAL_FOLDERS)


def find_postgres() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest where there are several, or None.

    Debian keeps them out of PATH, in /usr/lib/postgresql/15/bin.
    """
    installed = [Path(folder) for folder in glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")]
    on_path = find("initdb")
    folders = sorted(installed, key=_version, reverse=True) + ([Path(on_path).parent] if on_path else [])
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name.removeprefix("pgsql-"))
    except ValueError:
        return 0.0


def find_redis() -> str | None:
    """Return the path of `redis-server`, or of its twin `valkey-server`, or None."""
    return find("redis-server") or find("valkey-server")


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one CHROMIUM names, else the system's, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(find, CHROMIUM_NAMES) if path), None)


def find_faketime() -> Path | None:
    """Return the library that tells programs another time of day, or None (Debian: the package faketime)."""
    folders = [*glob.glob("/usr/lib/*/faketime"), "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime"]
    paths = (Path(folder) / "libfaketimeMT.so.1" for folder in folders)
    return next((path for path in paths if path.exists()), None)


def missing() -> list[str]:
    """Name each program that some tests need and that is not installed here."""
    found = {
        "PostgreSQL": find_postgres(),
        "Redis": find_redis(),
        "Chromium": find_chromium(),
        "nginx": find("nginx"),
        "faketime": find_faketime(),
    }
    return [name for name, path in found.items() if path is None]
