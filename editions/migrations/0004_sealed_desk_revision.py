"""A sealed edition knows which desk part was approved."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0003_append_only")]

    operations = [
        migrations.AddField(
            model_name="sealededition",
            name="desk_revision",
            field=models.PositiveIntegerField(db_default=0, help_text="Of the desk part that was approved."),
        ),
        migrations.AlterField(
            model_name="sealededition",
            name="release_at",
            field=models.DateTimeField(db_index=True, help_text="Empty: when somebody releases it.", null=True),
        ),
    ]
