"""Why, and by whom, a picture's terms are passed over in a story."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0022_ticker_suggestions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="override_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="placement",
            name="override_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="override_reason",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="Why its terms are passed over.", max_length=4000
            ),
        ),
    ]
