"""A picture knows since when no story may show it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_undescribed_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="pulled_at",
            field=models.DateTimeField(help_text="Since when no story may show it.", null=True),
        ),
    ]
