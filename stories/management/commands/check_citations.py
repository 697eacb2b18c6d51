"""`manage.py check_citations`: re-check every published span; non-zero where one no longer holds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stories.checking import Checked, check_citations


class Command(BaseCommand):
    help = "Check that every span cited in a public edition still stands, word for word, in its snapshot."

    def handle(self, *args: Any, **options: Any) -> None:
        counted, broken = Checked(), 0
        for fault in check_citations(counted):
            broken += 1
            self.stdout.write(f"{fault.story} [{fault.number}]: {fault.reason}: “{fault.quote[:80]}”")
        told = f"{counted.citations} citations of {counted.stories} stories checked"
        if broken:
            raise CommandError(f"{told}, {broken} broken.")
        self.stdout.write(f"{told}, all hold.")
