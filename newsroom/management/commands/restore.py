"""`manage.py restore FILE`: make this newsroom what a backup holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.errors import NewsroomError
from newsroom.backups.restoring import restore


class Command(BaseCommand):
    help = "Restore a backup into this newsroom, which must be stopped. All of the file is checked first."
    # Tables may be missing, and brokers down, where a restore is needed most.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="Even where people's work stands; a backup of it is made first."
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            restore(file, replace=replace, say=self.stdout.write)
        except NewsroomError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(self.style.SUCCESS("Restored."))
