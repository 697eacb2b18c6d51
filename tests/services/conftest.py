"""A database brought up to date once, which the newsrooms of these tests begin as copies of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.databases import manage, own_database


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a newsroom in which `manage.py prepare` has run; none works in it, so it can be copied."""
    with own_database(tmp_path_factory.mktemp("prepared")) as env:
        manage(env, "prepare")
        yield env
