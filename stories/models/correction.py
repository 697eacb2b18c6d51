"""What was wrong in a story that had run, as readers are told."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from foundation import limits
from foundation.dating import label

# What stands before a correction, in the language of its story.
_WORDS = {"en": "Correction", "ko": "정정", "ar": "تصحيح", "de": "Korrektur", "fr": "Correction", "es": "Corrección"}


# How long readers had it so, in the same languages.
_SINCE = {
    "en": "It stood so since {at}.",
    "ko": "{at}부터 그렇게 실려 있었습니다.",
    "ar": "وكان كذلك منذ {at}.",
    "de": "So stand es seit {at} hier.",
    "fr": "Il en était ainsi depuis le {at}.",
    "es": "Figuraba así desde el {at}.",
}


def since_line(at: datetime, language: str) -> str:
    """Since when it had been wrong: the day of that version (aware) and its time, in the newsroom's zone."""
    local = timezone.localtime(at)
    known = language.split("-")[0].lower() if language.split("-")[0].lower() in _SINCE else "en"
    return _SINCE[known].format(at=f"{label(local.date().isoformat(), language=known)}, {local:%H:%M}")


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
