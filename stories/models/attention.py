"""What waits for a person and is not cheap to find out at the moment somebody looks: it is kept from when it arose."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AttentionQuerySet(models.QuerySet["Attention"]):
    def standing(self) -> AttentionQuerySet:
        """What waits still."""
        return self.filter(closed_at__isnull=True)


class Attention(models.Model):
    """One thing about a story that a person should look at; `where` is the tab and `subject` the row or field on it.

    Written by stories/attention.py alone, which opens and closes it from what the story says (docs/decisions/0013).
    """

    class Kind(models.TextChoices):
        HEADLINE = "headline", "headline against text"
        FIGURES = "figures", "figures differ"

    story = models.ForeignKey("Story", models.PROTECT, related_name="attention")
    kind = models.CharField(max_length=10, choices=Kind)
    where = models.CharField(max_length=10, help_text="The tab on which it is mended.")
    subject = models.CharField(max_length=40, blank=True, default="", help_text="A field of the story, or a uid.")
    text = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = AttentionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "attention"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "-id"], name="attention_standing", condition=Q(closed_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "kind", "where", "subject", "text"],
                name="attention_standing_once",
                condition=Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"
