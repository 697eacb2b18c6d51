"""The flag: on whatever rests on an article that its publisher corrected, changed or withdrew."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class FlagQuerySet(models.QuerySet["Flag"]):
    def standing(self) -> FlagQuerySet:
        """Those that nobody has seen to yet."""
        return self.filter(cleared_at__isnull=True)


class Flag(models.Model):
    """Something that rests on an article which is not what it was. A person clears it, or the machine once it holds.

    At most one of sentence, entry, placement and section is set; a flag without any is on the story as a whole.
    """

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "corrected by its publisher"
        CHANGED = "changed", "has another text, which no longer says this"
        RETRACTED = "retracted", "withdrawn by its publisher"
        GONE = "gone", "no longer stands at its address"
        QUESTION = "question", "may have been withdrawn: its page says so"

    class Outcome(models.TextChoices):
        STANDING = "", "not seen yet"
        SEEN = "seen", "seen by a person"
        HOLDS = "holds", "the new text still says it"
        RESTS_NO_MORE = "rests_no_more", "it rests on the article no more"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey("Article", models.PROTECT, related_name="flags")
    story = models.ForeignKey("Story", models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=Kind)
    sentence = models.ForeignKey("Sentence", models.PROTECT, null=True, related_name="flags")
    entry = models.ForeignKey("TimelineEntry", models.PROTECT, null=True, related_name="flags")
    placement = models.ForeignKey("Placement", models.PROTECT, null=True, related_name="flags")
    section = models.ForeignKey("Section", models.PROTECT, null=True, related_name="flags")
    note = models.TextField(blank=True, default="", help_text="The publisher's notice, or the words that are gone.")
    raised_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True, default=Outcome.STANDING)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["story"], name="flag_standing", condition=Q(cleared_at__isnull=True)),
            models.Index(fields=["article"], name="flag_of_article"),
        ]
        constraints = [
            models.CheckConstraint(
                name="flag_cleared_with_its_outcome",
                condition=Q(cleared_at__isnull=True, outcome="") | (Q(cleared_at__isnull=False) & ~Q(outcome="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} in {self.story_id}"

    def subject(self) -> str:
        """The kind of thing that it is on."""
        named = {"sentence": self.sentence_id, "timeline entry": self.entry_id, "picture": self.placement_id}
        return next((name for name, pk in {**named, "heading": self.section_id}.items() if pk), "story")
