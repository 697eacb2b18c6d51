"""`manage.py import_tickers FILE [--mic XNYS] [--dry-run] [--exchanges]`: take lists in (docs/tickers.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editions.restrictions import standing
from foundation.errors import NewsroomError
from foundation.models import Command as CommandActor
from reference.importing.reading import refuse_large
from reference.importing.saving import MOST_TOLD, Imported, import_exchanges, import_tickers


class Command(BaseCommand):
    help = "Import tickers from CSV, plain or gzip. The same file again changes nothing; aliases are never touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--mic", default="", help="The exchange (MIC) of lines that name none.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and save nothing.")
        parser.add_argument("--exchanges", action="store_true", help="The file lists exchanges: MIC and short name.")

    def handle(self, *args: Any, file: Path, mic: str, dry_run: bool, exchanges: bool, **options: Any) -> None:
        by = CommandActor("import_tickers")
        try:
            refuse_large(file.stat().st_size)
            raw = file.read_bytes()
            if exchanges:
                made = import_exchanges(raw, by=by, dry_run=dry_run)
            else:
                names = standing().names
                made = import_tickers(raw, by=by, forbidden=names, mic=mic.upper(), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except NewsroomError as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        self._tell(file, made)

    def _tell(self, file: Path, made: Imported) -> None:
        self.stdout.write(f"{file.name}: {made.told()}")
        for line in made.changed[:MOST_TOLD]:
            self.stdout.write(f"  changed {line}")
        for refused in made.refused:
            self.stdout.write(f"  line {refused.line} refused: {refused.why}")
