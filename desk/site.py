"""The admin site under our name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, path

from desk import invited, logging_in, own_account, team_urls
from desk.front.page import front
from desk.search_page import search_page
from desk.thumbnails import thumbnail
from reference.site import current

# The rooms as the index and the sidebar list them; others follow.
ORDER = ("stories", "editions", "media", "reference", "partners", "foundation", "auth")


class DeskSite(admin.AdminSite):
    """Django admin as the newsroom's desk."""

    site_url = "/" if settings.DOORS == "all" else None
    enable_nav_sidebar = True

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The name of the site and what this is."""
        return f"{current().name} desk"

    site_title = site_header
    index_title = "Desk"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms this person may enter, those of daily work first."""
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            if room["app_label"] == "auth":
                room["name"] = "Roles"
                for model in room["models"]:
                    model["name"] = "Roles"
        return sorted(
            rooms, key=lambda room: ORDER.index(room["app_label"]) if room["app_label"] in ORDER else len(ORDER)
        )

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """The front of the desk, with Django's list of applications below."""
        return front(self, request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's addresses, the pictures as staff sees them, the second step of the log-in, and one's own account."""
        view, site = self.admin_view, {"site": self}
        return [
            path("search/", view(search_page), site, name="desk_search"),
            path("pictures/<uuid:uid>/", view(thumbnail), name="desk_picture"),
            path("login/code/", logging_in.second_step, site, name="second_step"),
            path("invitation/<str:token>/", invited.accept_invitation, site, name="accept_invitation"),
            path("account/", view(own_account.account), site, name="own_account"),
            path("account/data/", view(own_account.own_data), name="own_data"),
            path("account/second-factor/", view(own_account.second_factor_page), site, name="second_factor"),
            *team_urls.site_urls(self),
            *super().get_urls(),
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        """Name and password; who has a second factor is asked for it next."""
        return logging_in.log_in(self, request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        """One's own password, changed by a verb."""
        return own_account.change_password(self, request, extra_context)
