"""The clock as a Celery task, for production: beat sends it to the queue `clock`."""

from __future__ import annotations

from celery import shared_task

from newsroom import clock


@shared_task(soft_time_limit=20, time_limit=30, ignore_result=True)
def tick() -> None:
    """Do everything that is due now."""
    clock.tick()
