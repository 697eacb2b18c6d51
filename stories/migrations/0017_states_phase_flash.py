"""The state spiked, who works on a story beside its owner, its phase, a flash, and since when it is embargoed."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0016_shared_versions_and_dossiers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="assigned",
            field=models.ManyToManyField(blank=True, related_name="assigned_stories", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="story",
            name="embargo_since",
            field=models.DateTimeField(help_text="Nobody outside sees it: stories/embargoes.py.", null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="is_flash",
            field=models.BooleanField(db_default=False, default=False, help_text="May run before it has an article."),
        ),
        migrations.AddField(
            model_name="story",
            name="phase",
            field=models.CharField(
                blank=True,
                choices=[
                    ("developing", "developing"),
                    ("running", "running"),
                    ("quiet", "quiet"),
                    ("closed", "closed"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="story",
            name="editorial_state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("approved", "approved"),
                    ("spiked", "spiked"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="story",
            name="embargo_until",
            field=models.DateTimeField(blank=True, help_text="Empty under an embargo: until it is lifted.", null=True),
        ),
    ]
