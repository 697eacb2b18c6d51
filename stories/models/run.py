"""What the machine did."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class SummaryRun(models.Model):
    """One attempt to bring a summary up to date: progress while it lasts, the account of it afterwards."""

    class Trigger(models.TextChoices):
        ARTICLES = "articles", "articles, rights or policy changed"
        ENGINE = "engine", "engine upgraded"

    class Outcome(models.TextChoices):
        RUNNING = "running", "running"
        CHANGED = "changed", "summary changed"
        UNCHANGED = "unchanged", "nothing changed"
        OVERTAKEN = "overtaken", "overtaken by a newer change"
        FAILED = "failed", "failed"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="runs")
    trigger = models.CharField(max_length=10, choices=Trigger, default=Trigger.ARTICLES)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING)
    inputs_revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True, default="")
    engine = models.CharField(max_length=60)
    model = models.CharField(max_length=100, blank=True, default="")
    step = models.CharField(max_length=60, blank=True, default="")
    percent = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField(default=0, help_text="Millionths of the currency unit.")
    counts = models.JSONField(default=dict, help_text="kept, added, replaced, removed, refused.")
    refusals = models.JSONField(default=list)
    conflicts = models.JSONField(default=list, help_text="Figures that differ between sources.")
    label = models.CharField(max_length=120, blank=True, default="", help_text="Such as One source: X.")
    original_reports = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["story", "-started_at"], name="run_newest_of_story")]

    def __str__(self) -> str:
        return f"{self.engine} {self.outcome} {self.percent}%"

    def seconds(self) -> float:
        """How long it took in seconds, or has taken so far; of a run that was killed, until another one closed it."""
        return max(((self.finished_at or timezone.now()) - self.started_at).total_seconds(), 0.0)
