"""Find the stories whose update waits for a person without reading all."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0009_figures_board")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), models.Q(("hold_reason", ""), _negated=True)),
                fields=["id"],
                name="story_update_ready",
            ),
        ),
    ]
