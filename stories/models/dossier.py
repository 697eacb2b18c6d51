"""The dossier of a story: asked for by a person, made by a worker, handed out as one file."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from foundation import limits


def dossier_path(dossier: Dossier, filename: str) -> str:
    """Where the file lies: by its uid, never by a name that people chose."""
    return f"dossiers/{dossier.uid}.zip"


class Dossier(models.Model):
    """One request for a dossier, and the file once it is made. `reason` says why it shows what was redacted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="dossiers")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    with_redacted = models.BooleanField(default=False)
    reason = models.TextField(max_length=limits.NOTE_CHARS, blank=True, default="")
    due_since = models.DateTimeField(null=True, db_index=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True, default="")
    file = models.FileField(upload_to=dossier_path, max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size_bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        permissions = [("make_dossier", "Can make the dossier of a story")]

    def __str__(self) -> str:
        return f"dossier {self.uid}"

    def standing(self) -> str:
        """Where it stands, in words."""
        if self.made_at:
            return "made" if self.file else "thrown away"
        return f"failed: {self.failure}" if self.failure else "being made"
