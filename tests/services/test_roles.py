"""The rights of docs/deploy/roles.sql: each process does all its work with them, and could do nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from tests.operator.running import ROOT
from tests.services.databases import as_role, manage, own_database, story_file

pytestmark = pytest.mark.services

ROLES = ROOT / "docs" / "deploy" / "roles.sql"

WALK = """
import newsroom.wsgi
from django.db import connection
from django.test import Client
from editions.models import PublishedStory
client = Client(headers={"host": "localhost"})
story = PublishedStory.objects.get()
own = story.get_absolute_url()
for address in ("/", "/feeds/", "/feed.xml", "/topics/ports/", "/topics/ports/feed.xml", "/sitemap.xml", "/robots.txt",
                "/sitemap-1.xml", "/favicon.ico", own, "/ko" + own, "/stories/none/", "/api/v1/docs/", "/healthz",
                "/api/v1/openapi.json", "/api/v1/stories/", "/readyz", "/metrics", "/admin/"):
    print(client.get(address).status_code, address)
key = {"authorization": "Bearer KEY"}
print(client.get("/api/v1/stories/", headers=key).status_code, "list")
print(client.get(f"/api/v1/stories/{story.uid}/", headers=key).status_code, "detail")
from partners import noting
noting.NOTEBOOK.write()
from editions.models import Serving
print(*Serving.objects.values_list("documents", "lines").get(), "served")
print(connection.pool.max_size, "pool")
"""


def run(env: dict[str, str], code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def newsroom(prepared: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A prepared database with one published story, and the roles."""
    folder = tmp_path_factory.mktemp("roles")
    with own_database(folder, like=prepared) as env:
        manage(env, "import_story", "--publish", story_file(folder, 3))
        with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
            for _ in range(2):  # running it again is harmless
                connection.execute(ROLES.read_text())
        yield env


def test_readers_and_partners_are_served_by_a_role_that_sees_no_desk(newsroom) -> None:
    secret = manage(newsroom, "make_key", "Example").split()[-1]
    env = as_role(newsroom, "newsroom_public", DOORS="public")
    done = run(env, WALK.replace("KEY", secret))
    assert done.returncode == 0, done.stderr
    answers = dict(reversed(line.split(" ", 1)) for line in done.stdout.splitlines())
    missing = {"/stories/none/", "/metrics", "/admin/"}
    expected = {address: "404" if address in missing else "200" for address in answers}
    expected |= {"/favicon.ico": "301", "/api/v1/stories/": "401", "pool": "16", "1 served": "1"}
    assert answers == expected


def refused(env: dict[str, str], role: str, statements: tuple[str, ...]) -> list[str]:
    """Those of the statements that the role has no right to."""
    found = []
    with psycopg.connect(as_role(env, role)["DATABASE_URL"], autocommit=True) as connection:
        for statement in statements:
            try:
                connection.execute(statement)
            except psycopg.errors.InsufficientPrivilege:
                found.append(statement)
    return found


def test_the_public_role_can_do_nothing_else(newsroom) -> None:
    statements = (
        "SELECT 1 FROM stories_story",
        "SELECT 1 FROM editions_sealededition",
        "SELECT 1 FROM foundation_user",
        "SELECT 1 FROM foundation_editlog",
        "SELECT 1 FROM django_session",
        "UPDATE editions_publishedstory SET state = 'killed'",
        "DELETE FROM editions_edition",
        "UPDATE partners_apikey SET revoked_at = NULL",
        "INSERT INTO partners_apikey DEFAULT VALUES",
        "DELETE FROM editions_serving",
        "CREATE TABLE mine (id int)",
    )
    assert refused(newsroom, "newsroom_public", statements) == list(statements)


def test_the_desk_role_does_a_whole_publication_and_changes_no_record_or_table(newsroom, tmp_path) -> None:
    env = as_role(newsroom, "newsroom_desk")
    assert "published as version 2" in manage(env, "import_story", "--publish", story_file(tmp_path, 4))
    assert "all hold" in manage(env, "check_citations")
    statements = (
        "UPDATE editions_edition SET note = ''",
        "DELETE FROM foundation_editlog",
        "UPDATE stories_snapshot SET text = ''",
        "DROP TABLE stories_story",
        "ALTER TABLE editions_edition DISABLE TRIGGER ALL",
    )
    assert refused(newsroom, "newsroom_desk", statements) == list(statements)


def test_whoever_works_while_the_rights_are_given_anew_is_never_without_them(newsroom) -> None:
    taken_back = ROLES.read_text().partition("GRANT SELECT, INSERT")[0]
    assert "REVOKE ALL" in taken_back
    with psycopg.connect(newsroom["DATABASE_URL"], autocommit=True) as halfway:
        halfway.execute(taken_back)
        assert refused(newsroom, "newsroom_desk", ("SELECT 1 FROM stories_story",)) == []
