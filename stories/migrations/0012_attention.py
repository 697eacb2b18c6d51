"""What waits for people, kept as rows, and which story was looked at last and when."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("stories", "0011_sentence_findings")]

    operations = [
        migrations.CreateModel(
            name="Attention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("headline", "headline against text"), ("figures", "figures differ")], max_length=10
                    ),
                ),
                ("where", models.CharField(help_text="The tab on which it is mended.", max_length=10)),
                (
                    "subject",
                    models.CharField(
                        blank=True, default="", help_text="A field of the story, or a uid.", max_length=40
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attention", to="stories.story"
                    ),
                ),
            ],
            options={"verbose_name_plural": "attention", "ordering": ["-pk"]},
        ),
        migrations.AddIndex(
            model_name="attention",
            index=models.Index(fields=["kind", "-id"], name="attention_standing", condition=Q(closed_at__isnull=True)),
        ),
        migrations.AddConstraint(
            model_name="attention",
            constraint=models.UniqueConstraint(
                fields=["story", "kind", "where", "subject", "text"],
                name="attention_standing_once",
                condition=Q(closed_at__isnull=True),
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="checked_desk_revision",
            field=models.IntegerField(default=-1, db_default=-1, help_text="Looked at for what waits."),
        ),
        migrations.AddField(
            model_name="story",
            name="checked_summary_version",
            field=models.IntegerField(default=-1, db_default=-1),
        ),
        migrations.AddField(
            model_name="story",
            name="check_after",
            field=models.DateTimeField(null=True, help_text="Until when somebody is looking."),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["-changed_at", "-id"],
                name="story_unchecked",
                condition=(
                    Q(checked_desk_revision__lt=F("desk_revision"))
                    | Q(checked_summary_version__lt=F("summary_version"))
                )
                & Q(deleted_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["check_after"], name="story_check_held", condition=Q(check_after__isnull=False)),
        ),
    ]
