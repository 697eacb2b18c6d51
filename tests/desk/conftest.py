"""People of every role, and a browser for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.models import User
from tests.desk.making import make_person

Login = Callable[[User], Client]


@pytest.fixture
def chief(db) -> User:
    """Somebody who may publish."""
    return make_person("chief", "chief", first_name="Mina", last_name="Park")


@pytest.fixture
def editor(db) -> User:
    """Somebody who may edit any story."""
    return make_person("editor", "editor")


@pytest.fixture
def reporter(db) -> User:
    """Somebody who may edit their own stories."""
    return make_person("reporter", "reporter")


@pytest.fixture
def administrator(db) -> User:
    """Somebody who keeps the accounts."""
    return make_person("administrator", "administrator")


@pytest.fixture
def login() -> Login:
    """Log somebody in and return their browser."""

    def _login(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _login
