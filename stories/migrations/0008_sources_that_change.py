"""Keep what publishers say of their articles since, which words are gone, and what rests on them."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0007_llm_spending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="gone_at",
            field=models.DateTimeField(blank=True, help_text="Since when its address gives no page.", null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="notice",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="What its publisher says was wrong."
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="lost_at",
            field=models.DateTimeField(help_text="Since when the article's text no longer holds it.", null=True),
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "corrected by its publisher"),
                            ("changed", "has another text, which no longer says this"),
                            ("retracted", "withdrawn by its publisher"),
                            ("gone", "no longer stands at its address"),
                            ("question", "may have been withdrawn: its page says so"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, default="", help_text="The publisher's notice, or the words that are gone."
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not seen yet"),
                            ("seen", "seen by a person"),
                            ("holds", "the new text still says it"),
                            ("rests_no_more", "it rests on the article no more"),
                        ],
                        default="",
                        max_length=13,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="stories.article"
                    ),
                ),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.timelineentry",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.placement",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.section",
                    ),
                ),
                (
                    "sentence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="stories.sentence",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="stories.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("cleared_at__isnull", True)), fields=["story"], name="flag_standing"
                    ),
                    models.Index(fields=["article"], name="flag_of_article"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at__isnull", True), ("outcome", "")),
                            models.Q(("cleared_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="flag_cleared_with_its_outcome",
                    )
                ],
            },
        ),
    ]
