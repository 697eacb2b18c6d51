"""A newsroom as the code of commit 97b7c06 left it, and what must be there after today's code took it over."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.operator.running import PATIENCE_SECONDS, ROOT, prepare
from tests.operator.serving import Site, served

FIXTURES = Path(__file__).parent / "fixtures"
LOGIN = ("demo", "kept through the upgrade")
# An upgrade may add rows and columns; it never loses or rewrites one of these.
FACTS = {
    "stories at the desk": "SELECT uid, headline, slugline FROM stories_story",
    "published stories": "SELECT uid, slug, state, first_published_at FROM editions_publishedstory",
    "editions": """SELECT s.uid, e.number, e.kind, e.published_at, e.by_text, e.note, e.content_digest,
        CAST(e.content AS text) FROM editions_edition e JOIN editions_publishedstory s ON s.id = e.story_id""",
    "current versions": """SELECT s.uid, e.number FROM editions_publishedstory s
        JOIN editions_edition e ON e.id = s.current_edition_id""",
    "sentences": "SELECT uid, text, written_by, is_kept FROM stories_sentence",
    "articles": "SELECT uid, canonical_url, headline FROM stories_article",
    "snapshots": "SELECT text_hash, text FROM stories_snapshot",
    "timeline entries": "SELECT uid, text FROM stories_timelineentry",
    "pictures": "SELECT uid, sha256, original, caption, credit_line FROM media_image",
    "renditions": "SELECT file, version, width_px, size_bytes FROM media_rendition",
    "the edit log": "SELECT id, verb, subject_uid, person_id, command, CAST(after AS text) FROM foundation_editlog",
    "people": "SELECT uid, username, password FROM foundation_user",
    "partners' keys": "SELECT partner, prefix, key_hash FROM partners_apikey",
}
STATUSES = {"live": 200, "withheld": 404, "killed": 410}
FURTHER = {
    "story": "demo-harbour-fire",
    "headline": "Fire Destroys Kestrel Warehouse in the Port of Calder Reach",
    "articles": [
        {
            "url": "https://upgraded.example/kestrel",
            "headline": "Kestrel Warehouse Site Cleared Four Months Later",
            "publisher": "The Upgraded Gazette",
            "published_at": "2026-07-10",
            "licence": "CC BY 4.0",
            "text": "The port authority of Calder Reach said the site of the Kestrel Warehouse was cleared on July 9. "
            "Fire Chief Rosalind Peake said 140 firefighters had fought the fire at the Kestrel Warehouse.",
        }
    ],
}

Rows = Callable[[str], list[tuple[Any, ...]]]
Env = Mapping[str, str]


def database() -> bytes:
    """The SQLite file of the past."""
    return gzip.decompress((FIXTURES / "issue-a.sqlite3.gz").read_bytes())


def statements() -> str:
    """The SQL that fills an empty PostgreSQL with the past."""
    return gzip.decompress((FIXTURES / "issue-a.sql.gz").read_bytes()).decode()


def unpack_media(folder: Path) -> None:
    """Put the picture files of the past into a folder."""
    with tarfile.open(FIXTURES / "issue-a-media.tar") as tar:
        tar.extractall(folder, filter="data")


def lay_past(var: Path) -> None:
    """Put the embedded newsroom of the past into a folder of its own."""
    var.mkdir(parents=True)
    (var / "newsroom.sqlite3").write_bytes(database())
    unpack_media(var / "media")


def upgrade_past(var: Path) -> None:
    """The same, taken over by the code of today as an operator does it."""
    lay_past(var)
    prepare(var)


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, with the SHA-256 of its bytes."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def facts(rows: Rows) -> dict[str, set[str]]:
    """What stands in the database, by kind; each row as text."""
    return {kind: {repr(row) for row in rows(statement)} for kind, statement in FACTS.items()}


def lost(before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The rows that are no longer there as they were, by kind."""
    return {kind: sorted(rows - after[kind]) for kind, rows in before.items() if rows - after[kind]}


def manage(env: Env, *arguments: str) -> str:
    """Run a management command of today and return what it wrote."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check_upgrade(env: Env, rows: Rows, folder: Path) -> None:
    """Bring the newsroom of the past, in `env`, up to date and look whether everything is there and works."""
    before = facts(rows), files(Path(env["VAR_DIR"]) / "media")
    manage(env, "prepare")
    check_upgraded(before, env, rows, folder)


def check_upgraded(before: tuple[dict[str, set[str]], dict[str, str]], env: Env, rows: Rows, folder: Path) -> None:
    """Look whether everything of `before`, facts and files, is there and works in the newsroom, which was prepared."""
    media = Path(env["VAR_DIR"]) / "media"
    facts_before, files_before = before
    assert [kind for kind, found in facts_before.items() if not found] == []
    assert len(files_before) == 40
    assert lost(facts_before, facts(rows)) == {}
    assert files(media) == files_before
    assert "all hold" in manage(env, "check_citations")
    with served(env, folder / "web.log") as site:
        _check_doors(site, rows)
        _check_a_further_article(site, env, rows, folder)
    # The summary may say something else now, and a log-in may hash its password anew; the record stands.
    changed = lost(facts_before, facts(rows))
    assert changed.keys() <= {"sentences", "current versions", "people"}
    assert files_before.items() <= files(media).items()


def _check_doors(site: Site, rows: Rows) -> None:
    published = rows("SELECT slug, state, headline FROM editions_publishedstory")
    assert sorted(state for _, state, _ in published) == ["killed", "live", "live", "live", "withheld"]
    for slug, state, headline in published:
        status, page = site.get(f"/stories/{slug}/")
        assert (slug, status) == (slug, STATUSES[state])
        assert (headline in page.decode()) == (state == "live"), slug
    pictures = rows("SELECT i.uid, r.version, r.width_px, r.format FROM media_rendition r JOIN media_image i"
                    " ON i.id = r.image_id JOIN editions_publishedstory_images p ON p.image_id = i.id")  # fmt: skip
    assert {site.get(f"/pictures/{_dashed(uid)}/{v}/{width}.{form}")[0] for uid, v, width, form in pictures} == {200}
    assert "/admin/logout/" in site.log_in(*LOGIN)
    desk = [
        "/admin/stories/story/",
        *(f"/admin/stories/story/{pk}/change/" for (pk,) in rows("SELECT id FROM stories_story")),
    ]
    assert {path: site.get(path)[0] for path in desk} == dict.fromkeys(desk, 200)


def _dashed(uid: object) -> str:
    plain = str(uid).replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def _check_a_further_article(site: Site, env: Env, rows: Rows, folder: Path) -> None:
    path = folder / "further.json"
    path.write_text(json.dumps(FURTHER))
    assert "published as version 2" in manage(env, "import_story", "--publish", str(path))
    slug = "fire-destroys-kestrel-warehouse-in-the-port-of-calder-reach"
    assert "Kestrel Warehouse Site Cleared" in site.get(f"/stories/{slug}/")[1].decode()
    assert len(rows("SELECT 1 FROM editions_edition")) == 9
