"""Restore a backup: look at all of it first, then files, database, migrations, guards, and a check at the end."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from foundation.guards import guard_all
from newsroom.backups import archive, making, pictures, standing
from newsroom.backups.manifest import Manifest
from newsroom.backups.refusals import BadBackup, NotMade, NotRestored
from stories.checking import Checked, check_citations

Say = Callable[[str], object]


def restore(path: Path, *, replace: bool, say: Say) -> None:
    """Make this newsroom what the backup holds. Newer things here go, after a backup of them, only with `replace`.

    Raises BadBackup and NotRestored; until the database is written, last but for its migrations, it stands as it did.
    """
    with archive.reading(path) as backup:
        _check_fit(backup.manifest)
        is_empty = _check_place(replace=replace)
        standing.disconnect()
        standing.engine().refuse_in_use()
        if not is_empty:
            say(f"What stood here is kept in {_kept()}.")
        try:
            _put_back(backup, say)
        except (OSError, sqlite3.Error, psycopg.Error) as error:
            raise NotRestored(f"It could not be restored: {error}. The database stands as it did.") from error
    _bring_up_to_date(backup.manifest, say)


def _check_fit(content: Manifest) -> None:
    """Refuse a backup that this code or this database cannot take."""
    if content.database != connection.vendor:
        raise NotRestored(
            f"The backup is of a newsroom on {content.database}, and this one is on {connection.vendor}. "
            "Set DATABASE_URL to the same kind. Nothing was changed."
        )
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    known |= {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    unknown = [f"{app}.{name}" for app, name in content.migrations if (app, name) not in known]
    if unknown:
        raise NotRestored(
            f"The backup was made by newer code: this one does not know {', '.join(unknown[:3])}. "
            "Install the version that made it, or a newer one. Nothing was changed."
        )
    files = [stored for stored in content.files if stored.name.startswith(archive.MEDIA)]
    pictures.check_names(files)
    if [stored.name for stored in content.files if stored not in files] != [standing.engine().FILE]:
        raise BadBackup("The backup does not hold exactly one database. Nothing was changed. Take another.")


def _check_place(*, replace: bool) -> bool:
    """Return whether nobody's work stands here; refuse where some does, unless it is to be replaced."""
    try:
        is_empty = standing.is_empty()
    except DatabaseError as error:
        raise NotRestored(
            f"The database here cannot be read ({str(error).strip()}). Move it away or make an empty one, "
            "and restore again. Nothing was changed."
        ) from error
    if not is_empty and not replace:
        raise NotRestored(
            "A newsroom with people's work stands here. `restore --replace` puts the backup in its place, "
            "and keeps a backup of what stood here. Nothing was changed."
        )
    return is_empty


def _kept() -> Path:
    try:
        return making.back_up(making.usual_path("before-restore")).path
    except NotMade as refused:
        raise NotRestored(
            f"{refused} What stands here cannot be kept, so it is not replaced: move the database away yourself first."
        ) from refused


def _put_back(backup: archive.Reader, say: Say) -> None:
    """Files first: those of the backup's that the standing rows do not name harm nobody if this is cut off."""
    engine, written = standing.engine(), 0
    with archive.scratch(settings.VAR_DIR) as folder:
        database = folder / engine.FILE
        for stored, content in backup.members():
            if stored.name == engine.FILE:
                with database.open("xb") as file:
                    shutil.copyfileobj(content, file, archive.CHUNK_BYTES)
                engine.check(database)
            else:
                written += pictures.put_back(stored, content)
        engine.put_back(database)
    say(f"The database of {backup.manifest.made_at} is back, {sum(backup.manifest.tables.values())} rows.")
    say(f"{len(backup.manifest.files) - 1} picture files stand, {written} of them written now.")


def _bring_up_to_date(content: Manifest, say: Say) -> None:
    counts = standing.counts(list(content.tables))
    differing = [table for table, rows in content.tables.items() if counts.get(table) != rows]
    wrong = [f"{table}: {counts.get(table)} for {content.tables[table]}" for table in differing]
    if wrong:
        raise NotRestored(f"The restored database has other rows than its backup says: {'; '.join(wrong[:5])}.")
    call_command("migrate", verbosity=0, interactive=False)
    guard_all()
    checked = Checked()
    broken = list(check_citations(checked))
    say(f"{checked.citations} citations of {checked.stories} stories checked, {len(broken)} broken.")
    if connection.vendor == "postgresql":
        say("Its tables are new, without the rights of other roles: run docs/deploy/roles.sql again where you use it.")
    if content.missing:
        say(f"{len(content.missing)} picture files were missing when the backup was made: {_some(content.missing)}.")
    say(
        f"What was hidden, killed, corrected or embargoed after {content.made_at} stands as it did before: "
        "look at the desk before you open the doors."
    )
    if broken:
        raise NotRestored("It was restored, but citations are broken: `manage.py check_citations` lists them.")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")
