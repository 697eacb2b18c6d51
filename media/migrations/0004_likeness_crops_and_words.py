"""What knows a picture again in two steps; crops; creator and copyright; what people parted."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0003_pulled_pictures"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="image",
            name="fingerprints",
        ),
        migrations.AddField(
            model_name="image",
            name="copyright_notice",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="image",
            name="creator",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="image",
            name="crop",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="image",
            name="sketch",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddField(
            model_name="image",
            name="windows",
            field=models.BinaryField(default=b""),
        ),
        migrations.AlterField(
            model_name="image",
            name="version",
            field=models.PositiveIntegerField(default=1, help_text="Raised when its files must change."),
        ),
        migrations.CreateModel(
            name="PartedImages",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "one",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="media.image"),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="media.image"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="parted_once"),
                    models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="parted_in_order"),
                ],
            },
        ),
    ]
