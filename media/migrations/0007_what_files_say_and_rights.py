"""What a picture's file says of itself, by what right it is shown, and until when."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0006_framed_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="date_created",
            field=models.DateField(blank=True, help_text="When it was taken.", null=True),
        ),
        migrations.AddField(
            model_name="image",
            name="digital_source_type",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="image",
            name="expires_at",
            field=models.DateTimeField(blank=True, help_text="From then on no story may show it.", null=True),
        ),
        migrations.AddField(
            model_name="image",
            name="image_supplier",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="image",
            name="is_file_photo",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="image",
            name="licence_url",
            field=models.URLField(blank=True, db_default="", default="", max_length=2000, verbose_name="licence"),
        ),
        migrations.AddField(
            model_name="image",
            name="place",
            field=models.CharField(blank=True, db_default="", default="", help_text="Never public.", max_length=300),
        ),
        migrations.AddField(
            model_name="image",
            name="rights_basis",
            field=models.CharField(
                choices=[
                    ("unknown", "rights unknown"),
                    ("uploaded", "whoever uploaded it answers for it"),
                    ("own", "our own picture"),
                    ("licensed", "licensed from its supplier"),
                    ("permission", "permission given"),
                    ("open", "an open licence"),
                    ("public_domain", "public domain"),
                    ("quotation", "right of quotation"),
                ],
                db_default="uploaded",
                default="uploaded",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="said_by_person",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False)), fields=["expires_at"], name="image_expiring"
            ),
        ),
    ]
