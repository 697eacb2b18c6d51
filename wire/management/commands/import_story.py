"""`manage.py import_story [--publish] FILE.json`: take story files in (docs/import-format.md)."""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.errors import NewsroomError
from foundation.models import Command as CommandActor
from wire.importing import Imported, import_story


def _beside(folder: Path, name: str) -> bytes:
    """Read a picture that lies in the story file's own folder, and nowhere else. Raises OSError as open does."""
    path = (folder / Path(name).name).resolve()
    if path.parent != folder.resolve() or not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "no such file in the story file's folder", str(path))
    return path.read_bytes()


class Command(BaseCommand):
    help = "Import stories from JSON files. Importing a file again adds only what is new in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
        parser.add_argument("--publish", action="store_true", help="Summarise and publish at once.")

    def handle(self, *args: Any, files: list[Path], publish: bool, **options: Any) -> None:
        for path in files:
            try:
                made = import_story(
                    path.read_bytes(),
                    by=CommandActor("import_story"),
                    read_image=partial(_beside, path.parent),
                    publish=publish,
                )
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            except NewsroomError as refusal:
                raise CommandError(f"{path}: {refusal}") from refusal
            self.stdout.write(f"{path.name}: {self._told(made, publish)}")

    def _told(self, made: Imported, publish: bool) -> str:
        new = f"{made.new_articles} new articles, {made.new_entries} entries, {made.new_images} pictures"
        if not publish:
            return f"{new}; not published"
        waiting = "; an editor's unpublished changes wait at the desk" if made.has_waiting_edits else ""
        return f"{new}; {self._published(made)}{waiting}"

    def _published(self, made: Imported) -> str:
        if made.editions:
            without = ", without them" if made.has_waiting_edits else ""
            return f"published as version {made.editions[-1].number}: {made.story.published}{without}"
        if made.story.published is None:
            return "not published"
        if made.has_waiting_edits and made.story.hold_reason:
            return f"held: {made.story.hold_reason}"
        if made.has_waiting_edits and made.story.edition_due_at is not None:
            return "the update goes out by itself when it is due"
        return "nothing new to publish"
