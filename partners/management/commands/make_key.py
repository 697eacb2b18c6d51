"""manage.py make_key PARTNER: make a key for the partners' API and print it, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.errors import NewsroomError
from foundation.models import Command as CommandActor
from partners import keys


class Command(BaseCommand):
    help = "Make a key for a partner of the REST API and print it. It is shown this once; only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partner", help="Who gets the key, for example 'Vell Evening Post'.")

    def handle(self, *args: Any, partner: str, **options: Any) -> None:
        try:
            key, secret = keys.make_key(partner, by=CommandActor("make_key"))
        except NewsroomError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
        self.stderr.write(f"Key for {key.partner}. Keep it now: it is not shown again.")
