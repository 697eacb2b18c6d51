"""The user, the edit log, and signs of life."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from foundation.limits import NAME_CHARS


class User(AbstractUser):
    """Somebody who may log in at the desk. Roles are Django groups, kept by `sync_roles`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def display_name(self) -> str:
        """The name colleagues and readers see."""
        return self.get_full_name() or self.username


@dataclass(frozen=True, slots=True)
class Engine:
    """The machine as the one who acts: name and version of a summary engine."""

    name: str


@dataclass(frozen=True, slots=True)
class Command:
    """A management command as the one who acts."""

    name: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner's key as the one who acts."""

    name: str


Actor = User | Engine | Command | Partner


class HasUid(Protocol):
    """Anything with a public id: the subject of a log row."""

    uid: uuid.UUID


class EditLogManager(models.Manager["EditLog"]):
    def record(
        self,
        verb: str,
        subject: HasUid,
        *,
        by: Actor,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        reason: str = "",
    ) -> EditLog:
        """Write one row: who did what to which subject, with the values before and after, and why."""
        row = EditLog(verb=verb, subject_kind=subject.__class__.__name__, subject_uid=subject.uid)
        row.before, row.after, row.reason = before or {}, after or {}, reason
        if isinstance(by, User):
            row.person = by
        else:
            setattr(row, type(by).__name__.lower(), by.name)
        row.save(force_insert=True)
        return row


class EditLog(models.Model):
    """One act, by exactly one actor. Append-only: database triggers refuse UPDATE and DELETE."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.UUIDField()
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts")
    engine = models.CharField(max_length=NAME_CHARS, blank=True, default="")
    command = models.CharField(max_length=NAME_CHARS, blank=True, default="")
    partner = models.CharField(max_length=NAME_CHARS, blank=True, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")

    objects: ClassVar[EditLogManager] = EditLogManager()

    class Meta:
        indexes = [models.Index(fields=["subject_uid", "-at"], name="editlog_subject_newest")]
        constraints = [
            models.CheckConstraint(
                name="editlog_exactly_one_actor",
                condition=(
                    Q(person__isnull=False, engine="", command="", partner="")
                    | (Q(person__isnull=True, command="", partner="") & ~Q(engine=""))
                    | (Q(person__isnull=True, engine="", partner="") & ~Q(command=""))
                    | (Q(person__isnull=True, engine="", command="") & ~Q(partner=""))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} by {self.actor_name()}"

    def actor_name(self) -> str:
        """The name of whoever acted."""
        return self.person.display_name() if self.person else self.engine or self.command or self.partner


class LogLink(models.Model):
    """The place of one log row in the hash chain, given a moment after its commit (foundation/log_chain.py).

    Append-only as the log is. `hash` covers the row and the hash of the link before it.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    row = models.OneToOneField(EditLog, models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)
    linked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.position}:{self.hash[:12]}"


class Heartbeat(models.Model):
    """When something that should go on for ever last did: one row for each name."""

    CLOCK = "clock"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, help_text="The process that wrote it.")

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
