"""Tickers whose page a reporting restriction hides: their names stand in no edition, so no edition keeps them in."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0012_purging"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="hidden",
            name="hidden_exactly_one_thing",
        ),
        migrations.AddField(
            model_name="hidden",
            name="ticker_uid",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="hidden",
            index=models.Index(
                condition=models.Q(("ticker_uid__isnull", False)), fields=["ticker_uid"], name="hidden_ticker"
            ),
        ),
        migrations.AddConstraint(
            model_name="hidden",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ticker_uid__isnull", False)),
                fields=("restriction", "ticker_uid"),
                name="hidden_ticker_uid_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="hidden",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("edition", None),
                        ("old_slug", None),
                        ("story__isnull", False),
                        ("ticker_uid", None),
                        ("topic_slug", ""),
                    ),
                    models.Q(
                        ("edition__isnull", False),
                        ("old_slug", None),
                        ("story", None),
                        ("ticker_uid", None),
                        ("topic_slug", ""),
                    ),
                    models.Q(
                        ("edition", None),
                        ("old_slug__isnull", False),
                        ("story", None),
                        ("ticker_uid", None),
                        ("topic_slug", ""),
                    ),
                    models.Q(
                        ("edition", None),
                        ("old_slug", None),
                        ("story", None),
                        ("ticker_uid__isnull", False),
                        ("topic_slug", ""),
                    ),
                    models.Q(
                        ("edition", None),
                        ("old_slug", None),
                        ("story", None),
                        ("ticker_uid", None),
                        models.Q(("topic_slug", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hidden_exactly_one_thing",
            ),
        ),
    ]
