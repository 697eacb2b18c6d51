"""When a picture was read to know it again: one that is plain has no windows, and was read all the same."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0010_make_cuts")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="printed_at",
            field=models.DateTimeField(
                help_text="When what knows it again was read; null: it is still to be.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["printed_at"], name="image_printed"),
        ),
    ]
