"""The whole newsroom on PostgreSQL and Redis: a message really goes through the broker, and the page changes."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.operator.running import ROOT, kill, processes_with, wait_until
from tests.servers.programs import find
from tests.servers.starting import free_port
from tests.services.databases import manage, own_database, story_file

# Behind nginx the same is tried of the units at every run (test_deploy.py).
pytestmark = [pytest.mark.services, *([pytest.mark.deep] if find("nginx") else [])]


@pytest.fixture
def servers(prepared: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a newsroom on a database of its own."""
    with own_database(tmp_path, like=prepared) as env:
        yield env


def test_an_article_attached_on_postgresql_changes_the_page_through_redis(servers, tmp_path) -> None:
    assert "published as version 1" in manage(servers, "import_story", "--publish", story_file(tmp_path, 3))
    port = free_port()
    env = {**servers, "PUBLIC_URL": f"http://localhost:{port}"}
    log = (tmp_path / "up.log").open("wb")
    up = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)], cwd=ROOT, env=env, stdout=log, stderr=log
    )

    def page() -> str:
        try:
            address = f"http://localhost:{port}/stories/{quote('vell-strike-ends')}/"
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def said() -> str:
        return (tmp_path / "up.log").read_text(errors="replace")

    try:
        wait_until(lambda: "(3 articles)" in page(), "the page came", said=said)
        assert "not published" in manage(servers, "import_story", story_file(tmp_path, 4))
        wait_until(lambda: "(4 articles)" in page(), "the page changed by itself", said=said)
        assert "all hold" in manage(servers, "check_citations")
    finally:
        up.terminate()
        up.wait(20)
        for pid in processes_with(f"VAR_DIR={servers['VAR_DIR']}"):
            kill(pid, 9)
        log.close()
