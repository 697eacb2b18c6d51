"""The partners' addresses, below /api/v1/."""

from __future__ import annotations

from django.urls import path, re_path

from partners import docs, openapi, views

app_name = "partners"
urlpatterns = [
    path("stories/", views.StoryList.as_view(), name="stories"),
    path("stories/<uuid:uid>/", views.StoryDetail.as_view(), name="story"),
    path("openapi.json", openapi.openapi_json, name="openapi"),
    path("docs/", docs.docs_page, name="docs"),
    re_path("", views.Unknown.as_view(), name="unknown"),
]
