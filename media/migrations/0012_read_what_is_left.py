"""Those that have windows were read when they came in; the others are due to a worker."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F
from django.utils import timezone


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The clock finds what is due."""
    images = apps.get_model("media", "Image").objects
    images.exclude(windows=b"").update(printed_at=F("uploaded_at"))
    unread = images.filter(printed_at__isnull=True, renditions_due_since__isnull=True)
    unread.update(renditions_due_since=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("media", "0011_when_it_was_read")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
