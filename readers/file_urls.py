"""Addresses of files: pictures and feeds, which are the same in every interface language."""

from __future__ import annotations

from django.urls import URLPattern, path

# readers.urls registers the converter of slugs.
from readers import about, calendar, files, rss, sitemaps, urls  # noqa: F401

app_name = "files"
urlpatterns: list[URLPattern] = [
    path("pictures/<uuid:uid>/<int:version>/<size:size>.<slug:format>", files.picture, name="picture"),
    path("feed.xml", rss.everything, name="feed"),
    path("topics/<uslug:slug>/feed.xml", rss.topic, name="topic-feed"),
    path("planned.ics", calendar.everything, name="all-planned"),
    path("stories/<uslug:slug>/planned.ics", calendar.planned, name="planned"),
    path("logo/<slug:digest>.webp", about.logo, name="logo"),
    path("favicon.ico", files.favicon, name="favicon"),
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.one, name="sitemap-page"),
]
