"""The tables as the migrations that it replaces leave them, made at once: a fresh database needs no history."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.guards import guard, unguard

GUARDED = ("editions_edition", "editions_redaction")


def guard_them(apps, schema_editor):
    """Refuse UPDATE and DELETE from now on."""
    for table in GUARDED:
        guard(table, database=schema_editor.connection)


def unguard_them(apps, schema_editor):
    """Allow them again."""
    for table in GUARDED:
        unguard(table, database=schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("editions", "0001_begin"),
        ("editions", "0002_relations"),
        ("editions", "0003_append_only"),
        ("editions", "0004_sealed_desk_revision"),
        ("editions", "0005_published_newest_updated"),
        ("editions", "0006_reporting_restrictions"),
        ("editions", "0007_restrictions_swept"),
        ("editions", "0008_redactions"),
        ("editions", "0009_redactions_append_only"),
        ("editions", "0010_looked_at"),
    ]

    initial = True

    dependencies = [
        ("foundation", "__first__"),
        ("media", "0001_begin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "first"),
                            ("update", "update"),
                            ("correction", "correction"),
                            ("restored", "restored"),
                            ("kill", "kill"),
                        ],
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField()),
                ("by_text", models.CharField(help_text="Who published it, in words.", max_length=200)),
                ("note", models.TextField(blank=True, default="", max_length=4000)),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("content_digest", models.CharField(max_length=64)),
                ("changes", models.JSONField(default=list)),
                (
                    "by_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["story", "-number"],
            },
        ),
        migrations.CreateModel(
            name="PublishedStory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(editable=False, unique=True)),
                ("slug", models.CharField(max_length=120, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "live"),
                            ("withheld", "hidden for now"),
                            ("killed", "killed, notice stays"),
                            ("vanished", "removed without trace"),
                            ("merged", "merged into another"),
                            ("restricted", "hidden by a reporting restriction"),
                        ],
                        default="live",
                        max_length=10,
                    ),
                ),
                ("merged_numbers", models.JSONField(default=dict, help_text="Old [n] to the survivor's [n].")),
                ("first_published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(help_text="Facts moved.")),
                ("modified_at", models.DateTimeField(help_text="Anything visible moved.")),
                ("headline", models.CharField(max_length=250)),
                ("kicker", models.CharField(blank=True, default="", max_length=60)),
                ("standfirst", models.TextField(blank=True, default="", max_length=600)),
                (
                    "lead_image",
                    models.JSONField(help_text="The image of the current edition that cards show.", null=True),
                ),
                ("article_count", models.PositiveIntegerField(default=0)),
                ("publisher_count", models.PositiveIntegerField(default=0)),
                ("language", models.CharField(max_length=12)),
                (
                    "redactions",
                    models.JSONField(db_default=[], default=list, help_text="What every reading of it leaves out."),
                ),
                (
                    "looked_at",
                    models.DateTimeField(
                        help_text="When an editor last looked at it; empty: when it first ran.", null=True
                    ),
                ),
                (
                    "current_edition",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
                    ),
                ),
                (
                    "images",
                    models.ManyToManyField(
                        help_text="Of the current edition.", related_name="published_in", to="media.image"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="editions.publishedstory",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "published stories",
                "indexes": [models.Index(fields=["-updated_at", "-id"], name="published_newest_updated")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="merged_exactly_when_into_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OldSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=120, unique=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_slugs",
                        to="editions.publishedstory",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("all", "everything"),
                            ("topic", "topic"),
                            ("instrument", "instrument"),
                            ("publisher", "publisher"),
                            ("language", "language"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True, help_text="Slug, uid or language; empty for everything.", max_length=100
                    ),
                ),
                ("sort_at", models.DateTimeField()),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="editions.publishedstory",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "key", "-sort_at", "-story"], name="listing_newest_first")],
                "constraints": [models.UniqueConstraint(fields=("kind", "key", "story"), name="listing_once")],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="story",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="editions.publishedstory"
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveBigIntegerField(null=True, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visible_changes",
                        to="editions.publishedstory",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("position__isnull", True)), fields=["id"], name="change_unplaced")
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("sentence", "sentence"), ("entry", "timeline entry"), ("image", "picture")],
                        max_length=10,
                    ),
                ),
                ("target", models.UUIDField(help_text="Of the sentence, entry or picture: the same in every edition.")),
                ("reason", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redacted",
                        to="editions.publishedstory",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("story", "what", "target"), name="redacted_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportingRestriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "other_forms",
                    models.JSONField(default=list, help_text="Other orders, spellings and scripts of the name."),
                ),
                ("reason", models.TextField(help_text="Whose order, its reference, what it forbids.", max_length=4000)),
                ("until", models.DateTimeField(help_text="Empty: until somebody lifts it.", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "ended_at",
                    models.DateTimeField(help_text="When stories were asked to be summarised without it.", null=True),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "swept_at",
                    models.DateTimeField(help_text="When all that was public had been looked through.", null=True),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [("restrict_names", "Can set and lift reporting restrictions")],
            },
        ),
        migrations.CreateModel(
            name="Hidden",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic_slug", models.CharField(blank=True, default="", max_length=120)),
                ("until", models.DateTimeField(help_text="Of its restriction.", null=True)),
                ("hidden_at", models.DateTimeField(auto_now_add=True)),
                ("shown_at", models.DateTimeField(help_text="When it came back.", null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hidden_by",
                        to="editions.edition",
                    ),
                ),
                (
                    "old_slug",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hidden_by",
                        to="editions.oldslug",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hidden_by",
                        to="editions.publishedstory",
                    ),
                ),
                (
                    "restriction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hidden",
                        to="editions.reportingrestriction",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hidden",
                "indexes": [
                    models.Index(
                        condition=models.Q(("topic_slug", ""), _negated=True),
                        fields=["topic_slug"],
                        name="hidden_topic",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", False)),
                        fields=("restriction", "story"),
                        name="hidden_story_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("edition__isnull", False)),
                        fields=("restriction", "edition"),
                        name="hidden_edition_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("old_slug__isnull", False)),
                        fields=("restriction", "old_slug"),
                        name="hidden_old_slug_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("topic_slug", ""), _negated=True),
                        fields=("restriction", "topic_slug"),
                        name="hidden_topic_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("edition", None), ("old_slug", None), ("story__isnull", False), ("topic_slug", "")
                            ),
                            models.Q(
                                ("edition__isnull", False), ("old_slug", None), ("story", None), ("topic_slug", "")
                            ),
                            models.Q(
                                ("edition", None), ("old_slug__isnull", False), ("story", None), ("topic_slug", "")
                            ),
                            models.Q(
                                ("edition", None),
                                ("old_slug", None),
                                ("story", None),
                                models.Q(("topic_slug", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hidden_exactly_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("story_uid", models.UUIDField(unique=True)),
                ("content", models.JSONField()),
                ("schema_version", models.PositiveSmallIntegerField()),
                ("content_digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "release_at",
                    models.DateTimeField(db_index=True, help_text="Empty: when somebody releases it.", null=True),
                ),
                ("embargo_until", models.DateTimeField(null=True)),
                (
                    "desk_revision",
                    models.PositiveIntegerField(db_default=0, help_text="Of the desk part that was approved."),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("story", "number"), name="edition_number_once_per_story"),
        ),
        migrations.RunPython(guard_them, unguard_them),
    ]
