"""What colleagues say to each other about a story, whom they name, and who wants to be told of it. Never public."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation import limits


class CommentQuerySet(models.QuerySet["Comment"]):
    def of_story(self, story_id: int) -> CommentQuerySet:
        """Comments that belong to the story now: one on a sentence is where that sentence is."""
        on_row = {"sentence": None, "entry": None, "placement": None}
        here = Q(story=story_id, **on_row)
        return self.filter(here | Q(sentence__story=story_id) | Q(entry__story=story_id) | Q(placement__story=story_id))

    def threads(self) -> CommentQuerySet:
        """Those that began a thread."""
        return self.filter(parent__isnull=True)

    def open(self) -> CommentQuerySet:
        """Threads that nobody resolved."""
        return self.threads().filter(resolved_at__isnull=True)


class Comment(models.Model):
    """One comment: on the whole story, or on one sentence, timeline entry or picture. A reply has a parent.

    `quoted` is what it was about as it stood then, so that it can be read when the row has gone or says something else.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("Story", models.PROTECT, related_name="comments")
    sentence = models.ForeignKey("Sentence", models.PROTECT, null=True, related_name="comments")
    entry = models.ForeignKey("TimelineEntry", models.PROTECT, null=True, related_name="comments")
    placement = models.ForeignKey("Placement", models.PROTECT, null=True, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    quoted = models.TextField(blank=True, default="", max_length=300)
    text = models.TextField(max_length=limits.NOTE_CHARS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_on_one_thing",
                condition=(
                    Q(entry=None, placement=None) | Q(sentence=None, placement=None) | Q(sentence=None, entry=None)
                ),
            ),
            models.CheckConstraint(
                name="only_threads_are_resolved", condition=Q(parent=None) | Q(resolved_at=None, resolved_by=None)
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def waiting(self) -> MentionQuerySet:
        """Those to which the person has not answered, said *seen*, or that a resolved thread has answered."""
        return self.filter(seen_at__isnull=True)


class Mention(models.Model):
    """Somebody who is named in a comment and has not answered it yet."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once")]
        indexes = [models.Index(fields=["person", "-id"], name="mention_waiting", condition=Q(seen_at__isnull=True))]

    def __str__(self) -> str:
        return f"mention of {self.person_id}"


class Watch(models.Model):
    """Somebody who is told what happens to a story that is not theirs."""

    story = models.ForeignKey("Story", models.CASCADE, related_name="watches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.person_id} watches {self.story_id}"
