"""The same index for comments, and for the list of what ran."""

from __future__ import annotations

from django.db import migrations

INDEXES = {"stories_comment": "text, quoted", "editions_publishedstory": "headline, slug"}


def make_index(apps, schema_editor):
    """Make an index for each table, where the database is PostgreSQL."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {table}_words ON {table} USING gin (desk_grams({columns}))", params=None)


def drop_index(apps, schema_editor):
    """Take them away."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in INDEXES:
        schema_editor.execute(f"DROP INDEX {table}_words", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_saved_filters"),
        ("editions", "0010_looked_at"),
        ("stories", "0020_comments_alerts_duty"),
    ]
    operations = [migrations.RunPython(make_index, drop_index)]
