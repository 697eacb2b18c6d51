"""`manage.py prepare`: bring database and static files up to date (make setup)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.preparing import prepare


class Command(BaseCommand):
    help = "Migrate the database and collect the static files, where the code is newer than they are."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(say=self.stdout.write)
