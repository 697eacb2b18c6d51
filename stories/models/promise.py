"""What the machine proposes for a timeline, and how a planned entry may turn out, written before it does."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from foundation import limits
from stories.models.timeline import TimelineEntry


class EntryProposal(models.Model):
    """A dated fact that articles tell and the timeline has not: waits for a person, who accepts or dismisses it.

    One that was dismissed stays, so that it does not come back in other words.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        STANDING = "standing", "stands as the machine's"
        DISMISSED = "dismissed", "dismissed"
        OUTDATED = "outdated", "outdated"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="entry_proposals")
    date = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=TimelineEntry.Status)
    sort_from = models.DateField()
    sort_to = models.DateField()
    text = models.TextField(max_length=limits.ENTRY_CHARS)
    tier = models.CharField(max_length=1)
    operations = models.JSONField(
        default=list, help_text="Typed edits of the source sentence, before its quotation marks."
    )
    evidence = models.JSONField(default=list, help_text="Spans, the one whose words these are first.")
    salience = models.PositiveIntegerField(default=1, help_text="Distinct sentences that name the date.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    entry = models.ForeignKey(TimelineEntry, models.PROTECT, null=True, related_name="proposals")
    made_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sort_from", "sort_to", "pk"]
        indexes = [models.Index(fields=["story", "state"], name="entry_proposal_of_story")]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "date", "text"], name="entry_proposed_once", condition=models.Q(state="open")
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.text[:60]}"


class Outcome(models.Model):
    """One way in which a planned entry may turn out, written ahead. It leaves the desk only when it is chosen."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(TimelineEntry, models.PROTECT, related_name="outcomes")
    label = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=TimelineEntry.Status, default=TimelineEntry.Status.HAPPENED)
    text = models.TextField(max_length=limits.ENTRY_CHARS)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label
