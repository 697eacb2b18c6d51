"""Names that must not be published, and what they hide."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0005_published_newest_updated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="publishedstory",
            name="state",
            field=models.CharField(
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
    ]
