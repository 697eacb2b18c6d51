"""The story as the desk works on it, and the columns by which its summary is kept current."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from editions.models import PublishedStory
from foundation import limits
from foundation.addresses import slug_for
from foundation.moments import beyond


class StoryQuerySet(models.QuerySet["Story"]):
    def at_the_desk(self) -> StoryQuerySet:
        """Stories that nobody deleted."""
        return self.filter(deleted_at__isnull=True)

    def open(self) -> StoryQuerySet:
        """Stories that people and the machine may change: not deleted, spiked, or merged into another."""
        spiked = Story.EditorialState.SPIKED
        return self.at_the_desk().filter(merged_into__isnull=True).exclude(editorial_state=spiked)

    def not_embargoed(self, at: datetime) -> StoryQuerySet:
        """Stories that may be seen outside at that time (aware): the SQL twin of not Story.is_embargoed()."""
        return self.filter(Q(embargo_since__isnull=True) | Q(embargo_until__lte=at))

    def worked_on_by(self, person: AbstractBaseUser) -> StoryQuerySet:
        """Stories that this person owns or was given."""
        # Asked once and kept, where an EXISTS would be asked again for every story there is.
        given = Story.assigned.through.objects.filter(user=person.pk).values("story")
        return self.filter(Q(owner=person.pk) | Q(pk__in=given))

    def awaiting_summary(self, now: datetime) -> StoryQuerySet:
        """Stories whose inputs moved and then stayed quiet, or have waited long enough; not claimed, not given up."""
        quiet_since = now - timedelta(seconds=settings.SUMMARY_QUIET_SECONDS)
        stale_before = now - timedelta(seconds=settings.SUMMARY_STALE_SECONDS)
        return self.open().filter(
            Q(inputs_changed_at__lte=quiet_since) | Q(stale_since__lte=stale_before) | beyond("inputs_changed_at", now),
            Q(claimed_until__isnull=True)
            | Q(claimed_until__lte=now)
            | beyond("claimed_until", now, settings.SUMMARY_LEASE_SECONDS),
            Q(next_attempt_at__isnull=True)
            | Q(next_attempt_at__lte=now)
            | beyond("next_attempt_at", now, 2**settings.SUMMARY_MAX_ATTEMPTS),
            inputs_revision__gt=F("summarised_revision"),
            needs_attention=False,
            legal_hold_since__isnull=True,
        )

    def claimed(self, now: datetime) -> StoryQuerySet:
        """Stories that a worker has, or will get, until its lease ends."""
        return self.filter(claimed_until__gt=now).exclude(beyond("claimed_until", now, settings.SUMMARY_LEASE_SECONDS))

    def unchecked(self) -> StoryQuerySet:
        """Stories whose desk part or summary is not the one that was looked at last (stories/attention.py)."""
        return self.at_the_desk().filter(
            Q(checked_desk_revision__lt=F("desk_revision")) | Q(checked_summary_version__lt=F("summary_version"))
        )

    def raise_inputs(self) -> int:
        """Say that an input of these stories' summaries changed; the clock does the rest. Returns how many."""
        return self.update(
            inputs_revision=F("inputs_revision") + 1,
            stale_since=models.functions.Coalesce("stale_since", Now()),
            inputs_changed_at=Now(),
            attempts=0,
            next_attempt_at=None,
            needs_attention=False,
            last_error="",
        )


