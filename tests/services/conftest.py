"""A database brought up to date once, which the newsrooms of these tests begin as copies of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.sharing import migrated_template
from tests.services.databases import manage, own_database


@pytest.fixture(scope="session")
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a newsroom in which `manage.py prepare` has run; none works in it, so it can be copied.

    Where workers share a run, its database begins as what the tests' own was copied from: migrated already.
    """
    with own_database(tmp_path_factory.mktemp("prepared"), template=migrated_template(request)) as env:
        manage(env, "prepare")
        yield env
