"""Fixtures of the public site's tests."""

from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _default_language():
    """A request leaves its language active in the thread; each test begins and asks for addresses in the default."""
    with translation.override("en"):
        yield
