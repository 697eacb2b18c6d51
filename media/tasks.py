"""Celery's entry into the photo library."""

from __future__ import annotations

from celery import shared_task

from media import making
from media.models import Image


@shared_task
def make_renditions(image_id: int) -> None:
    """Make the next sizes one picture lacks. Running it twice is harmless; a picture that is gone is skipped."""
    image = Image.objects.filter(pk=image_id).first()
    if image is not None:
        making.make_stage(image)
