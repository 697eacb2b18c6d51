"""Versions shared with somebody outside by a link, and dossiers."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stories.models.dossier


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0015_places_of_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("with_redacted", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True, default="", max_length=4000)),
                ("due_since", models.DateTimeField(db_index=True, null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
                ("file", models.FileField(blank=True, max_length=200, upload_to=stories.models.dossier.dossier_path)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dossiers", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "permissions": [("make_dossier", "Can make the dossier of a story")],
            },
        ),
        migrations.CreateModel(
            name="SharedVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("content", models.JSONField()),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("content_digest", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("is_sealed", models.BooleanField(default=False, help_text="Whether it shows what was sealed.")),
                ("is_for", models.CharField(blank=True, default="", help_text="Whom it is meant for.", max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_count", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shared_versions", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
