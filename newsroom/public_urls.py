"""The addresses of the public doors: what readers and partners reach.

A process of the desk alone does not serve them, and renders with them what it shows as readers will see it.
"""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("partners.urls")),
    path("", include("readers.file_urls")),
    *i18n_patterns(path("", include("readers.urls")), prefix_default_language=False),
]
