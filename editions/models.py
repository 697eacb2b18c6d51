"""The published record. Only `stories.publishing` writes here; readers and partners read."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from foundation import limits


class PublishedStoryQuerySet(models.QuerySet["PublishedStory"]):
    def public(self) -> PublishedStoryQuerySet:
        """Published stories any reader may see: the SQL twin of PublishedStory.is_public()."""
        return self.filter(state=PublishedStory.State.LIVE, current_edition__isnull=False)

    def for_reading(self) -> PublishedStoryQuerySet:
        """Fetch the current edition's content in the same query."""
        return self.select_related("current_edition")


class PublishedStory(models.Model):
    """The public identity of a story that has run, with the columns that lists need."""

    class State(models.TextChoices):
        LIVE = "live", "live"
        WITHHELD = "withheld", "hidden for now"
        KILLED = "killed", "killed, notice stays"
        VANISHED = "vanished", "removed without trace"
        MERGED = "merged", "merged into another"
        RESTRICTED = "restricted", "hidden by a reporting restriction"

    uid = models.UUIDField(unique=True, editable=False)
    slug = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    merged_numbers = models.JSONField(default=dict, help_text="Old [n] to the survivor's [n].")
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="Facts moved.")
    modified_at = models.DateTimeField(help_text="Anything visible moved.")
    current_edition = models.OneToOneField("Edition", models.PROTECT, null=True, related_name="+")
    headline = models.CharField(max_length=limits.HEADLINE_CHARS)
    kicker = models.CharField(max_length=limits.KICKER_CHARS, blank=True, default="")
    standfirst = models.TextField(max_length=limits.STANDFIRST_CHARS, blank=True, default="")
    lead_image = models.JSONField(null=True, help_text="The image of the current edition that cards show.")
    article_count = models.PositiveIntegerField(default=0)
    publisher_count = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=12)
    images = models.ManyToManyField("media.Image", related_name="published_in", help_text="Of the current edition.")
    redactions = models.JSONField(default=list, db_default=[], help_text="What every reading of it leaves out.")
    looked_at = models.DateTimeField(null=True, help_text="When an editor last looked at it; empty: when it first ran.")

    objects = PublishedStoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "published stories"
        indexes = [models.Index(fields=["-updated_at", "-id"], name="published_newest_updated")]
        constraints = [
            models.CheckConstraint(
                name="merged_exactly_when_into_another",
                condition=(
                    models.Q(state="merged", merged_into__isnull=False)
                    | (~models.Q(state="merged") & models.Q(merged_into__isnull=True))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("readers:story", kwargs={"slug": self.slug})

    def is_public(self) -> bool:
        """Whether any reader may see it: the twin of PublishedStoryQuerySet.public()."""
        return self.state == self.State.LIVE and self.current_edition_id is not None


class OldSlug(models.Model):
    """An address the story had: it redirects to today's."""

    slug = models.CharField(max_length=120, unique=True)
    story = models.ForeignKey(PublishedStory, models.CASCADE, related_name="old_slugs")

    def __str__(self) -> str:
        return self.slug


class EditionQuerySet(models.QuerySet["Edition"]):
    def readable(self) -> EditionQuerySet:
        """Editions that may be shown as old versions now: no reporting restriction hides them."""
        return self.filter(~models.Exists(Hidden.objects.standing().filter(edition=models.OuterRef("pk"))))


class Edition(models.Model):
    """One immutable version of a published story. Database triggers refuse UPDATE and DELETE."""

    class Kind(models.TextChoices):
        FIRST = "first", "first"
        UPDATE = "update", "update"
        CORRECTION = "correction", "correction"
        RESTORED = "restored", "restored"
        KILL = "kill", "kill"

    story = models.ForeignKey(PublishedStory, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    published_at = models.DateTimeField()
    by_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_text = models.CharField(max_length=limits.NAME_CHARS, help_text="Who published it, in words.")
    note = models.TextField(max_length=limits.NOTE_CHARS, blank=True, default="")
    schema_version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["story", "-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="edition_number_once_per_story")]

    def __str__(self) -> str:
        return f"{self.content['desk']['headline']}, version {self.number}"

    def by_words(self) -> str:
        """Who published it, as the desk says it: a person by the name they have now, for an erased one has none.

        Whose policy an automatic one followed stands in the log, by id.
        """
        if self.by_person:
            return self.by_person.display_name()
        return self.by_text.partition(" policy set by ")[0] + (" policy" if " policy set by " in self.by_text else "")

    def is_automatic(self) -> bool:
        """Whether the machine published it under a policy."""
        return self.by_person_id is None


class Redaction(models.Model):
    """One sentence, entry or picture that no reading of a story tells any more. Triggers refuse UPDATE and DELETE.

    It repeats none of the words. The public doors read `PublishedStory.redactions`, written in the same transaction.
    """

    class What(models.TextChoices):
        SENTENCE = "sentence", "sentence"
        ENTRY = "entry", "timeline entry"
        IMAGE = "image", "picture"

    story = models.ForeignKey(PublishedStory, models.PROTECT, related_name="redacted")
    what = models.CharField(max_length=10, choices=What)
    target = models.UUIDField(help_text="Of the sentence, entry or picture: the same in every edition.")
    reason = models.TextField(max_length=limits.NOTE_CHARS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "what", "target"], name="redacted_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.target}"


class SealedEdition(models.Model):
    """What was approved for a time or under an embargo. No public query reaches it."""

    story_uid = models.UUIDField(unique=True)
    content = models.JSONField()
    schema_version = models.PositiveSmallIntegerField()
    content_digest = models.CharField(max_length=64)
    desk_revision = models.PositiveIntegerField(db_default=0, help_text="Of the desk part that was approved.")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(auto_now_add=True)
    release_at = models.DateTimeField(null=True, db_index=True, help_text="Empty: when somebody releases it.")
    embargo_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sealed {self.story_uid}"


def is_sealed(story_uid: uuid.UUID) -> bool:
    """Whether something waits under a seal for the story: all that who is no publisher may know of it."""
    return SealedEdition.objects.filter(story_uid=story_uid).exists()


def sealed_stories() -> models.QuerySet[SealedEdition, uuid.UUID]:
    """The uids of stories for which something waits under a seal."""
    return SealedEdition.objects.values_list("story_uid", flat=True)


class Listing(models.Model):
    """One row for each list a published story stands in, so that every list is one index range."""

    class Kind(models.TextChoices):
        ALL = "all", "everything"
        TOPIC = "topic", "topic"
        INSTRUMENT = "instrument", "instrument"
        PUBLISHER = "publisher", "publisher"
        LANGUAGE = "language", "language"
        PLANNED = "planned", "planned dates"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=100, blank=True, help_text="Slug, uid or language; empty for everything.")
    sort_at = models.DateTimeField()
    story = models.ForeignKey(PublishedStory, models.CASCADE, related_name="listings")

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "-sort_at", "-story"], name="listing_newest_first")]
        constraints = [models.UniqueConstraint(fields=["kind", "key", "story"], name="listing_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Change(models.Model):
    """One visible change of a published story. `position` is given by the relay, in an order that never gains a gap."""

    position = models.PositiveBigIntegerField(null=True, unique=True)
    story = models.ForeignKey(PublishedStory, models.PROTECT, related_name="visible_changes")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="change_unplaced", condition=models.Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.kind}"


class Serving(models.Model):
    """What one partner's key was given of one edition: how often, first and last. Only editions/serving.py writes it.

    It names key and partner by themselves and points at no key: the record outlasts the key.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="servings")
    key = models.UUIDField(help_text="The uid of the partner's key.")
    partner = models.CharField(max_length=limits.NAME_CHARS)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    documents = models.PositiveIntegerField(default=0, help_text="How often whole; whoever had it already counts too.")
    lines = models.PositiveIntegerField(default=0, help_text="How often as a line of a list.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="served_once")]

    def __str__(self) -> str:
        return f"{self.partner}: edition {self.edition_id}"


class ReportingRestrictionQuerySet(models.QuerySet["ReportingRestriction"]):
    def active(self) -> ReportingRestrictionQuerySet:
        """Those that stand now: the SQL twin of ReportingRestriction.is_active()."""
        has_time = models.Q(until__isnull=True) | models.Q(until__gt=timezone.now())
        return self.filter(has_time, lifted_at__isnull=True)


class ReportingRestriction(models.Model):
    """A name that must not be published, until a time (aware) or, without one, until somebody lifts it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=limits.NAME_CHARS)
    other_forms = models.JSONField(default=list, help_text="Other orders, spellings and scripts of the name.")
    reason = models.TextField(max_length=limits.NOTE_CHARS, help_text="Whose order, its reference, what it forbids.")
    until = models.DateTimeField(null=True, help_text="Empty: until somebody lifts it.")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    swept_at = models.DateTimeField(null=True, help_text="When all that was public had been looked through.")
    ended_at = models.DateTimeField(null=True, help_text="When stories were asked to be summarised without it.")
    revision = models.PositiveIntegerField(default=0)

    objects = ReportingRestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("restrict_names", "Can set and lift reporting restrictions")]

    def __str__(self) -> str:
        return self.name

    def is_active(self) -> bool:
        """Whether it stands now: the twin of ReportingRestrictionQuerySet.active()."""
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())

    def forms(self) -> list[str]:
        """The name in every form that is to be found."""
        return [self.name, *self.other_forms]


