"""Where a story came from and where it went: copied, merged into another, split off from one."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation import limits


class LineageQuerySet(models.QuerySet["Lineage"]):
    def standing(self) -> LineageQuerySet:
        """Those that nobody undid."""
        return self.filter(undone_at__isnull=True)


class Lineage(models.Model):
    """One act that led from `source` to `target`: the original and its copy, the merged story and the one that
    survives, the story that was split and the one that was made of its parts.

    `record` says what moved, so that one step undoes it; it is read by the module of the act alone.
    """

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", "copied"
        MERGE = "merge", "merged"
        SPLIT = "split", "split"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.ForeignKey("Story", models.PROTECT, related_name="led_to")
    target = models.ForeignKey("Story", models.PROTECT, related_name="came_from")
    record = models.JSONField(default=dict)
    reason = models.TextField(max_length=limits.NOTE_CHARS, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = LineageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="merged_once", condition=Q(kind="merge", undone_at__isnull=True)
            ),
            models.CheckConstraint(name="lineage_between_two", condition=~Q(source=F("target"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} to {self.target_id}"
