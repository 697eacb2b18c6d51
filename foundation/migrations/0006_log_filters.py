"""Find the acts of a person, and those of a kind, however long the log is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0005_accounts"),
    ]

    operations = [
        migrations.AlterModelOptions(name="editlog", options={"verbose_name_plural": "edit log"}),
        migrations.AddIndex(
            model_name="editlog",
            index=models.Index(fields=["verb", "-id"], name="editlog_verb_newest"),
        ),
        migrations.AddIndex(
            model_name="editlog",
            index=models.Index(fields=["person", "-id"], name="editlog_person_newest"),
        ),
    ]
