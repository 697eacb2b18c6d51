"""A picture knows since which version its crop stands."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_make_avif"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="framed_version",
            field=models.PositiveIntegerField(default=1, help_text="Since which version the crop is this one."),
        ),
    ]
