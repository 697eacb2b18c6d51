"""Celery's entry into the wire: the id of a look in, one verb called. Harmless when run twice."""

from __future__ import annotations

from celery import shared_task

from wire import fetching


@shared_task
def fetch(fetch_id: int) -> None:
    """Look at one page. A look that is over, or that another worker has begun, is skipped."""
    fetching.carry_out(fetch_id)
