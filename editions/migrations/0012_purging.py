"""How far the caches in front of us were told what is no longer to be shown."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0011_what_partners_were_given"),
    ]

    operations = [
        migrations.CreateModel(
            name="Purging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(default="purge", max_length=20, unique=True)),
                (
                    "position",
                    models.PositiveBigIntegerField(default=0, help_text="Of the last visible change that was told."),
                ),
                ("due_at", models.DateTimeField(help_text="Not before; empty: at once.", null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.TextField(blank=True, default="")),
            ],
        ),
    ]
