"""What the desk itself remembers of the people who work at it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Shift(models.Model):
    """When somebody was last here: one row for each person, kept by desk/shifts.py.

    `left_at` is when they were last seen before the shift that goes on now; empty at their first.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shift")
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} since {self.began_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What somebody typed into one form of a story's tabs and did not save yet: kept by desk/drafts.py.

    Only its writer sees it; nothing public and no verb of publishing reads it. `uid` is the page's own, so that a page
    goes on with its draft and never writes over that of another page. `act` and `row` name the form, `values` are its
    fields as lists of text, with what the page showed beside them.
    """

    uid = models.UUIDField(unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="drafts")
    tab = models.CharField(max_length=20)
    act = models.CharField(max_length=20)
    row = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)
    words = models.TextField(blank=True, help_text="The beginning of what was changed, by which its writer knows it.")
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["saved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} in {self.tab} at {self.saved_at:%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """In which tab of a story somebody was last: one row for each person and story, kept by desk/presence.py."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="+")
    tab = models.CharField(max_length=20)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.tab}"


class SavedFilter(models.Model):
    """A filter of the list of stories under a name: its maker's own, or shown to everybody at the desk.

    `query` is the part of the list's address after the question mark, as desk/saved_filters.py keeps it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1_000)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_filter_once_by_name")]

    def __str__(self) -> str:
        return self.name
