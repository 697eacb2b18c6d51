"""Which securities a text names, with the span that says so. Pure: neither Django nor Celery."""

from __future__ import annotations
