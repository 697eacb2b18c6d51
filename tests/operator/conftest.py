"""Fixtures of the operator's tests: a prepared folder, and newsrooms that run in copies of it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operator.running import Newsroom, prepare
from tests.servers.sharing import folder_of_the_run, made_once
from tests.servers.starting import free_port


@pytest.fixture(scope="session")
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `manage.py prepare` has run: database, static files and secret."""
    if sys.platform != "linux":
        pytest.skip("these tests read /proc")
    return made_once(folder_of_the_run(tmp_path_factory, request.config), "prepared", prepare)


@pytest.fixture(scope="module")
def newsroom(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """One running newsroom that the tests of a module share; each leaves it running."""
    yield from _running(prepared, tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def own_newsroom(prepared: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """A running newsroom that a test may stop."""
    yield from _running(prepared, tmp_path / "newsroom")


def _running(prepared: Path, var: Path) -> Iterator[Newsroom]:
    shutil.copytree(prepared, var, dirs_exist_ok=True)
    room = Newsroom(var, free_port())
    try:
        room.wait_for_page()
        yield room
    finally:
        room.end()
