"""Partners' keys."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from foundation.limits import NAME_CHARS


class ApiKey(models.Model):
    """A partner's key. Only its SHA-256 is kept; the key itself is shown once, when it is made."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.CharField(max_length=NAME_CHARS)
    prefix = models.CharField(max_length=12, help_text="First characters, so that people can tell keys apart.")
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "API key"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.partner} ({self.prefix}…)"

    def is_valid(self) -> bool:
        """Whether it still opens the door."""
        return self.revoked_at is None
