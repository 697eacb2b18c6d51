"""What is fetched: one row for each page that is to be looked at, and one for each server that is asked.

The rows are the queue (docs/decisions/0002): a door writes them, the clock finds what is due, a worker fetches it.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation import limits
from foundation.moments import beyond

HOST_CHARS = 260


class Host(models.Model):
    """A server that pages are fetched from: asked by one worker at a time, and what its robots.txt said."""

    name = models.CharField(max_length=HOST_CHARS, primary_key=True, help_text="With its port.")
    free_at = models.DateTimeField(null=True, help_text="Until then it is being asked, or left in peace.")
    robots = models.TextField(blank=True, default="")
    robots_status = models.PositiveSmallIntegerField(default=0, help_text="0: it gave no answer.")
    robots_read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["free_at"], name="host_taken", condition=Q(free_at__isnull=False))]

    def __str__(self) -> str:
        return self.name


class FetchQuerySet(models.QuerySet["Fetch"]):
    def open(self) -> FetchQuerySet:
        """Those that are not over."""
        return self.filter(state__in=[Fetch.State.WAITING, Fetch.State.FETCHING])

    def over(self) -> FetchQuerySet:
        """Those that are over."""
        return self.exclude(state__in=[Fetch.State.WAITING, Fetch.State.FETCHING])

    def due(self, now: datetime) -> FetchQuerySet:
        """Those to be fetched now, and those whose worker was never heard of again."""
        lease = settings.FETCH_LEASE_SECONDS
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | beyond("claimed_until", now, lease)
        return self.open().filter(is_free, due_at__lte=now)

    def claimed(self, now: datetime) -> FetchQuerySet:
        """Those that a worker has, or will get, until the lease ends."""
        lease = settings.FETCH_LEASE_SECONDS
        return self.open().filter(claimed_until__gt=now).exclude(beyond("claimed_until", now, lease))


class Fetch(models.Model):
    """One look at one page: to take an article in for a story, or again to see whether it changed; or one picture.

    A picture may have no story: then it goes into the library alone. Its `found` says what was known of it before.
    """

    class Purpose(models.TextChoices):
        ADD = "add", "to be added"
        AGAIN = "again", "looked at again"
        # Sorts before AGAIN: somebody waits for it.
        PICTURE = "addpic", "a picture to be added"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        FETCHING = "fetching", "being fetched"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        REFUSED = "refused", "refused by the site"

    class Result(models.TextChoices):
        NONE = "", ""
        NEW = "new", "taken in"
        KNOWN = "known", "we had it"
        FIRST = "first", "looked at for the first time"
        UNCHANGED = "unchanged", "unchanged"
        CHANGED = "changed", "has another text"
        SHORTER = "shorter", "shows less than we have"
        MISSING = "missing", "not there; looked for once more"
        GONE = "gone", "gone"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=6, choices=Purpose, default=Purpose.ADD)
    url = models.CharField(max_length=limits.URL_CHARS)
    host = models.CharField(max_length=HOST_CHARS)
    story = models.ForeignKey("stories.Story", models.PROTECT, null=True, related_name="fetches")
    article = models.ForeignKey("stories.Article", models.PROTECT, null=True, related_name="fetches")
    image = models.ForeignKey("media.Image", models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    result = models.CharField(max_length=9, choices=Result, blank=True, default=Result.NONE)
    reason = models.TextField(blank=True, default="", help_text="Why it came to nothing, in words for an editor.")
    found = models.JSONField(default=dict, help_text="What was found, where something was missing.")
    due_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0, help_text="Which look of the schedule.")
    since = models.DateTimeField(null=True, help_text="What the schedule counts from.")
    claimed_by = models.CharField(max_length=80, blank=True, default="")
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="What the server answered.")
    etag = models.CharField(max_length=300, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")
    text_hash = models.CharField(max_length=64, blank=True, default="", help_text="Of the text that the page held.")
    hidden_at = models.DateTimeField(null=True, help_text="When an editor put it out of sight.")

    objects = FetchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "fetches"
        indexes = [
            models.Index(fields=["due_at"], name="fetch_due", condition=Q(state__in=["waiting", "fetching"])),
            models.Index(fields=["story", "-asked_at"], name="fetch_of_story"),
            models.Index(fields=["article", "-finished_at"], name="fetch_of_article"),
            models.Index(fields=["url"], name="fetch_of_url"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "url"],
                name="fetch_once_at_a_time_per_story",
                condition=Q(state__in=["waiting", "fetching"], purpose="add"),
            ),
            models.UniqueConstraint(
                fields=["story", "url"],
                name="picture_once_at_a_time_per_story",
                condition=Q(state__in=["waiting", "fetching"], purpose="addpic"),
            ),
            models.UniqueConstraint(
                fields=["article"],
                name="fetch_one_next_look",
                condition=Q(state__in=["waiting", "fetching"], purpose="again"),
            ),
            models.CheckConstraint(
                name="fetch_is_for_a_story_or_of_an_article",
                condition=(
                    Q(purpose="add", story__isnull=False)
                    | Q(purpose="again", article__isnull=False)
                    | Q(purpose="addpic", article__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url[:80]}: {self.state}"

    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state in {self.State.WAITING, self.State.FETCHING}
