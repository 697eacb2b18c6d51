"""The readers' addresses. Those of files (pictures, feeds, sitemaps) stand in file_urls.py: no language in them."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from media.addresses import SizeInAddress
from readers import about, tickers, views
from readers.converters import Ticker, UnicodeSlug

register_converter(UnicodeSlug, "uslug")
register_converter(Ticker, "ticker")
register_converter(SizeInAddress, "size")

app_name = "readers"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("feeds/", views.feeds, name="feeds"),
    path("topics/<uslug:slug>/", views.topic, name="topic"),
    path("tickers/<ticker:key>/", tickers.ticker, name="ticker"),
    path("about/<slug:slug>/", about.about, name="about"),
    path("stories/<uslug:slug>/", views.story, name="story"),
]
