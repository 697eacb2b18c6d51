"""Whether a person has keyboard shortcuts."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0006_log_filters"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="has_shortcuts",
            field=models.BooleanField(db_default=True, default=True, verbose_name="keyboard shortcuts"),
        ),
    ]
