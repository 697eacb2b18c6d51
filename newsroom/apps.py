"""The building as a Django app, so that its commands, checks and demo are found."""

from __future__ import annotations

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Register the checks of the settings."""
        from newsroom import checks  # noqa: F401 importing registers
