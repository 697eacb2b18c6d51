"""The Celery application. Its settings are the CELERY_ names of newsroom/settings.py."""

from __future__ import annotations

import os
import threading
from typing import Any

from celery import Celery
from celery.exceptions import WorkerShutdown
from celery.signals import beat_init, worker_init, worker_ready, worker_shutting_down
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

app = Celery("newsroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_clocks: list[threading.Event] = []
_releases: list[threading.Event] = []


@worker_init.connect
@beat_init.connect
def refuse_to_start(**_: Any) -> None:
    """Stop a worker or beat whose settings contradict each other or whose broker evicts. Raises SystemExit."""
    from newsroom.broker import refuse_evicting
    from newsroom.checks import refuse_contradictions

    try:
        refuse_contradictions()
    except ImproperlyConfigured as contradiction:
        raise SystemExit(str(contradiction)) from contradiction
    if settings.REDIS_URL:
        refuse_evicting(settings.REDIS_URL)


@worker_init.connect
def start_releases(sender: Any, **_: Any) -> None:
    """The worker of the queue `clock` releases what is due by itself, also while the broker is away."""
    if app.conf.broker_url != "memory://" and "clock" in sender.app.amqp.queues.consume_from:
        from newsroom import clock

        _releases.append(clock.start(clock.run_releases))


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
    for stopped in (*_clocks, *_releases):
        stopped.set()
    if _clocks:
        raise WorkerShutdown(0)
