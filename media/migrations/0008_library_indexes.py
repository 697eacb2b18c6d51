"""Find pictures by credit line, right, licence, day and whether they were pulled without reading all."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Left, Upper


class Migration(migrations.Migration):
    dependencies = [("media", "0007_what_files_say_and_rights")]

    operations = [
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                Upper("credit_line"), models.F("uploaded_at").desc(), models.F("id").desc(), name="image_credit"
            ),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["rights_basis", "-uploaded_at", "-id"], name="image_basis"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(Left("licence_url", 100), name="image_licence"),
        ),
        migrations.AddIndex(model_name="image", index=models.Index(fields=["date_created"], name="image_taken")),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["pulled_at"], name="image_pulled", condition=models.Q(pulled_at__isnull=False)),
        ),
    ]
