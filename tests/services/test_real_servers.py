"""The whole newsroom on PostgreSQL and Redis: a message really goes through the broker, and the page changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from tests.making import HARBOUR
from tests.operator.running import ROOT, kill, processes_with, wait_until
from tests.servers.starting import free_port

pytestmark = pytest.mark.services


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a newsroom on a database of its own, on the run's PostgreSQL and Redis."""
    database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not (database_url.startswith("postgres") and redis_url):
        pytest.skip("DATABASE_URL and REDIS_URL name no servers: make test starts them")
    name = f"walk_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(database_url)
    yield {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "DATABASE_URL": parts._replace(path=f"/{name}").geturl(),
        "REDIS_URL": redis_url,
        "SECRET_KEY": "x" * 60,
        "VAR_DIR": str(tmp_path / "var"),
        "AUTOMATIC_EDITION_SECONDS": "0",
        "SUMMARY_QUIET_SECONDS": "0.2",
    }
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def story_file(folder: Path, count: int) -> str:
    """The same story with so many articles."""
    articles = [
        {
            "url": f"https://paper{n}.example/{n}",
            "headline": f"Paper {n} on the strike",
            "publisher": f"Paper {n}",
            "published_at": f"2026-02-{15 + n}",
            "licence": "CC BY 4.0",
            "text": text,
        }
        for n, text in enumerate(HARBOUR[:count], start=1)
    ]
    path = folder / f"{count}.json"
    path.write_text(json.dumps({"story": "vell", "headline": "Vell Strike Ends", "articles": articles}))
    return str(path)


def test_an_article_attached_on_postgresql_changes_the_page_through_redis(servers, tmp_path) -> None:
    manage(servers, "prepare")
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
