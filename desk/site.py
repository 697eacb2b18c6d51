"""The admin site under our name."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin


class DeskSite(admin.AdminSite):
    """Django admin as the newsroom's desk."""

    site_url = "/"
    enable_nav_sidebar = True

    @property
    def site_header(self) -> str:
        return f"{settings.SITE_NAME} desk"

    site_title = site_header
    index_title = "Desk"
