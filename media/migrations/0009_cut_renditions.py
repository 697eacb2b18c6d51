"""Renditions may be cut around the focal point: one file for each size and shape."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0008_library_indexes")]

    operations = [
        migrations.AddField(
            model_name="rendition",
            name="cut",
            field=models.CharField(blank=True, db_default="", default="", max_length=16),
        ),
        migrations.RemoveConstraint(model_name="rendition", name="rendition_once_per_width"),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(
                fields=("image", "version", "format", "width_px", "cut"), name="rendition_once_per_size"
            ),
        ),
    ]
