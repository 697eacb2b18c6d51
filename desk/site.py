"""The admin site under our name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from desk.front.page import front
from desk.thumbnails import thumbnail

# The rooms as the index and the sidebar list them; others follow.
ORDER = ("stories", "editions", "media", "reference", "partners", "foundation", "auth")


class DeskSite(admin.AdminSite):
    """Django admin as the newsroom's desk."""

    site_url = "/" if settings.DOORS == "all" else None
    enable_nav_sidebar = True

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The name of the site and what this is."""
        return f"{settings.SITE_NAME} desk"

    site_title = site_header
    index_title = "Desk"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms this person may enter, those of daily work first."""
        rooms = super().get_app_list(request, app_label)
        return sorted(
            rooms, key=lambda room: ORDER.index(room["app_label"]) if room["app_label"] in ORDER else len(ORDER)
        )

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """The front of the desk, with Django's list of applications below."""
        return front(self, request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's addresses, and the pictures as staff sees them."""
        picture = path("pictures/<uuid:uid>/", self.admin_view(thumbnail), name="desk_picture")
        return [picture, *super().get_urls()]
