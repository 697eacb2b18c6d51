"""The room as a Django app; after every migration the append-only tables are guarded again."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from foundation.guards import guard_all


def guard_again(*, using: str, **_: object) -> None:
    """Set the triggers of the append-only tables that exist in this database."""
    guard_all(database=connections[using])


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        """Listen to Django's own event: it comes once, after all migrations of all apps and after a flush."""
        post_migrate.connect(guard_again, sender=self, dispatch_uid="foundation.guard_again")
