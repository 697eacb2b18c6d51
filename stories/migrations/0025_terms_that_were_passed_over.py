"""Which terms of a picture were passed over in a story: others bind again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0024_entry_proposals_and_promises")]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="override_terms",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
    ]
