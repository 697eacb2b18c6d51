"""The desk as a Django app, and its admin site as the site of Django admin."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class DeskConfig(AppConfig):
    name = "desk"
    default = True


class DeskAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "desk.site.DeskSite"
