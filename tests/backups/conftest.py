"""A newsroom with stories, editions, pictures and an edit log: the past of the upgrade tests, brought up to date."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.backups.drilling import Room
from tests.operator import upgrading
from tests.servers.sharing import folder_of_the_run, made_once


@pytest.fixture(scope="session")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The newsroom that the tests of a run copy; none changes it."""
    if sys.platform != "linux":
        pytest.skip("these tests read /proc")
    return Room(made_once(folder_of_the_run(tmp_path_factory, request.config), "upgraded", upgrading.upgrade_past))


@pytest.fixture
def room(filled: Room, tmp_path: Path) -> Room:
    """A newsroom of the test's own."""
    shutil.copytree(filled.var, tmp_path / "room")
    return Room(tmp_path / "room")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Room:
    """An empty machine: nothing was ever prepared there."""
    (tmp_path / "elsewhere").mkdir()
    return Room(tmp_path / "elsewhere")


@pytest.fixture(scope="session")
def kept(filled: Room, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of that newsroom; none changes it."""
    path = tmp_path_factory.mktemp("kept") / "kept.tar"
    assert filled.run("backup", str(path)).returncode == 0
    return path
