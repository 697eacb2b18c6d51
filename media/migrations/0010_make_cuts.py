"""Every picture gets the cut sizes it lacks; on the way back they are taken out again."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def make_due(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The clock finds what is due, whoever was first."""
    images = apps.get_model("media", "Image").objects.filter(renditions_due_since__isnull=True)
    images.update(renditions_due_since=timezone.now())


def take_out(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Their files stay: nothing names them any more."""
    apps.get_model("media", "Rendition").objects.exclude(cut="").delete()


class Migration(migrations.Migration):
    dependencies = [("media", "0009_cut_renditions")]

    operations = [migrations.RunPython(make_due, take_out)]
