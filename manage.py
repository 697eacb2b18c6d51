#!/usr/bin/env python
"""Run a management command; `manage.py help` lists them."""

from __future__ import annotations

import gc
import os
import sys

if __name__ == "__main__":
    # What is imported and what a migration builds lives on: looking through it again and again for garbage took a
    # seventh of a start and of `prepare`.
    gc.set_threshold(50_000, 20, 50)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make setup`, then use .venv/bin/python manage.py.")
    execute_from_command_line(sys.argv)
