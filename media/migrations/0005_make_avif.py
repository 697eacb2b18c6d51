"""Every picture gets the sizes it lacks: the AVIF ones, and with them the print it is known again by."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def make_due(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The clock finds what is due, whoever was first."""
    images = apps.get_model("media", "Image").objects.filter(renditions_due_since__isnull=True)
    images.update(renditions_due_since=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("media", "0004_likeness_crops_and_words")]

    operations = [migrations.RunPython(make_due, migrations.RunPython.noop)]
