"""Tickers that the machine proposes for a story, each with its evidence; a person's yes or no stands for good."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class TickerSuggestionQuerySet(models.QuerySet["TickerSuggestion"]):
    def open(self) -> TickerSuggestionQuerySet:
        """Those that nobody decided and that the copy still gives."""
        return self.filter(state=TickerSuggestion.State.OPEN)


class TickerSuggestion(models.Model):
    """One instrument that a story's copy names. Never on a page before a person says so: stories/tickers/.

    `evidence` is a list of spans: where (summary, timeline, article), the uid of what holds it, start and end there
    (half-open, code points), the quote around it with the span's own start and end, and why it counts.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        CONFIRMED = "confirmed", "confirmed"
        DENIED = "denied", "denied"
        GONE = "gone", "no longer named"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="ticker_suggestions")
    instrument = models.ForeignKey("reference.Instrument", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    why = models.CharField(max_length=300, help_text="In plain words: where it is named, and what is doubtful.")
    is_doubtful = models.BooleanField(default=False, help_text="The name means something else as well.")
    evidence = models.JSONField(default=list)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = TickerSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["is_doubtful", "made_at", "pk"]
        indexes = [models.Index(fields=["story"], name="ticker_suggestion_open", condition=Q(state="open"))]
        constraints = [
            models.UniqueConstraint(fields=["story", "instrument"], name="ticker_suggested_once_per_story"),
            models.CheckConstraint(
                name="ticker_decided_with_time",
                condition=Q(state__in=["confirmed", "denied"], decided_at__isnull=False)
                | Q(state__in=["open", "gone"], decided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.state}"


class TickerLook(models.Model):
    """What a story's tickers were last looked for in: the same again is not read twice."""

    story = models.OneToOneField("Story", models.PROTECT, related_name="ticker_look")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.story_id}: {self.digest[:8]}"
