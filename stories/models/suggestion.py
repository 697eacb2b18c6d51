"""What the machine would change in something that a person owns."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Suggestion(models.Model):
    """What the machine would write in place of a person's words, or add or take out beside them; decided by people."""

    class Kind(models.TextChoices):
        REWORD = "reword", "another wording"
        ADD = "add", "a further sentence"
        REMOVE = "remove", "taking it out"
        HEADING = "heading", "another heading"

    class State(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"
        OUTDATED = "outdated", "outdated"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.REWORD, db_default=Kind.REWORD)
    sentence = models.ForeignKey("Sentence", models.PROTECT, null=True, related_name="suggestions")
    section = models.ForeignKey(
        "Section", models.PROTECT, null=True, related_name="suggestions", help_text="Whose heading, or where to add."
    )
    run = models.ForeignKey("SummaryRun", models.PROTECT, related_name="suggestions")
    text = models.TextField(help_text="What would stand; of one to be taken out, what stands.")
    evidence = models.JSONField(default=list, help_text="Spans as the engine drafted them.")
    why = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "sentence", "kind", "text"],
                name="suggestion_open_once",
                condition=models.Q(state="open"),
            ),
            models.UniqueConstraint(
                fields=["story", "kind", "text"],
                name="suggestion_open_once_for_no_sentence",
                condition=models.Q(state="open", sentence__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
