"""Source texts: the article, its immutable snapshots, and its place in a story."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from datetime import timezone as fixed_zone

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation import limits


class Article(models.Model):
    """One publisher's text about a matter. What evidence points at is its snapshots."""

    class Kind(models.TextChoices):
        NEWS = "news", "news"
        ANALYSIS = "analysis", "analysis"
        OPINION = "opinion", "opinion"
        LIVE_BLOG = "live_blog", "live blog"
        PRESS_RELEASE = "press_release", "press release"
        OFFICIAL_DOCUMENT = "official_document", "official document"
        WIRE_COPY = "wire_copy", "wire copy"
        OTHER = "other", "other"

    class Precision(models.TextChoices):
        MINUTE = "minute", "to the minute"
        DAY = "day", "the day only"

    class Status(models.TextChoices):
        LIVE = "live", "live"
        CORRECTED = "corrected", "corrected by publisher"
        RETRACTED = "retracted", "retracted by publisher"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    canonical_url = models.CharField(max_length=limits.URL_CHARS, unique=True, null=True, blank=True)
    reference = models.CharField(max_length=300, blank=True, default="", help_text="What it is, where it has no URL.")
    seen_by = models.CharField(max_length=limits.NAME_CHARS, blank=True, default="")
    headline = models.CharField(max_length=limits.HEADLINE_CHARS)
    byline = models.CharField(max_length=limits.BYLINE_CHARS, blank=True, default="")
    publisher = models.ForeignKey("reference.Publisher", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS)
    language = models.CharField(max_length=12, default="en")
    published_at = models.DateTimeField()
    utc_offset_minutes = models.SmallIntegerField(
        null=True, help_text="Of the clock by which it was written, if known."
    )
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.MINUTE)
    status = models.CharField(max_length=10, choices=Status, default=Status.LIVE)
    retracted_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    notice = models.TextField(blank=True, default="", db_default="", help_text="What its publisher says was wrong.")
    gone_at = models.DateTimeField(null=True, blank=True, help_text="Since when its address gives no page.")
    current_snapshot = models.ForeignKey("Snapshot", models.PROTECT, null=True, related_name="+")
    text_set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="article_newest")]
        constraints = [
            models.CheckConstraint(
                name="article_has_url_or_reference",
                condition=(Q(canonical_url__isnull=False) & ~Q(canonical_url=""))
                | (Q(canonical_url__isnull=True) & ~Q(reference="") & ~Q(seen_by="")),
            )
        ]

    def __str__(self) -> str:
        return self.headline

    def published_by_its_clock(self) -> datetime:
        """When it was published by its own clock, the newsroom's if unknown: "today" in its text is that day."""
        if self.utc_offset_minutes is None:
            return timezone.localtime(self.published_at)
        return self.published_at.astimezone(fixed_zone(timedelta(minutes=self.utc_offset_minutes)))

    def may_be_cited(self) -> bool:
        """Whether published words may rest on it: not retracted, and its publisher's words may be shown."""
        return self.status != self.Status.RETRACTED and self.publisher.may_be_shown()


class Snapshot(models.Model):
    """The text of an article as received once. Never changed: evidence points here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="snapshots")
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "text_hash"], name="snapshot_once_per_text")]

    def __str__(self) -> str:
        return f"{self.article_id}@{self.text_hash[:8]}"


class StoryArticleQuerySet(models.QuerySet["StoryArticle"]):
    def attached(self) -> StoryArticleQuerySet:
        """Those that stand in the story now; a removed one is a tombstone."""
        return self.filter(removed_at__isnull=True)


class StoryArticle(models.Model):
    """An article's place in a story. `number` is the [n] readers see: never changed, never reused."""

    story = models.ForeignKey("Story", models.PROTECT, related_name="story_articles")
    article = models.ForeignKey(Article, models.PROTECT, related_name="story_articles")
    number = models.PositiveIntegerField(null=True, help_text="Given at publication.")
    attached_at = models.DateTimeField(auto_now_add=True)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    summarised_hash = models.CharField(
        max_length=64, blank=True, default="", help_text="The text the summary rests on."
    )
    note = models.CharField(max_length=40, blank=True, default="", help_text="Why the summary does not use it.")

    objects = StoryArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "article"], name="article_once_per_story"),
            models.UniqueConstraint(fields=["story", "number"], name="number_once_per_story"),
        ]

    def __str__(self) -> str:
        return f"[{self.number or '-'}] {self.article_id} in {self.story_id}"
