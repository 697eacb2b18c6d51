"""What cannot wait until somebody looks at the desk, who was told of it and by which letter, and what people chose."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class AlertQuerySet(models.QuerySet["Alert"]):
    def unanswered(self) -> AlertQuerySet:
        """Those that somebody has to answer still."""
        return self.filter(needs_answer=True, answered_at__isnull=True)


class Alert(models.Model):
    """One thing that happened and that somebody is told. It repeats no word of a story.

    `ref` tells it from others of its kind and story, so that the same thing is raised once. Who answered is empty where
    what it told of ended by itself.
    """

    class Kind(models.TextChoices):
        MENTION = "mention", "somebody mentions you"
        HANDOVER = "handover", "a story is handed over to you"
        TAKEN = "taken", "somebody takes over a story of yours"
        ASSIGN = "assign", "a story is given to you"
        RELEASE = "release", "a release was refused or late"
        FAILED = "failed", "the update of a live story failed"
        SOURCE = "source", "a source of a live story was withdrawn or corrected"
        HELD = "held", "an update of a live story waits"
        NIGHT = "night", "nobody answered, and everything holds"
        COMMENT = "comment", "somebody comments on a story of yours or that you watch"
        REVIEW = "review", "a story is sent to review and waits for approval"
        PUBLIC = "public", "what readers see of a story that you watch changed"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    story = models.ForeignKey("Story", models.CASCADE, null=True, related_name="alerts")
    ref = models.CharField(max_length=80)
    detail = models.CharField(max_length=120, blank=True, default="", help_text="In words, of no story.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    raised_at = models.DateTimeField()
    needs_answer = models.BooleanField(default=False)
    escalations = models.PositiveSmallIntegerField(default=0)
    escalate_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "story", "ref"], name="alert_raised_once")]
        indexes = [
            models.Index(
                fields=["-id"], name="alert_unanswered", condition=Q(needs_answer=True, answered_at__isnull=True)
            ),
            models.Index(
                fields=["-answered_at"], name="alert_answered_by_person", condition=Q(answered_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> LetterQuerySet:
        """Those that have to leave still, each by itself."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, is_quiet=False)

    def to_gather(self) -> LetterQuerySet:
        """What waits for the next digest."""
        return self.filter(is_quiet=True, digest__isnull=True)


class Letter(models.Model):
    """One letter by mail, or one line to the newsroom's chat, that leaves once; the words are made when it leaves.

    A quiet one waits and leaves as a line of a digest, which is a letter without an alert.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", "mail"
        CHAT = "chat", "chat"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, related_name="letters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel)
    is_quiet = models.BooleanField(default=False)
    digest = models.ForeignKey("self", models.CASCADE, null=True, related_name="lines")
    digest_day = models.DateField(null=True)
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    handed_until = models.DateTimeField(null=True, help_text="A message about it waits for a worker.")
    sending_until = models.DateTimeField(null=True, help_text="A worker has it.")
    next_attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "person"],
                name="letter_once_for_each",
                condition=Q(channel="mail", alert__isnull=False),
            ),
            models.UniqueConstraint(fields=["alert"], name="chat_once", condition=Q(channel="chat")),
            models.UniqueConstraint(
                fields=["person", "digest_day"], name="digest_once_a_day", condition=Q(digest_day__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="letter_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True, is_quiet=False),
            ),
            models.Index(fields=["person"], name="letter_to_gather", condition=Q(is_quiet=True, digest__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.uid}"


class AlertChoice(models.Model):
    """How somebody wants to be told of one kind of alert, where that is not the default."""

    class Way(models.TextChoices):
        NOW = "now", "at once"
        DIGEST = "digest", "once a day"
        OFF = "off", "not by mail"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alert_choices")
    kind = models.CharField(max_length=10, choices=Alert.Kind)
    way = models.CharField(max_length=6, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"
