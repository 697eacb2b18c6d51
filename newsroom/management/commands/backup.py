"""`manage.py backup [FILE]`: database and pictures in one file, beside a newsroom that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.errors import NewsroomError
from newsroom.backups.making import Made, back_up, usual_path


class Command(BaseCommand):
    help = "Write the database and every picture to one file. A newsroom may run meanwhile."
    # A backup must be had where a setting or a broker is at fault.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="Where to; .tar, or .tar.gz to compress. Without: VAR_DIR/backups/."
        )
        parser.add_argument(
            "--allow-missing",
            action="store_true",
            help="Exit with 0 even where a picture's file is missing or damaged.",
        )

    def handle(self, *args: Any, file: Path | None, allow_missing: bool, **options: Any) -> None:
        path = file or usual_path()
        if not path.name.endswith((".tar", ".tar.gz", ".tgz")):
            raise CommandError(f"{path.name} does not end in .tar, .tar.gz or .tgz.")
        try:
            made = back_up(path)
        except NewsroomError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{made.path}: {made.size_bytes:,} bytes, {made.rows:,} rows and {made.files:,} picture files."
        )
        if faults := _faults(made):
            if not allow_missing:
                raise CommandError(faults)
            self.stderr.write(faults)


def _faults(made: Made) -> str:
    """What was not as it should be with the files, or nothing."""
    told = []
    for names, word in ((made.missing, "missing"), (made.damaged, "other than their rows tell")):
        if names:
            listed = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
            told.append(f"{len(names)} picture files are {word}: {listed}.")
    return " ".join([*told, "The backup holds all else."]) if told else ""
