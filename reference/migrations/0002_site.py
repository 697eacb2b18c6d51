"""The name, contact and logo of the paper, and pages about it."""

from __future__ import annotations

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0001_begin"),
    ]

    operations = [
        migrations.CreateModel(
            name="SitePage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "slug",
                    models.SlugField(help_text="In its address: /about/corrections/.", max_length=60, unique=True),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "body",
                    models.TextField(
                        help_text="An empty line ends a paragraph; a line that begins with # is a heading. Addresses become links.",
                        max_length=50000,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, help_text="Order at the foot of pages; the lowest comes first."
                    ),
                ),
                ("is_shown", models.BooleanField(default=False, verbose_name="shown to readers")),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["position", "title"],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "name",
                    models.CharField(blank=True, default="", help_text="Empty: as SITE_NAME says.", max_length=80),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Stands at the foot of every page: an address, a telephone.",
                        max_length=300,
                    ),
                ),
                ("logo", models.BinaryField(null=True)),
                ("logo_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("logo_width_px", models.PositiveIntegerField(default=0, editable=False)),
                ("logo_height_px", models.PositiveIntegerField(default=0, editable=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "site",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="site_is_one_row")],
            },
        ),
    ]
