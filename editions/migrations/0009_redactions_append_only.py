"""Make the table of redactions append-only."""

from __future__ import annotations

from django.db import migrations

from foundation.guards import guard, unguard


def guard_it(apps, schema_editor):
    """Refuse UPDATE and DELETE from now on."""
    guard("editions_redaction", database=schema_editor.connection)


def unguard_it(apps, schema_editor):
    """Allow them again."""
    unguard("editions_redaction", database=schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("editions", "0008_redactions")]
    operations = [migrations.RunPython(guard_it, unguard_it)]
