"""The room as a Django app; after every migration the append-only tables are guarded again."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import m2m_changed, post_migrate

from foundation.guards import guard_all


def guard_again(*, using: str, **_: object) -> None:
    """Set the triggers of the append-only tables that exist in this database."""
    guard_all(database=connections[using])


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        """Listen to Django's own events.

        `post_migrate` comes once, after all migrations of all apps and after a flush. Roles and rights are given
        through Django's own tables by any door, shell and command.
        """
        from foundation.sessions import roles_changed, watched_tables

        post_migrate.connect(guard_again, sender=self, dispatch_uid="foundation.guard_again")
        for table in watched_tables():
            m2m_changed.connect(roles_changed, sender=table, dispatch_uid=f"foundation.sessions.{table.__name__}")
