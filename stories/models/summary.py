"""The summary's rows: sections, sentences, and what a person took out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from foundation import limits


class Writer(models.TextChoices):
    """Whose words a row holds."""

    MACHINE = "machine", "machine"
    PERSON = "person", "a person"


PLACED = "The desk revision in which a person moved it here; no run moves it back."


class Section(models.Model):
    """A part of the summary under one heading."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="sections")
    heading = models.CharField(max_length=120, blank=True, default="")
    machine_heading = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="What a person renamed."
    )
    needs_heading = models.BooleanField(default=False)
    heading_article = models.ForeignKey("Article", models.PROTECT, null=True, related_name="+")
    position = models.IntegerField()
    placed_revision = models.PositiveIntegerField(null=True, help_text=PLACED)
    written_by = models.CharField(max_length=8, choices=Writer, default=Writer.MACHINE)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading or "(no heading)"


class Sentence(models.Model):
    """One sentence of the summary. Its uid is carried through every update; it is marked removed, never deleted."""

    class Form(models.TextChoices):
        PLAIN = "plain", "plain prose"
        QUOTATION = "quotation", "a quotation, its outlet named"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="sentences")
    section = models.ForeignKey(Section, models.PROTECT, related_name="sentences")
    position = models.IntegerField()
    placed_revision = models.PositiveIntegerField(null=True, help_text=PLACED)
    text = models.TextField(max_length=limits.SENTENCE_CHARS)
    form = models.CharField(max_length=10, choices=Form, default=Form.PLAIN)
    outlet = models.CharField(max_length=limits.NAME_CHARS, blank=True, default="")
    written_by = models.CharField(max_length=8, choices=Writer, default=Writer.MACHINE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_kept = models.BooleanField("keep this wording", default=False)
    machine_text = models.TextField(blank=True, default="", help_text="What the machine last wrote here.")
    tier = models.CharField(max_length=1, default="A")
    reasons = models.JSONField(default=list, help_text="Findings of the support check, in plain words.")
    findings = models.JSONField(default=list, db_default=[], help_text="The same with the passages they speak of.")
    operations = models.JSONField(default=list, help_text="Typed edits of the one source sentence it rests on.")
    origins = models.PositiveSmallIntegerField(default=1, help_text="Independent original reports behind it.")
    lost_evidence = models.BooleanField(default=False, help_text="Source no longer says this.")
    vouched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    vouched_at = models.DateTimeField(null=True)
    desk_changed_at = models.DateTimeField(null=True, help_text="When a person last changed or removed it.")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["section__position", "position", "pk"]
        indexes = [
            models.Index(fields=["story", "removed_at"], name="sentence_of_story"),
            models.Index(
                fields=["id"],
                name="sentence_lost",
                condition=models.Q(lost_evidence=True, removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def is_persons(self) -> bool:
        """Whether the machine may not touch its wording."""
        return self.is_kept or self.written_by == Writer.PERSON


class Deletion(models.Model):
    """What a person took out, by its names, figures and stems, so that it does not come back in other words."""

    story = models.ForeignKey("Story", models.PROTECT, related_name="deletions")
    text = models.TextField()
    names = models.JSONField(default=list)
    numbers = models.JSONField(default=list)
    stems = models.JSONField(default=list)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text[:80]
