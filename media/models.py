"""The photo library: pictures as received, and the sizes made from them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from foundation import limits


def original_path(image: Image, filename: str) -> str:
    """Where an original lies: by its uid, never by the name it came with."""
    return f"originals/{image.uid.hex[:2]}/{image.uid}.{image.format}"


def rendition_path(rendition: Rendition, filename: str) -> str:
    """Where a rendition lies: a function of picture, version and width."""
    image = rendition.image
    return f"renditions/{image.uid.hex[:2]}/{image.uid}/{image.version}/{rendition.width_px}.{rendition.format}"


class ImageQuerySet(models.QuerySet["Image"]):
    def pulled(self) -> ImageQuerySet:
        """Pictures that no story may show: pulled, or look-alikes of one that was. Twin of Image.is_pulled()."""
        return self.filter(models.Q(pulled_at__isnull=False) | models.Q(same_as__pulled_at__isnull=False))


class Image(models.Model):
    """One picture as received. Caption, alt text, credit line and usage terms are four different things.

    `windows` and `sketch` know it again (likeness.Print); `same_as` joins pictures that show the same photograph to the
    first of them. `crop` is left, top, right and bottom in permille of the upright original, null: the whole.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original = models.FileField(upload_to=original_path, max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    format = models.CharField(max_length=8)
    size_bytes = models.PositiveIntegerField()
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1, help_text="Raised when its files must change.")
    focal_x_permille = models.PositiveSmallIntegerField(default=500)
    focal_y_permille = models.PositiveSmallIntegerField(default=500)
    dominant_colour = models.CharField(max_length=7, blank=True, default="")
    crop = models.JSONField(null=True)
    framed_version = models.PositiveIntegerField(default=1, help_text="Since which version the crop is this one.")
    windows = models.BinaryField(default=b"")
    sketch = models.BinaryField(default=b"")
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="look_alikes")

    caption = models.TextField(max_length=limits.CAPTION_CHARS, blank=True, default="")
    alt_text = models.CharField(max_length=limits.ALT_TEXT_CHARS, blank=True, default="")
    credit_line = models.CharField(max_length=limits.CREDIT_CHARS, blank=True, default="")
    usage_terms = models.CharField(max_length=500, blank=True, default="")
    creator = models.CharField(max_length=limits.CREDIT_CHARS, blank=True, default="")
    copyright_notice = models.CharField(max_length=500, blank=True, default="")
    source_url = models.URLField("source page", max_length=limits.URL_CHARS, blank=True, default="")

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    renditions_due_since = models.DateTimeField(null=True, db_index=True)
    claimed_until = models.DateTimeField(null=True)
    pulled_at = models.DateTimeField(null=True, help_text="Since when no story may show it.")

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(
                fields=["id"], name="image_undescribed", condition=models.Q(alt_text="") | models.Q(credit_line="")
            ),
        ]

    def __str__(self) -> str:
        return self.caption[:80] or str(self.uid)

    def shown_size(self) -> tuple[int, int]:
        """Width and height in px of what is shown: the original upright, cropped."""
        left, top, right, bottom = self.crop or (0, 0, 1000, 1000)
        across, down = self.width_px / 1000, self.height_px / 1000
        return round(right * across) - round(left * across), round(bottom * down) - round(top * down)

    def focus(self) -> list[int]:
        """The focal point in permille of what is shown, across and down."""
        left, top, right, bottom = self.crop or (0, 0, 1000, 1000)
        across = (self.focal_x_permille - left) * 1000 / (right - left)
        down = (self.focal_y_permille - top) * 1000 / (bottom - top)
        return [round(min(1000.0, max(0.0, at))) for at in (across, down)]

    def group_uid(self) -> uuid.UUID:
        """The uid that all pictures of one photograph share. Costs a query unless same_as was selected."""
        return self.same_as.uid if self.same_as else self.uid

    def is_pulled(self) -> bool:
        """Whether no story may show it: the twin of ImageQuerySet.pulled()."""
        return self.pulled_at is not None or (self.same_as is not None and self.same_as.pulled_at is not None)


class Rendition(models.Model):
    """One derived size of a picture in one format, re-encoded and without its metadata."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    version = models.PositiveIntegerField()
    format = models.CharField(max_length=5)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    file = models.FileField(upload_to=rendition_path, max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "version", "format", "width_px"], name="rendition_once_per_width")
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.width_px}px {self.format}"


class PartedImages(models.Model):
    """Two pictures of which a person said that they show different photographs: no machine joins them again.

    `one` has the smaller key.
    """

    one = models.ForeignKey(Image, models.CASCADE, related_name="+")
    other = models.ForeignKey(Image, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="parted_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="parted_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
