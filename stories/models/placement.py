"""A picture's place in a story."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from foundation import limits


class Placement(models.Model):
    """An image in a story's gallery, with the caption it has there.

    `override_terms` are the usage terms that were passed over: the picture's may be others by now.
    """

    story = models.ForeignKey("Story", models.PROTECT, related_name="placements")
    image = models.ForeignKey("media.Image", models.PROTECT, related_name="placements")
    position = models.IntegerField(default=0)
    caption_override = models.TextField(max_length=limits.CAPTION_CHARS, blank=True, default="")
    source_article = models.ForeignKey("Article", models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    override_reason = models.TextField(
        max_length=limits.NOTE_CHARS, blank=True, default="", db_default="", help_text="Why its terms are passed over."
    )
    override_terms = models.CharField(max_length=500, blank=True, default="", db_default="")
    override_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    override_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "image"], name="image_once_per_story")]

    def __str__(self) -> str:
        return f"{self.image_id} in {self.story_id}"

    def caption(self) -> str:
        """The caption here: its own, or the picture's."""
        return self.caption_override or self.image.caption

    def reason_in_force(self) -> str:
        """Why its terms are passed over here; "" where nobody did, or where its terms are no longer those."""
        return self.override_reason if self.override_terms == self.image.usage_terms else ""
