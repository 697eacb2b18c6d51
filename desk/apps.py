"""The desk as a Django app, and its admin site as the site of Django admin."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "desk"
    default = True

    def ready(self) -> None:
        """Keep the roles after every migrate. Django's own receiver, which makes permissions, was connected before."""
        post_migrate.connect(_sync_roles_after_the_last_app, dispatch_uid="desk.sync_roles")


class DeskAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "desk.site.DeskSite"


def _sync_roles_after_the_last_app(sender: AppConfig, **options: Any) -> None:
    """Wait for the last app that has models, when every permission exists; skip where auth is not migrated."""
    from desk.roles import sync_roles

    last = [config for config in installed.get_app_configs() if config.models_module is not None][-1]
    migrated = options.get("apps") or installed
    if sender.label == last.label and "group" in migrated.all_models.get("auth", {}):
        sync_roles()
