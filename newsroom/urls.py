"""Which addresses this process serves: DOORS is public, desk or all."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

# public_urls registers the converters of slugs and sizes.
from newsroom import health, preview, public_urls, shared

handler400 = "newsroom.faults.bad_request"
handler500 = "newsroom.faults.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics_page, name="metrics"),
]
if settings.DOORS in {"desk", "all"}:
    urlpatterns += [
        path("admin/preview/<uuid:uid>/", preview.preview, name="preview"),
        path("admin/preview/<uuid:uid>/page/", preview.page, name="preview_page"),
        path("admin/preview/<slug:light>.css", preview.style, name="preview_style"),
        path("admin/preview/pictures/<uuid:uid>/<int:version>/<size:size>.<str:form>", preview.picture),
        path("admin/shared/<str:token>/", shared.shared, name="shared"),
        # Copied without its end it must not lead to the log-in, whose address would hold the word.
        path("admin/shared/<str:token>", shared.shared),
        path("admin/shared/<str:token>/<uuid:uid>/<int:version>/<size:size>.<str:form>", shared.picture),
        path("admin/password/", include("desk.passwords")),
        path("admin/", admin.site.urls),
    ]
if settings.DOORS in {"public", "all"}:
    urlpatterns += public_urls.urlpatterns
