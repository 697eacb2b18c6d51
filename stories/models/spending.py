"""What the LLM engine spends, what it was answered, and how its provider is: rows that several runs share."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LlmSpending(models.Model):
    """What was debited on one day (UTC) for one story, or without a story for all of them.

    A call is debited with the most it can cost before it is made. What a killed process reserved stays debited.
    """

    day = models.DateField()
    story = models.ForeignKey("Story", models.PROTECT, null=True, related_name="+")
    debited_micros = models.PositiveBigIntegerField(default=0, help_text="Millionths of the currency unit.")
    calls = models.PositiveIntegerField(default=0)
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "LLM spending"
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "story"], name="llm_spending_once_a_day_per_story"),
            models.UniqueConstraint(fields=["day"], name="llm_spending_once_a_day", condition=Q(story__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.debited_micros} micros"

    def debit(self, micros: int, *, cap: int) -> bool:
        """Debit this much where the cap allows it: one conditional update, so that runs at once never pass it."""
        rows = LlmSpending.objects.filter(pk=self.pk, debited_micros__lte=cap - micros)
        return bool(rows.update(debited_micros=F("debited_micros") + micros, calls=F("calls") + 1))


class LlmAnswer(models.Model):
    """An answer that could be used, by the digest of model, prompt version, parameters and evidence."""

    key = models.CharField(max_length=64, unique=True)
    answer = models.TextField()
    kept_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key


class LlmProvider(models.Model):
    """One model at one address: how it wants to be spoken to, and whether it failed too often of late."""

    key = models.CharField(max_length=64, unique=True)
    dialect = models.JSONField(default=dict)
    probed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    open_until = models.DateTimeField(null=True, help_text="Left alone until then; afterwards one call probes.")

    def __str__(self) -> str:
        return f"{self.key[:12]}: {self.failures} failures"
