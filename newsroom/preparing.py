"""Bring a newsroom's database and static files up to date: what a start needs, done only where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare(*, say: Callable[[str], object]) -> None:
    """Migrate and collect static files where the code is newer. Harmless to repeat, quick where nothing is due."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date.")
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    if not settings.DEBUG and _is_static_stale():
        say("Collecting the static files.")
        # Without clearing: the names hold digests, and pages of the release before may still ask for theirs.
        call_command("collectstatic", verbosity=0, interactive=False)


def _is_static_stale() -> bool:
    """Whether a source, or a folder that lost or gained one, is newer than the manifest of what was collected."""
    manifest: Path = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return True
    collected_at = manifest.stat().st_mtime
    return any(path.stat().st_mtime > collected_at for folder in _sources() for path in (folder, *folder.rglob("*")))


def _sources() -> Iterator[Path]:
    yield from map(Path, settings.STATICFILES_DIRS)
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static"
        if folder.is_dir():
            yield folder
