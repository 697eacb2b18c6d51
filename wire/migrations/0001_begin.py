"""Pages to be fetched, and the servers they are fetched from."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("stories", "0008_sources_that_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "name",
                    models.CharField(help_text="With its port.", max_length=260, primary_key=True, serialize=False),
                ),
                (
                    "free_at",
                    models.DateTimeField(help_text="Until then it is being asked, or left in peace.", null=True),
                ),
                ("robots", models.TextField(blank=True, default="")),
                ("robots_status", models.PositiveSmallIntegerField(default=0, help_text="0: it gave no answer.")),
                ("robots_read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("free_at__isnull", False)), fields=["free_at"], name="host_taken")
                ],
            },
        ),
        migrations.CreateModel(
            name="Fetch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("add", "to be added"), ("again", "looked at again")], default="add", max_length=6
                    ),
                ),
                ("url", models.CharField(max_length=2000)),
                ("host", models.CharField(max_length=260)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("fetching", "being fetched"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("refused", "refused by the site"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("new", "taken in"),
                            ("known", "we had it"),
                            ("first", "looked at for the first time"),
                            ("unchanged", "unchanged"),
                            ("changed", "has another text"),
                            ("shorter", "shows less than we have"),
                            ("missing", "not there; looked for once more"),
                            ("gone", "gone"),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, default="", help_text="Why it came to nothing, in words for an editor."
                    ),
                ),
                ("found", models.JSONField(default=dict, help_text="What was found, where something was missing.")),
                ("due_at", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField(default=0, help_text="Which look of the schedule.")),
                ("since", models.DateTimeField(help_text="What the schedule counts from.", null=True)),
                ("claimed_by", models.CharField(blank=True, default="", max_length=80)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("status", models.PositiveSmallIntegerField(help_text="What the server answered.", null=True)),
                ("etag", models.CharField(blank=True, default="", max_length=300)),
                ("last_modified", models.CharField(blank=True, default="", max_length=100)),
                (
                    "text_hash",
                    models.CharField(
                        blank=True, default="", help_text="Of the text that the page held.", max_length=64
                    ),
                ),
                ("hidden_at", models.DateTimeField(help_text="When an editor put it out of sight.", null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="stories.article",
                    ),
                ),
                (
                    "asked_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fetches",
                        to="stories.story",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "fetches",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "fetching"])), fields=["due_at"], name="fetch_due"
                    ),
                    models.Index(fields=["story", "-asked_at"], name="fetch_of_story"),
                    models.Index(fields=["article", "-finished_at"], name="fetch_of_article"),
                    models.Index(fields=["url"], name="fetch_of_url"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("purpose", "add"), ("state__in", ["waiting", "fetching"])),
                        fields=("story", "url"),
                        name="fetch_once_at_a_time_per_story",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("purpose", "again"), ("state__in", ["waiting", "fetching"])),
                        fields=("article",),
                        name="fetch_one_next_look",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "add"), ("story__isnull", False)),
                            models.Q(("article__isnull", False), ("purpose", "again")),
                            _connector="OR",
                        ),
                        name="fetch_is_for_a_story_or_of_an_article",
                    ),
                ],
            },
        ),
    ]
