"""A restriction knows whether all that was public has been looked through."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0006_reporting_restrictions")]

    operations = [
        migrations.AddField(
            model_name="reportingrestriction",
            name="swept_at",
            field=models.DateTimeField(help_text="When all that was public had been looked through.", null=True),
        ),
    ]