class Story(models.Model):
    """A matter that many publishers write about. Editors change its desk part, the machine its summary.

    `desk_revision` is raised by people's verbs only; `inputs_revision` by whatever changes an input of the
    summary. A run that ends clears staleness only where `inputs_revision` is still the one it read.
    """

    class EditorialState(models.TextChoices):
        DRAFT = "draft", "draft"
        IN_REVIEW = "in_review", "in review"
        APPROVED = "approved", "approved"
        SPIKED = "spiked", "spiked"

    class Phase(models.TextChoices):
        DEVELOPING = "developing", "developing"
        RUNNING = "running", "running"
        QUIET = "quiet", "quiet"
        CLOSED = "closed", "closed"

    class SummaryPolicy(models.TextChoices):
        PUBLISH = "publish", "publish by itself"
        HOLD = "hold", "hold for an editor"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    headline = models.CharField(max_length=limits.HEADLINE_CHARS)
    slug = models.CharField(max_length=120, blank=True, default="", help_text="Made from the headline when left empty.")
    slugline = models.CharField(max_length=80, blank=True, default="", help_text="The desk's own handle, never shown.")
    kicker = models.CharField(max_length=limits.KICKER_CHARS, blank=True, default="")
    standfirst = models.TextField(max_length=limits.STANDFIRST_CHARS, blank=True, default="")
    language = models.CharField(max_length=12, default="en")
    topics = models.ManyToManyField("reference.Topic", blank=True, related_name="+")
    instruments = models.ManyToManyField("reference.Instrument", blank=True, related_name="+", verbose_name="tickers")
    lead_image = models.ForeignKey("media.Image", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="stories")
    assigned = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="assigned_stories")
    phase = models.CharField(max_length=10, choices=Phase, blank=True, default="", db_default="")
    is_flash = models.BooleanField(default=False, db_default=False, help_text="May run before it has an article.")
    desk_note = models.TextField(max_length=limits.NOTE_CHARS, blank=True, default="")
    is_sensitive = models.BooleanField(default=False, help_text="Forces every update to wait for an editor.")
    summary_policy = models.CharField(max_length=10, choices=SummaryPolicy, default=SummaryPolicy.PUBLISH)
    policy_set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    editorial_state = models.CharField(max_length=10, choices=EditorialState, default=EditorialState.DRAFT)
    approved_digest = models.CharField(max_length=64, blank=True, default="", help_text="Of the desk part approved.")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    embargo_since = models.DateTimeField(null=True, help_text="Nobody outside sees it: stories/embargoes.py.")
    embargo_until = models.DateTimeField(null=True, blank=True, help_text="Empty under an embargo: until it is lifted.")
    release_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When the copy is wanted.")
    published = models.OneToOneField("editions.PublishedStory", models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    joined = models.JSONField(default=list, db_default=[], help_text="Ids of all stories that were merged into it.")
    deleted_at = models.DateTimeField(null=True, help_text="Recoverable for 30 days.")
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    legal_hold_since = models.DateTimeField(null=True, help_text="No machine, no deletion: stories/legal_holds.py.")
    legal_hold_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    legal_hold_reason = models.TextField(max_length=limits.NOTE_CHARS, blank=True, default="", db_default="")

    desk_revision = models.PositiveIntegerField(default=0)
    published_desk_revision = models.PositiveIntegerField(default=0, help_text="The last one a person published.")
    inputs_revision = models.PositiveIntegerField(default=0)
    summarised_revision = models.PositiveIntegerField(default=0)
    summary_version = models.PositiveIntegerField(default=0, help_text="Raised by every run that was saved.")
    stale_since = models.DateTimeField(null=True)
    inputs_changed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True, default="")
    claimed_until = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    needs_attention = models.BooleanField(default=False)
    edition_due_at = models.DateTimeField(null=True, help_text="When an update may publish itself.")
    hold_reason = models.TextField(blank=True, default="", help_text="Why the last update did not publish itself.")

    checked_desk_revision = models.IntegerField(default=-1, db_default=-1, help_text="Looked at for what waits.")
    checked_summary_version = models.IntegerField(default=-1, db_default=-1)
    check_after = models.DateTimeField(null=True, help_text="Until when somebody is looking.")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="story_newest_changed"),
            models.Index(
                fields=["inputs_changed_at"],
                name="story_awaiting_summary",
                condition=Q(inputs_revision__gt=F("summarised_revision")),
            ),
            models.Index(
                fields=["id"], name="story_needs_attention", condition=Q(needs_attention=True, deleted_at__isnull=True)
            ),
            models.Index(
                fields=["id"], name="story_update_ready", condition=Q(deleted_at__isnull=True) & ~Q(hold_reason="")
            ),
            models.Index(
                fields=["-id"],
                name="story_in_review",
                condition=Q(editorial_state="in_review", deleted_at__isnull=True),
            ),
            models.Index(
                fields=["edition_due_at"], name="story_edition_due", condition=Q(edition_due_at__isnull=False)
            ),
            models.Index(
                fields=["-changed_at", "-id"],
                name="story_unchecked",
                condition=(
                    Q(checked_desk_revision__lt=F("desk_revision"))
                    | Q(checked_summary_version__lt=F("summary_version"))
                )
                & Q(deleted_at__isnull=True),
            ),
            models.Index(fields=["check_after"], name="story_check_held", condition=Q(check_after__isnull=False)),
            models.Index(fields=["deleted_at"], name="story_deleted", condition=Q(deleted_at__isnull=False)),
            models.Index(fields=["due_at"], name="story_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["embargo_until"], name="story_embargo", condition=Q(embargo_until__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_summarised_no_further_than_inputs",
                condition=Q(summarised_revision__lte=F("inputs_revision")),
            )
        ]
        permissions = [
            ("publish_story", "Can publish, correct, embargo and kill stories"),
            ("approve_story", "Can approve stories"),
            ("edit_any_story", "Can edit stories of others"),
        ]

    def __str__(self) -> str:
        return self.headline

    def wanted_slug(self) -> str:
        """The end of the address it asks for: what people gave, else one made from the headline."""
        return self.slug or slug_for(self.headline, fallback=str(self.uid))

    def is_summary_current(self) -> bool:
        """Whether the summary rests on every input there is."""
        return self.summarised_revision == self.inputs_revision

    def is_held_legally(self) -> bool:
        """Whether no machine may change it, and nobody may make it disappear."""
        return self.legal_hold_since is not None

    def is_embargoed(self, at: datetime) -> bool:
        """Whether nobody outside may see it at that time (aware)."""
        return self.embargo_since is not None and (self.embargo_until is None or self.embargo_until > at)

    def has_unpublished_changes(self) -> bool:
        """Whether a person changed the desk part since a person last published it."""
        return self.desk_revision != self.published_desk_revision

    def is_gone(self) -> bool:
        """Whether nothing of this story is ever published again: it was killed, removed or merged into another."""
        state = PublishedStory.State
        is_over = self.published is not None and self.published.state in {state.KILLED, state.VANISHED, state.MERGED}
        return self.merged_into_id is not None or is_over

    def why_closed(self) -> str:
        """Say why no version of this story is published now: it is hidden, killed, removed or merged; else "".

        One that a reporting restriction hides may be published: a version without the name shows it again.
        """
        if self.merged_into_id is not None:
            return "This story was merged into another: publish that one, or undo the merge first."
        open_states = {PublishedStory.State.LIVE, PublishedStory.State.RESTRICTED}
        if self.published is None or self.published.is_public() or self.published.state in open_states:
            return ""
        is_hidden = self.published.state == PublishedStory.State.WITHHELD
        then = "Show it again before publishing." if is_hidden else "What is still to be told needs a story of its own."
        return f"This story is {self.published.get_state_display()}. {then}"
