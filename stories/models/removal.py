"""Asking that a story be removed without trace: one person asks, another decides."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation import limits


class RemovalRequest(models.Model):
    """One request, open until somebody confirms it, who is not the one that asked, or drops it."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "confirmed"
        DROPPED = "dropped", "dropped"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("editions.PublishedStory", models.PROTECT, related_name="removal_requests")
    reason = models.TextField(max_length=limits.NOTE_CHARS)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["story"], name="removal_open_once", condition=Q(decided_at__isnull=True)),
            models.CheckConstraint(
                name="removal_by_two_people",
                condition=~Q(outcome="confirmed") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"removal of {self.story_id}: {self.outcome or 'open'}"
