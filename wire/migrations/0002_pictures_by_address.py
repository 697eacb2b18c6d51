"""A look may be at a picture, for a story or for the library alone."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0007_what_files_say_and_rights"),
        ("stories", "0023_terms_passed_over"),
        ("wire", "0001_begin"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="fetch",
            name="fetch_is_for_a_story_or_of_an_article",
        ),
        migrations.AddField(
            model_name="fetch",
            name="image",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="media.image"
            ),
        ),
        migrations.AlterField(
            model_name="fetch",
            name="purpose",
            field=models.CharField(
                choices=[("add", "to be added"), ("again", "looked at again"), ("addpic", "a picture to be added")],
                default="add",
                max_length=6,
            ),
        ),
        migrations.AddConstraint(
            model_name="fetch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", "addpic"), ("state__in", ["waiting", "fetching"])),
                fields=("story", "url"),
                name="picture_once_at_a_time_per_story",
            ),
        ),
        migrations.AddConstraint(
            model_name="fetch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "add"), ("story__isnull", False)),
                    models.Q(("article__isnull", False), ("purpose", "again")),
                    models.Q(("article__isnull", True), ("purpose", "addpic")),
                    _connector="OR",
                ),
                name="fetch_is_for_a_story_or_of_an_article",
            ),
        ),
    ]
