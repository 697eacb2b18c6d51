"""The photo library: pictures as received, and the sizes made from them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Left, Upper

from foundation import limits
from media.addresses import Size

# Of IPTC's code list of digital source types: what a model made, wholly or in part.
GENERATED = frozenset({"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"})

# Of a licence's address this much stands in the index, which holds no long ones.
LICENCE_SIGNS = 100


def original_path(image: Image, filename: str) -> str:
    """Where an original lies: by its uid, never by the name it came with."""
    return f"originals/{image.uid.hex[:2]}/{image.uid}.{image.format}"


def rendition_path(rendition: Rendition, filename: str) -> str:
    """Where a rendition lies: a function of picture, version, width and, where it is cut, shape and focal point."""
    image = rendition.image
    return f"renditions/{image.uid.hex[:2]}/{image.uid}/{rendition.version}/{rendition.size()}.{rendition.format}"


class ImageQuerySet(models.QuerySet["Image"]):
    def pulled(self) -> ImageQuerySet:
        """Pictures that no story may show: pulled, or look-alikes of one that was. Twin of Image.is_pulled()."""
        return self.filter(models.Q(pulled_at__isnull=False) | models.Q(same_as__pulled_at__isnull=False))

    def unread(self) -> ImageQuerySet:
        """Pictures that no upload is compared with yet: the worker reads them when it makes their sizes."""
        return self.filter(printed_at__isnull=True)

    def expired(self, now: datetime) -> ImageQuerySet:
        """Pictures whose time is over. Twin of Image.is_expired()."""
        return self.filter(expires_at__lte=now)


class Image(models.Model):
    """One picture as received. Caption, alt text, credit line and usage terms are four different things.

    `said_by_person` names the fields that a person has filled or emptied: what its file says never overwrites those.
    `windows` and `sketch` know it again (likeness.Print); `same_as` joins pictures that show the same photograph to the
    first of them. `crop` is left, top, right and bottom in permille of the upright original, null: the whole.
    """

    class RightsBasis(models.TextChoices):
        UNKNOWN = "unknown", "rights unknown"
        UPLOADED = "uploaded", "whoever uploaded it answers for it"
        OWN = "own", "our own picture"
        LICENSED = "licensed", "licensed from its supplier"
        PERMISSION = "permission", "permission given"
        OPEN = "open", "an open licence"
        PUBLIC_DOMAIN = "public_domain", "public domain"
        QUOTATION = "quotation", "right of quotation"

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
    printed_at = models.DateTimeField(
        null=True, help_text="When what knows it again was read; null: it is still to be."
    )
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="look_alikes")

    caption = models.TextField(max_length=limits.CAPTION_CHARS, blank=True, default="")
    alt_text = models.CharField(max_length=limits.ALT_TEXT_CHARS, blank=True, default="")
    credit_line = models.CharField(max_length=limits.CREDIT_CHARS, blank=True, default="")
    usage_terms = models.CharField(max_length=500, blank=True, default="")
    creator = models.CharField(max_length=limits.CREDIT_CHARS, blank=True, default="")
    copyright_notice = models.CharField(max_length=500, blank=True, default="")
    source_url = models.URLField("source page", max_length=limits.URL_CHARS, blank=True, default="")

    image_supplier = models.CharField(max_length=limits.CREDIT_CHARS, blank=True, default="", db_default="")
    licence_url = models.URLField("licence", max_length=limits.URL_CHARS, blank=True, default="", db_default="")
    date_created = models.DateField(null=True, blank=True, help_text="When it was taken.")
    digital_source_type = models.CharField(max_length=60, blank=True, default="", db_default="")
    place = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="Never public.")
    is_file_photo = models.BooleanField(default=False, db_default=False)
    rights_basis = models.CharField(
        max_length=13, choices=RightsBasis, default=RightsBasis.UPLOADED, db_default=RightsBasis.UPLOADED
    )
    expires_at = models.DateTimeField(null=True, blank=True, help_text="From then on no story may show it.")
    said_by_person = models.JSONField(default=list, db_default=[])

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
            models.Index(fields=["expires_at"], name="image_expiring", condition=models.Q(expires_at__isnull=False)),
            models.Index(
                fields=["id"], name="image_undescribed", condition=models.Q(alt_text="") | models.Q(credit_line="")
            ),
            # What the library is filtered by (desk/library/filters.py), where few pictures fit.
            models.Index(
                Upper("credit_line"), models.F("uploaded_at").desc(), models.F("id").desc(), name="image_credit"
            ),
            models.Index(fields=["rights_basis", "-uploaded_at", "-id"], name="image_basis"),
            models.Index(Left("licence_url", LICENCE_SIGNS), name="image_licence"),
            models.Index(fields=["date_created"], name="image_taken"),
            models.Index(fields=["printed_at"], name="image_printed"),
            models.Index(fields=["pulled_at"], name="image_pulled", condition=models.Q(pulled_at__isnull=False)),
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

    def is_expired(self, now: datetime) -> bool:
        """Whether the time for which it may be shown is over: the twin of ImageQuerySet.expired()."""
        return self.expires_at is not None and self.expires_at <= now

    def is_generated(self) -> bool:
        """Whether its file or a person says that a model made it, or a part of it."""
        return self.digital_source_type in GENERATED

    def is_pulled(self) -> bool:
        """Whether no story may show it: the twin of ImageQuerySet.pulled()."""
        return self.pulled_at is not None or (self.same_as is not None and self.same_as.pulled_at is not None)


class Rendition(models.Model):
    """One derived size of a picture in one format, re-encoded and without its metadata; `cut` as in addresses.Size."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    version = models.PositiveIntegerField()
    format = models.CharField(max_length=5)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    cut = models.CharField(max_length=16, blank=True, default="", db_default="")
    file = models.FileField(upload_to=rendition_path, max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "version", "format", "width_px", "cut"], name="rendition_once_per_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.size()} {self.format}"

    def size(self) -> Size:
        """Its size as addresses name it."""
        return Size(self.width_px, self.cut)


class PastVersion(models.Model):
    """What the files of a version show and say that is not the picture's own any more: its crop, and embedding.Words.

    An edition may show the version for long, and a sealed one may show it yet.
    """

    image = models.ForeignKey(Image, models.CASCADE, related_name="past_versions")
    version = models.PositiveIntegerField()
    crop = models.JSONField(null=True)
    words = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "version"], name="past_version_once")]

    def __str__(self) -> str:
        return f"{self.image_id} version {self.version}"


class ShownFrame(models.Model):
    """A version of a picture and a focal point, in permille of what is shown, with which an edition shows it."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="shown_frames")
    version = models.PositiveIntegerField()
    across_permille = models.PositiveSmallIntegerField()
    down_permille = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "version", "across_permille", "down_permille"], name="shown_frame_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} version {self.version} around {self.across_permille}, {self.down_permille}"


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
