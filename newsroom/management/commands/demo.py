"""`manage.py demo`: load the demo into an empty database and print the log-in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.demo import loading


class Command(BaseCommand):
    help = "Load the demo stories where there is no story yet; print the log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="Load even where stories stand.")

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        if not again and not loading.is_empty():
            self.stdout.write(
                "Stories stand here already. `.venv/bin/python manage.py demo_login` sets a new password for the demo."
            )
            return
        user, password = loading.set_login()
        for made in loading.load(user):
            told = f"version {made.editions[-1].number}" if made.editions else "stood here already"
            self.stdout.write(f"Demo: {made.story.headline} ({told})")
        self.stdout.write(self.style.SUCCESS(f"Log in at the desk as {user.username} with {password}"))
