"""The addresses of what people tell each other: the Team tab, alerts, the duty rota, what one is told."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from desk.alert_pages import alert_page, alerts_page
from desk.duty_page import duty_page
from desk.tabs import team as team_tab
from desk.tabs.page import view_of
from desk.team import people
from desk.told_page import told_page


def story_urls(site: AdminSite) -> list[URLPattern]:
    """The pages of one story."""
    view = site.admin_view
    return [
        path("<int:object_id>/team/", view(view_of(team_tab.TAB)), name="stories_story_team"),
        path("<int:object_id>/people/", view(people), name="stories_story_people"),
    ]


def site_urls(site: AdminSite) -> list[URLPattern]:
    """The pages of the whole desk."""
    view, own = site.admin_view, {"site": site}
    return [
        path("alerts/", view(alerts_page), own, name="desk_alerts"),
        path("alerts/<str:token>/", view(alert_page), own, name="desk_alert"),
        path("duty/", view(duty_page), own, name="duty"),
        path("account/told/", view(told_page), own, name="told"),
    ]
