"""The figures board: the figures of a story that its desk watches, each with its history and its passage."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stories.models.summary import Writer


class BoardLine(models.Model):
    """One thing that is counted: "Dead". Its values stand beside it, the newest first."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="board_lines")
    label = models.CharField(max_length=80)
    position = models.IntegerField(default=0)
    written_by = models.CharField(max_length=8, choices=Writer, default=Writer.PERSON)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class BoardValue(models.Model):
    """One value of a line, as of a time: a half-open span of code points in a snapshot, or the newsroom's own."""

    class State(models.TextChoices):
        STANDING = "standing", "standing"
        PROPOSED = "proposed", "proposed by the machine"
        REJECTED = "rejected", "rejected"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(BoardLine, models.PROTECT, related_name="values")
    value = models.CharField(max_length=60, help_text="As it is shown: 40, $36 million.")
    amount = models.DecimalField(max_digits=38, decimal_places=6)
    unit = models.CharField(max_length=40, blank=True, default="", help_text="As the reader of figures names it: USD.")
    as_of = models.DateTimeField()
    article = models.ForeignKey("Article", models.PROTECT, null=True, related_name="+")
    snapshot = models.ForeignKey("Snapshot", models.PROTECT, null=True, related_name="+")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.STANDING)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="board_value_cites_whole_or_not",
                condition=Q(snapshot__isnull=True, article__isnull=True)
                | Q(snapshot__isnull=False, article__isnull=False, end__gt=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return self.value
