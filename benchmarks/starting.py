"""Set Django up over a new database of a benchmark's own, before anything reads the settings."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def start(**variables: str) -> Path:
    """Return the folder that holds the new, migrated SQLite database. Call it before importing any model."""
    sys.path.insert(0, str(ROOT))
    folder = Path(tempfile.mkdtemp(prefix="newsroom-benchmark-"))
    os.environ.update(VAR_DIR=str(folder), DATABASE_URL=f"sqlite:///{folder}/newsroom.sqlite3", **variables)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return folder