class HiddenQuerySet(models.QuerySet["Hidden"]):
    def standing(self) -> HiddenQuerySet:
        """What is hidden now. An old version comes back when its time is over, all else when a person says so."""
        is_open = models.Q(edition__isnull=True) | models.Q(until__isnull=True) | models.Q(until__gt=timezone.now())
        return self.filter(is_open, shown_at__isnull=True)


class Hidden(models.Model):
    """One thing that a reporting restriction keeps from readers. It repeats no name: the public role reads it.

    Exactly one of `story` (where its address tells the name, or all of it does), `edition` (an old version),
    `old_slug`, `topic_slug` (of reference.Topic) and `ticker_uid` (of reference.Instrument) says what.
    """

    restriction = models.ForeignKey(ReportingRestriction, models.PROTECT, related_name="hidden")
    story = models.ForeignKey(PublishedStory, models.PROTECT, null=True, related_name="hidden_by")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="hidden_by")
    old_slug = models.ForeignKey(OldSlug, models.CASCADE, null=True, related_name="hidden_by")
    topic_slug = models.CharField(max_length=120, blank=True, default="")
    ticker_uid = models.UUIDField(null=True)
    until = models.DateTimeField(null=True, help_text="Of its restriction.")
    hidden_at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True, help_text="When it came back.")

    objects = HiddenQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hidden"
        indexes = [
            models.Index(fields=["topic_slug"], name="hidden_topic", condition=~models.Q(topic_slug="")),
            models.Index(fields=["ticker_uid"], name="hidden_ticker", condition=models.Q(ticker_uid__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", name],
                name=f"hidden_{name}_once",
                condition=models.Q(**{f"{name}__isnull": False}),
            )
            for name in ("story", "edition", "old_slug", "ticker_uid")
        ] + [
            models.UniqueConstraint(
                fields=["restriction", "topic_slug"], name="hidden_topic_once", condition=~models.Q(topic_slug="")
            ),
            models.CheckConstraint(
                name="hidden_exactly_one_thing",
                condition=(
                    models.Q(story__isnull=False, edition=None, old_slug=None, topic_slug="", ticker_uid=None)
                    | models.Q(story=None, edition__isnull=False, old_slug=None, topic_slug="", ticker_uid=None)
                    | models.Q(story=None, edition=None, old_slug__isnull=False, topic_slug="", ticker_uid=None)
                    | models.Q(story=None, edition=None, old_slug=None, topic_slug="", ticker_uid__isnull=False)
                    | (models.Q(story=None, edition=None, old_slug=None, ticker_uid=None) & ~models.Q(topic_slug=""))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"hidden {self.pk}"


class Purging(models.Model):
    """How far the caches in front of us were told what is no longer to be shown: one row, which is the queue."""

    name = models.CharField(max_length=20, unique=True, default="purge")
    position = models.PositiveBigIntegerField(default=0, help_text="Of the last visible change that was told.")
    due_at = models.DateTimeField(null=True, help_text="Not before; empty: at once.")
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"told up to {self.position}"
