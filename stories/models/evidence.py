"""The citation: from a sentence or a timeline entry to a passage of a snapshot."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Citation(models.Model):
    """A half-open span of code points in one snapshot, with its words frozen in `quote`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sentence = models.ForeignKey("Sentence", models.PROTECT, null=True, related_name="citations")
    entry = models.ForeignKey("TimelineEntry", models.PROTECT, null=True, related_name="citations")
    article = models.ForeignKey("Article", models.PROTECT, related_name="citations")
    snapshot = models.ForeignKey("Snapshot", models.PROTECT, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    position = models.PositiveSmallIntegerField(default=0, help_text="0 is the primary: whose words they are.")
    score = models.PositiveSmallIntegerField(default=1000, help_text="Per mille.")

    lost_at = models.DateTimeField(null=True, help_text="Since when the article's text no longer holds it.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="citation_span_not_empty", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="citation_of_exactly_one",
                condition=Q(sentence__isnull=False, entry__isnull=True) | Q(sentence__isnull=True, entry__isnull=False),
            ),
            models.UniqueConstraint(fields=["sentence", "snapshot", "start", "end"], name="citation_once_per_sentence"),
            models.UniqueConstraint(fields=["entry", "snapshot", "start", "end"], name="citation_once_per_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id}[{self.start}:{self.end}]"

    def has_its_words(self) -> bool:
        """Whether the span still holds the quote. Reads the snapshot."""
        return self.snapshot.text[self.start : self.end] == self.quote
