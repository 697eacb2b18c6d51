"""Make the table of corrections append-only."""

from __future__ import annotations

from django.db import migrations

from foundation.guards import guard, unguard


def guard_it(apps, schema_editor):
    """Refuse UPDATE and DELETE from now on."""
    guard("stories_correction", database=schema_editor.connection)


def unguard_it(apps, schema_editor):
    """Allow them again."""
    unguard("stories_correction", database=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("stories", "0004_attention_index")]
    operations = [migrations.RunPython(guard_it, unguard_it)]
