"""A table for the hash chain over the edit log; guarded as the log is by what follows every migrate."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_heartbeat")]

    operations = [
        migrations.CreateModel(
            name="LogLink",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                ("linked_at", models.DateTimeField()),
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="foundation.editlog",
                    ),
                ),
            ],
        ),
    ]
