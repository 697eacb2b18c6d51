"""A partner with a key, as an outsider holds it."""

from __future__ import annotations

import pytest
from django.test import Client

from foundation.models import Command
from partners import keys


@pytest.fixture
def key(db):
    """A key's secret."""
    return keys.make_key("Vell Evening Post", by=Command("test"))[1]


@pytest.fixture
def partner(key):
    """A client that sends the key."""
    return Client(headers={"authorization": f"Bearer {key}"})
