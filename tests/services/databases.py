"""A newsroom's database of its own on the run's PostgreSQL, with the environment of the newsroom, and its commands."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.making import HARBOUR
from tests.operator.running import ROOT


@contextlib.contextmanager
def own_database(
    folder: Path, like: dict[str, str] | None = None, template: str = "template1"
) -> Iterator[dict[str, str]]:
    """The environment of a newsroom on a new database, which is gone afterwards.

    `like` is the environment of a newsroom whose database and files are copied; nobody may be connected to it. Without
    it the database begins as a copy of `template`.
    """
    database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if not (database_url.startswith("postgres") and redis_url):
        pytest.skip("DATABASE_URL and REDIS_URL name no servers: make test starts them")
    name = f"walk_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        template = urlsplit(like["DATABASE_URL"]).path.strip("/") if like else template
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    if like:
        shutil.copytree(like["VAR_DIR"], folder / "var")
    parts = urlsplit(database_url)
    try:
        yield {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "DATABASE_URL": parts._replace(path=f"/{name}").geturl(),
            "REDIS_URL": redis_url,
            "SECRET_KEY": "x" * 60,
            "VAR_DIR": str(folder / "var"),
            "AUTOMATIC_EDITION_SECONDS": "0",
            "SUMMARY_QUIET_SECONDS": "0.2",
        }
    finally:
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
    story = {"story": "vell", "headline": "Vell Strike Ends", "topics": [{"name": "Ports"}], "articles": articles}
    path.write_text(json.dumps(story))
    return str(path)


def as_role(env: dict[str, str], role: str, **more: str) -> dict[str, str]:
    """The environment of the same newsroom, whose database it enters as that role."""
    parts = urlsplit(env["DATABASE_URL"])
    host = parts.netloc.rpartition("@")[2]
    return {**env, "DATABASE_URL": parts._replace(netloc=f"{role}@{host}").geturl(), **more}
