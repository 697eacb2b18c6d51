"""An index of the few stories that need attention, which a scrape counts."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_corrections")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(deleted_at__isnull=True, needs_attention=True),
                fields=["id"],
                name="story_needs_attention",
            ),
        ),
    ]
