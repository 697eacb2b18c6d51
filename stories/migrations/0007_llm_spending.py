"""What the LLM engine spends, what it was answered, and how its provider is."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0006_suggestion_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="LlmAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("answer", models.TextField()),
                ("kept_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LlmProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("dialect", models.JSONField(default=dict)),
                ("probed_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row.")),
                (
                    "open_until",
                    models.DateTimeField(help_text="Left alone until then; afterwards one call probes.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LlmSpending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "debited_micros",
                    models.PositiveBigIntegerField(default=0, help_text="Millionths of the currency unit."),
                ),
                ("calls", models.PositiveIntegerField(default=0)),
                ("tokens_in", models.PositiveBigIntegerField(default=0)),
                ("tokens_out", models.PositiveBigIntegerField(default=0)),
                (
                    "story",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "LLM spending",
                "ordering": ["-day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "story"), name="llm_spending_once_a_day_per_story"),
                    models.UniqueConstraint(
                        condition=models.Q(("story__isnull", True)), fields=("day",), name="llm_spending_once_a_day"
                    ),
                ],
            },
        ),
    ]
