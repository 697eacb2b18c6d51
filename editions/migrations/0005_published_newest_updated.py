"""The desk lists published stories by when their facts moved: let it take the first fifty without sorting them all."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_sealed_desk_revision")]
    operations = [
        migrations.AddIndex(
            model_name="publishedstory",
            index=models.Index(fields=["-updated_at", "-id"], name="published_newest_updated"),
        ),
    ]
