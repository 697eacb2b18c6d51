"""The Celery application. Its settings are the CELERY_ names of newsroom/settings.py."""

from __future__ import annotations

import os
import threading
from typing import Any

from celery import Celery
from celery.exceptions import WorkerShutdown
from celery.signals import worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

app = Celery("newsroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_clocks: list[threading.Event] = []


@worker_ready.connect
def start_clock(**_: Any) -> None:
    """In embedded mode the worker holds the clock: its broker is memory, which only this process reaches."""
    if app.conf.broker_url == "memory://":
        from newsroom import clock

        _clocks.append(clock.start())


@worker_shutting_down.connect
def stop_clock(**_: Any) -> None:
    """Stop the clock with its worker, and an embedded worker at once: left alone it looks up only every 2 to 4 s.

    Raises WorkerShutdown, by which Celery stops a worker warmly: it waits for the tasks that run.
    """
    for stopped in _clocks:
        stopped.set()
    if _clocks:
        raise WorkerShutdown(0)
