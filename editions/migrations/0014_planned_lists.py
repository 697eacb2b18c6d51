"""A list of the published stories that have planned dates, for the calendar of all of them."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0013_tickers_hidden"),
    ]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("all", "everything"),
                    ("topic", "topic"),
                    ("instrument", "instrument"),
                    ("publisher", "publisher"),
                    ("language", "language"),
                    ("planned", "planned dates"),
                ],
                max_length=10,
            ),
        ),
    ]
