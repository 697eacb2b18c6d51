"""The WSGI entry point that web servers load."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("PROCESS", "web")  # a web process pools its connections to the database

application = get_wsgi_application()

from newsroom.checks import refuse_contradictions  # noqa: E402 it needs the settings

refuse_contradictions()
