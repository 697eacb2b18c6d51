"""What desk and public share: topics, publishers and instruments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from foundation.limits import NAME_CHARS
from reference.exchanges import short_name


class Topic(models.Model):
    """A subject that readers follow: an item of *Feeds*, with its page and its RSS."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=NAME_CHARS)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    description = models.CharField(max_length=300, blank=True, default="")
    position = models.PositiveIntegerField(default=0, help_text="Order in the list of feeds; the lowest comes first.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("readers:topic", kwargs={"slug": self.slug})


class Publisher(models.Model):
    """Whoever published articles that stories gather, and what we may do with their words."""

    class Reuse(models.TextChoices):
        LICENSED = "licensed", "own or licensed: may stand as plain prose"
        QUOTE = "quote", "quote: shown as a quotation, within limits"
        FACTS_ONLY = "facts_only", "facts only: never word for word"
        LINK_ONLY = "link_only", "link only: listed, never used"
        NONE = "none", "none: not even listed"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=NAME_CHARS, unique=True)
    domain = models.CharField(max_length=253, unique=True, null=True, blank=True)
    home_page = models.URLField(max_length=500, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    reuse = models.CharField(max_length=12, choices=Reuse, default=Reuse.QUOTE)
    reuse_basis = models.CharField(max_length=300, blank=True, default="", help_text="Contract, licence or law.")
    reuse_reference = models.CharField(max_length=300, blank=True, default="")
    reuse_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="publisher_domain_absent_or_written", condition=~models.Q(domain="")),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_shown(self) -> bool:
        """Whether its words may stand word for word, as prose or as a quotation."""
        return self.reuse in {self.Reuse.LICENSED, self.Reuse.QUOTE}

    def must_be_quoted(self) -> bool:
        """Whether its words may stand only as a quotation that names it."""
        return self.reuse == self.Reuse.QUOTE


class Exchange(models.Model):
    """A market by its ISO 10383 code, and the short name that readers know. Loaded from a file, or typed."""

    mic = models.CharField("MIC", max_length=4, unique=True, help_text="ISO 10383, for example XNYS or XKRX.")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["mic"]

    def __str__(self) -> str:
        return f"{self.name} ({self.mic})"


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    def named_now(self) -> InstrumentQuerySet:
        """Those that new copy may name: a renamed one stands for its stories of old alone."""
        return self.exclude(status=Instrument.Status.RENAMED)


class Instrument(models.Model):
    """A security that stories name: its symbol at one exchange. One that was renamed leads to its successor."""

    class Status(models.TextChoices):
        LISTED = "listed", "listed"
        RENAMED = "renamed", "renamed"
        DELISTED = "delisted", "delisted"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    symbol = models.CharField(max_length=20)
    mic = models.CharField("exchange (MIC)", max_length=4, help_text="ISO 10383, for example XNYS or XKRX.")
    name = models.CharField(max_length=NAME_CHARS)
    isin = models.CharField("ISIN", max_length=12, blank=True, default="")
    aliases = models.JSONField(default=list, blank=True, help_text="Other names: reference/matching/aliases.py.")
    status = models.CharField(max_length=8, choices=Status, default=Status.LISTED, db_default=Status.LISTED)
    ended_on = models.DateField(null=True, blank=True, help_text="The day of the new name, or the last day listed.")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["mic", "symbol"]
        constraints = [
            models.UniqueConstraint(fields=["mic", "symbol"], name="instrument_symbol_once_per_exchange"),
            models.CheckConstraint(
                name="instrument_renamed_has_successor",
                condition=models.Q(status="renamed", successor__isnull=False)
                | (~models.Q(status="renamed") & models.Q(successor__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.exchange()}:{self.symbol})"

    def exchange(self) -> str:
        """The exchange's everyday short name, or its MIC where we know none."""
        return short_name(self.mic)


_RENAMED_AT_MOST = 20


def successors_of(uids: Iterable[str | uuid.UUID]) -> list[Instrument]:
    """What these became, the nearest first: the new names of those that were renamed, and what became of these."""
    found: dict[int, Instrument] = {}
    asked = Instrument.objects.filter(predecessors__uid__in=list(uids))
    for _ in range(_RENAMED_AT_MOST):
        rows = [row for row in asked if row.pk not in found]
        if not rows:
            break
        found |= {row.pk: row for row in rows}
        asked = Instrument.objects.filter(predecessors__in=[row.pk for row in rows])
    return list(found.values())


class Site(models.Model):
    """The paper as readers meet it: one row. What is empty here is as the settings say."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, blank=True, default="", help_text="Empty: as SITE_NAME says.")
    contact = models.CharField(
        max_length=300, blank=True, default="", help_text="Stands at the foot of every page: an address, a telephone."
    )
    # In the row itself, so that a backup holds it and no file can be lost: at most some 100 kB of WebP.
    logo = models.BinaryField(null=True, editable=False)
    logo_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    logo_width_px = models.PositiveIntegerField(default=0, editable=False)
    logo_height_px = models.PositiveIntegerField(default=0, editable=False)
    unwatched_since = models.DateTimeField(
        null=True, editable=False, help_text="Nobody at the desk answered: nothing goes out by itself."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "site"
        constraints = [models.CheckConstraint(name="site_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name or "The site"


class SitePage(models.Model):
    """A page about the paper: contact, policies. Plain paragraphs; a line that begins with # is a heading."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True, help_text="In its address: /about/corrections/.")
    title = models.CharField(max_length=NAME_CHARS)
    body = models.TextField(
        max_length=50_000,
        help_text="An empty line ends a paragraph; a line that begins with # is a heading. Addresses become links.",
    )
    language = models.CharField(max_length=12, default="en")
    position = models.PositiveIntegerField(default=0, help_text="Order at the foot of pages; the lowest comes first.")
    is_shown = models.BooleanField("shown to readers", default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title
