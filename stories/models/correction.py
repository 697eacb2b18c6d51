"""What was wrong in a story that had run, as readers are told."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from foundation import limits


class Correction(models.Model):
    """A public line of a story. Written in the transaction that publishes it; triggers refuse UPDATE and DELETE."""

    story = models.ForeignKey("Story", models.PROTECT, related_name="corrections")
    text = models.TextField(max_length=limits.NOTE_CHARS)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
