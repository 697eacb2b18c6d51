"""The readers' addresses. Those of files (pictures, feeds, sitemaps) stand in file_urls.py: no language in them."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "readers"
urlpatterns: list[URLPattern] = []
