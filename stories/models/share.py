"""One version of a story, shown to somebody outside by a link."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from foundation import limits


class SharedVersion(models.Model):
    """What stood at the desk when the link was made, and how often it was opened. Only the SHA-256 of its word is kept.

    `version` is the number that this version would have had as an edition: what was redacted since is left out by it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="shared_versions")
    token_hash = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    schema_version = models.PositiveSmallIntegerField()
    content_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    is_sealed = models.BooleanField(default=False, help_text="Whether it shows what was sealed.")
    is_for = models.CharField(max_length=limits.NAME_CHARS, blank=True, default="", help_text="Whom it is meant for.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"shared {self.uid}"

    def is_open(self) -> bool:
        """Whether it was not revoked and has not run out. What became of the story is asked elsewhere."""
        return self.revoked_at is None and self.expires_at > timezone.now()
