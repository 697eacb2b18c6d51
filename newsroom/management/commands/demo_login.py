"""`manage.py demo_login`: give the demo's chief a new password and print it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.demo import loading


class Command(BaseCommand):
    help = "Set a new password for the demo's log-in and print it."

    def handle(self, *args: Any, **options: Any) -> None:
        user, password = loading.set_login()
        self.stdout.write(f"Log in at the desk as {user.username} with {password}")
