"""Keep the crop and the words of a picture's past versions, and in which frames editions show it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0012_read_what_is_left")]

    operations = [
        migrations.CreateModel(
            name="PastVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("crop", models.JSONField(null=True)),
                ("words", models.JSONField(default=list)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="past_versions", to="media.image"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("image", "version"), name="past_version_once")],
            },
        ),
        migrations.CreateModel(
            name="ShownFrame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("across_permille", models.PositiveSmallIntegerField()),
                ("down_permille", models.PositiveSmallIntegerField()),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown_frames", to="media.image"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "version", "across_permille", "down_permille"), name="shown_frame_once"
                    )
                ],
            },
        ),
    ]
