"""Entries of a story's timeline."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation import limits
from stories.models.summary import Writer


class TimelineEntry(models.Model):
    """One dated fact. `date` is EDTF; the sort days are its first and last day."""

    class Status(models.TextChoices):
        HAPPENED = "happened", "happened"
        PLANNED = "planned", "planned"
        SLIPPED = "slipped", "slipped"
        CANCELLED = "cancelled", "cancelled"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="timeline_entries")
    date = models.CharField(max_length=60)
    as_typed = models.CharField(max_length=100, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status, default=Status.HAPPENED)
    sort_from = models.DateField()
    sort_to = models.DateField()
    position = models.IntegerField(default=0)
    text = models.TextField(max_length=limits.ENTRY_CHARS)
    written_by = models.CharField(max_length=8, choices=Writer, default=Writer.PERSON)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    promised = models.JSONField(
        default=list, db_default=[], help_text="Dates as EDTF for which it was planned before, the first one first."
    )

    class Meta:
        verbose_name_plural = "timeline entries"
        ordering = ["sort_from", "sort_to", "position", "pk"]
        indexes = [
            models.Index(
                fields=["-sort_to", "-id"],
                name="entry_planned",
                condition=Q(status="planned", removed_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(name="entry_ends_after_it_begins", condition=Q(sort_to__gte=F("sort_from")))
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.text[:60]}"
