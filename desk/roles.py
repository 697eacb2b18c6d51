"""Roles: four Django groups whose permissions `sync_roles` keeps as they are written here."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

REPORTER = (
    "stories.add_story",
    "stories.change_story",
    "stories.view_story",
    "stories.add_article",
    "stories.view_article",
    "media.add_image",
    "media.view_image",
    "reference.view_topic",
    "reference.view_publisher",
    "reference.view_instrument",
)
EDITOR = (
    *REPORTER,
    "stories.edit_any_story",
    "stories.approve_story",
    "stories.change_article",
    "media.change_image",
    *(
        f"reference.{act}_{model}"
        for model in ("topic", "publisher", "instrument")
        for act in ("add", "change", "view")
    ),
    "editions.view_publishedstory",
    "editions.view_reportingrestriction",
)
SITE = (
    "reference.change_site",
    "reference.view_site",
    "reference.add_sitepage",
    "reference.change_sitepage",
    "reference.view_sitepage",
)
CHIEF = (
    *EDITOR,
    *SITE,
    "stories.publish_story",
    "stories.make_dossier",
    "editions.restrict_names",
    "foundation.view_editlog",
)
ADMINISTRATOR = (
    "foundation.add_user",
    "foundation.change_user",
    "foundation.view_user",
    "foundation.view_editlog",
    "auth.view_group",
    "stories.make_dossier",
    "partners.add_apikey",
    "partners.change_apikey",
    "partners.view_apikey",
    *SITE,
    *(
        f"reference.{act}_{model}"
        for model in ("topic", "publisher", "instrument")
        for act in ("add", "change", "view")
    ),
)
ROLES = {"reporter": REPORTER, "editor": EDITOR, "chief": CHIEF, "administrator": ADMINISTRATOR}


def sync_roles() -> list[str]:
    """Make the four groups have exactly their permissions; other groups stay. Doing it twice is harmless.

    Returns the permissions that do not exist yet, as app.codename: while a first migration runs, some do not.
    """
    wanted = {name for names in ROLES.values() for name in names}
    either = Q()
    for name in wanted:
        app, codename = name.split(".")
        either |= Q(content_type__app_label=app, codename=codename)
    found = {
        f"{p.content_type.app_label}.{p.codename}": p
        for p in Permission.objects.select_related("content_type").filter(either)
    }
    for role, names in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set([found[name] for name in names if name in found])
    return sorted(wanted - set(found))
