"""Celery entry points of the desk: an id in, one verb called. Each is harmless when run twice."""

from __future__ import annotations

from celery import shared_task

from desk import alert_letters


@shared_task(soft_time_limit=60, time_limit=90)
def send_letter(letter_id: int) -> None:
    """Send one letter, or one line to the chat. Skipped where it left, or another worker has it."""
    alert_letters.send(letter_id)
