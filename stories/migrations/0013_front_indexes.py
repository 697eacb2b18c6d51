"""Find lost evidence and planned days among all sentences and entries without reading them."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("stories", "0012_attention")]

    operations = [
        migrations.AddIndex(
            model_name="sentence",
            index=models.Index(
                fields=["id"], name="sentence_lost", condition=Q(lost_evidence=True, removed_at__isnull=True)
            ),
        ),
        migrations.AddIndex(
            model_name="timelineentry",
            index=models.Index(
                fields=["-sort_to", "-id"],
                name="entry_planned",
                condition=Q(status="planned", removed_at__isnull=True),
            ),
        ),
    ]
