"""What was passed over until now are the terms that the picture has."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_terms(apps: Any, schema_editor: Any) -> None:
    """Give every override the terms of its picture; those that have some stay."""
    placement, image = apps.get_model("stories", "Placement"), apps.get_model("media", "Image")
    terms = image.objects.filter(pk=OuterRef("image")).values("usage_terms")
    rows = placement.objects.exclude(override_reason="").filter(override_terms="")
    rows.update(override_terms=Subquery(terms))


class Migration(migrations.Migration):
    dependencies = [("stories", "0025_terms_that_were_passed_over"), ("media", "0008_library_indexes")]

    operations = [migrations.RunPython(fill_terms, migrations.RunPython.noop)]
