"""The building: settings, addresses, the Celery application, preview, and the commands that run it all."""

from __future__ import annotations

from newsroom.celery import app as celery_app

__all__ = ("celery_app",)
