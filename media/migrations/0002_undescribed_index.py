"""Find pictures without alt text or credit line without reading all."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("media", "0001_begin")]

    operations = [
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["id"], name="image_undescribed", condition=Q(alt_text="") | Q(credit_line="")),
        ),
    ]
