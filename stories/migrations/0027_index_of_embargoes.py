"""The front of the desk finds the few embargoes that end soon without reading the archive."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0026_fill_terms_passed_over")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["embargo_until"],
                name="story_embargo",
                condition=models.Q(("embargo_until__isnull", False)),
            ),
        ),
    ]
