"""Celery's entry into the photo library."""

from __future__ import annotations

import logging

from celery import shared_task

from foundation.errors import NewsroomError
from media import making
from media.models import Image

logger = logging.getLogger(__name__)


@shared_task
def make_renditions(image_id: int) -> None:
    """Make the next sizes one picture lacks. Running it twice is harmless; a picture that is gone is skipped.

    What stands in the way is in the log; the picture stays due, and is tried again when its claim ends.
    """
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    try:
        making.make_stage(image)
    except NewsroomError as refusal:
        logger.warning("No sizes could be made of picture %s: %s", image.uid, refusal)
