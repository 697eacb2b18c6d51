"""Addresses of files: pictures and feeds, which are the same in every interface language."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "files"
urlpatterns: list[URLPattern] = []
