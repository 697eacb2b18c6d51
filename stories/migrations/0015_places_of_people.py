"""Sentences and sections remember that a person moved them, and when."""

from __future__ import annotations

from django.db import migrations, models

_HELP = "The desk revision in which a person moved it here; no run moves it back."


class Migration(migrations.Migration):
    dependencies = [("stories", "0014_removal_and_hold")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="placed_revision",
            field=models.PositiveIntegerField(help_text=_HELP, null=True),
        )
        for name in ("section", "sentence")
    ]
