"""manage.py sync_roles: give the four roles exactly their permissions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = "Make the groups reporter, editor, chief and administrator have exactly their permissions."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = sync_roles()
        if missing:
            raise CommandError(f"These permissions do not exist yet: {', '.join(missing)}. Run migrate first.")
        self.stdout.write(f"Roles are in step: {', '.join(ROLES)}.")
