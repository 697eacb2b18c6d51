"""The addresses of a process that serves the desk alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from django.conf import settings
from django.test import override_settings

DESK_URLS = "newsroom.urls_of_the_desk_alone"


def desk_urls() -> str:
    """Read newsroom/urls.py as a process with DOORS=desk does, and return the name of that module."""
    if DESK_URLS not in sys.modules:
        spec = importlib.util.spec_from_file_location(DESK_URLS, Path(settings.BASE_DIR) / "newsroom" / "urls.py")
        module = importlib.util.module_from_spec(spec)
        with override_settings(DOORS="desk"):
            spec.loader.exec_module(module)
        sys.modules[DESK_URLS] = module
    return DESK_URLS
