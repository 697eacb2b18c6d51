"""`manage.py verify_log`: prove the edit log whole; non-zero where a row was altered or taken out."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation import log_chain


class Command(BaseCommand):
    help = "Check the hash chain over the edit log, row by row, and name what was altered or taken out."

    def add_arguments(self, parser: CommandParser) -> None:
        """One: what an earlier look told."""
        parser.add_argument("--head", default="", help="What an earlier look printed as head: it must still stand.")

    def handle(self, *args: Any, head: str = "", **options: Any) -> None:
        """Print every fault, then what was looked at and the head."""
        if head and not re.fullmatch(r"[0-9]{1,18}:[0-9a-f]{64}", head):
            raise CommandError(f"{head!r} is no head. Copy one as verify_log printed it: 12:3fa9...")
        counted, faults = log_chain.Verified(), 0
        for fault in log_chain.verify(counted, head=head):
            faults += 1
            self.stdout.write(fault)
        if counted.late:
            told = ", ".join(map(str, counted.late[:20]))
            self.stdout.write(f"Written long after the time they bear: rows {told}.")
        if counted.waiting:
            self.stdout.write(f"Not in the chain yet: {counted.waiting} rows; the clock links them.")
        self.stdout.write(f"Head: {counted.head}")
        if faults:
            raise CommandError(f"{counted.rows} rows checked, {faults} faults.")
        self.stdout.write(f"{counted.rows} rows checked, the log is whole.")
