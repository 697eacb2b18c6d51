"""What was wrong in a story that had run, as readers are told."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from foundation import limits

# What stands before a correction, in the language of its story.
_WORDS = {"en": "Correction", "ko": "정정", "ar": "تصحيح", "de": "Korrektur", "fr": "Correction", "es": "Corrección"}


def correction_line(text: str, language: str) -> str:
    """The public line of a correction: it begins with the word for one, so that nobody takes it for an update."""
    return f"{_WORDS.get(language.split('-')[0].lower(), _WORDS['en'])}: {text}"


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
