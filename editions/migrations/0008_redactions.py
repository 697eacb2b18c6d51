"""What no reading of a story tells any more."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0007_restrictions_swept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedstory",
            name="redactions",
            field=models.JSONField(db_default=[], default=list, help_text="What every reading of it leaves out."),
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
    ]
