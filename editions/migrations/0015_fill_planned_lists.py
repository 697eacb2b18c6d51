"""Put every published story that has planned dates, or had, into their list: read in its current edition, once."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_AT_ONCE = 200


def fill(apps: Any, schema_editor: Any) -> None:
    """List them, some at a time; a story that stands there already is left alone."""
    stories = apps.get_model("editions", "PublishedStory").objects.filter(current_edition__isnull=False)
    listings = apps.get_model("editions", "Listing").objects
    keys = list(stories.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        rows = stories.filter(pk__in=keys[start : start + _AT_ONCE])
        found = rows.values_list("pk", "updated_at", "current_edition__content")
        fresh = [
            listings.model(kind="planned", key="", sort_at=updated_at, story_id=pk)
            for pk, updated_at, content in found
            if any(_is_promise(entry) for part in content.values() for entry in part.get("timeline", []))
        ]
        listings.bulk_create(fresh, ignore_conflicts=True)


def empty(apps: Any, schema_editor: Any) -> None:
    """Take the list away."""
    apps.get_model("editions", "Listing").objects.filter(kind="planned").delete()


def _is_promise(entry: dict[str, Any]) -> bool:
    return entry["status"] != "happened" or bool(entry.get("promised"))


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0014_planned_lists"),
    ]

    operations = [migrations.RunPython(fill, empty)]
