"""Keep what the support check found with the passages it speaks of."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0010_update_ready_index")]

    operations = [
        migrations.AddField(
            model_name="sentence",
            name="findings",
            field=models.JSONField(db_default=[], default=list, help_text="The same with the passages they speak of."),
        ),
    ]
