"""The user, the edit log, and signs of life."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from foundation.errors import BadText
from foundation.limits import NAME_CHARS
from foundation.text import clean_line


class CountField(models.PositiveBigIntegerField[int, int]):
    """A number that only `update()` changes: saving a row that was read before would otherwise set it back."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The given number for a new row, and what stands for any other."""
        return super().pre_save(model_instance, add) if add else F(self.attname)


_CALLED = {
    "username": "The log-in name",
    "first_name": "The first name",
    "last_name": "The last name",
}


class User(AbstractUser):
    """Somebody who may log in at the desk. Roles are Django groups, kept by `sync_roles`.

    Raising `session_stamp` ends every session of the person (foundation/sessions.py).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session_stamp = CountField(default=1, db_default=1, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    has_shortcuts = models.BooleanField("keyboard shortcuts", default=True, db_default=True)

    def clean(self) -> None:
        """Put what the person is called in one line each, whatever door it came by. Raises ValidationError."""
        super().clean()
        wrong = {}
        for name, told in _CALLED.items():
            try:
                setattr(self, name, clean_line(getattr(self, name), name=told, max_chars=NAME_CHARS))
            except BadText as refusal:
                wrong[name] = str(refusal)
        if wrong:
            raise ValidationError(wrong)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session of this person holds: another one once password, stamp or standing changed."""
        told = f"{self.password} {self.session_stamp} {self.is_active} {self.is_staff} {self.is_superuser}"
        return salted_hmac("foundation.User.session", told, secret=secret, algorithm="sha256").hexdigest()

    def display_name(self) -> str:
        """The name colleagues and readers see."""
        return self.get_full_name() or self.username


@dataclass(frozen=True, slots=True)
class Engine:
    """The machine as the one who acts: name and version of a summary engine, or a policy and the person who set it."""

    name: str
    policy_of: User | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A management command as the one who acts."""

    name: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner's key as the one who acts."""

    name: str


Actor = User | Engine | Command | Partner


# The engine of a row that a person's policy let out.
POLICY = "automatic, policy set by"


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
        kind: str = "",
    ) -> EditLog:
        """Write one row: who did what to which subject, with the values before and after, and why.

        `kind` says what the subject is where its class does not.
        """
        # Not type(): whoever asks is a lazy object in a request, which tells the class it stands for.
        row = EditLog(verb=verb, subject_kind=kind or subject.__class__.__name__, subject_uid=subject.uid)
        row.before, row.after, row.reason = before or {}, after or {}, reason
        if isinstance(by, User):
            row.person = by
        else:
            setattr(row, type(by).__name__.lower(), by.name)
            row.policy_of = by.policy_of if isinstance(by, Engine) else None
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
    policy_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    command = models.CharField(max_length=NAME_CHARS, blank=True, default="")
    partner = models.CharField(max_length=NAME_CHARS, blank=True, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")

    objects: ClassVar[EditLogManager] = EditLogManager()

    class Meta:
        verbose_name_plural = "edit log"
        indexes = [
            models.Index(fields=["subject_uid", "-at"], name="editlog_subject_newest"),
            models.Index(fields=["verb", "-id"], name="editlog_verb_newest"),
            models.Index(fields=["person", "-id"], name="editlog_person_newest"),
        ]
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
        """The name of whoever acted. Rows of before `policy_of` hold a name in their text, which is left out."""
        if self.person:
            return self.person.display_name()
        if self.policy_of:
            return f"{self.engine} {self.policy_of.display_name()}"
        if self.engine.startswith(POLICY) and self.engine != f"{POLICY} the newsroom":
            return self.engine.partition(",")[0]
        return self.engine or self.command or self.partner


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


class Invitation(models.Model):
    """Somebody who may make themselves an account in these roles, once, by the link they were sent."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(blank=True, help_text="Empty once the person was erased.")
    roles = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    account = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.email or "an invitation"


class Heartbeat(models.Model):
    """When something that should go on for ever last did: one row for each name."""

    CLOCK = "clock"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, help_text="The process that wrote it.")

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"
