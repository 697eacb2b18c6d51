"""What the photo library costs at the desk at 100,000 pictures, on SQLite and on PostgreSQL.

    python -m benchmarks library [--sqlite | --postgres] [--pictures=N]

A database of its own is filled: pictures of a thousand words, of two hundred credit lines, three of five placed in some
of 2,000 stories and shown by them, 40 of each thing that is seldom (no alt text, rights unknown, an end, pulled,
look-alikes, a licence). Each address is asked for five times, warm, through the whole middleware; the median counts, in
processor time, that of PostgreSQL's process for the connection included. The bar is 12 queries and 300 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES, STORIES, SELDOM, ROUNDS = 100_000, 2_000, 40, 5
USED = 0.6
MOST_QUERIES, MOST_MS = 12, 300.0
LIBRARY = "/admin/media/image/"
_WORDS = [f"{one}{other}" for one in ("har", "bri", "sto", "mar", "ves") for other in (f"bour{n}" for n in range(200))]


def _rows(pictures: int, at: Any) -> Iterator[Any]:
    """Pictures as rows, with what knows them again: 5 kB each."""
    from media.models import Image

    random = Random(6)
    blobs = [random.randbytes(640 + 4096) for _ in range(50)]
    for n in range(pictures):
        said = " ".join(random.choices(_WORDS, k=14))
        image = Image(
            pk=n + 1,
            sha256=f"{n:064x}",
            format="jpeg",
            size_bytes=4_000_000,
            width_px=4000,
            height_px=3000,
            caption=f"A ship in the harbour: {said}.",
            alt_text=f"A ship and {said[:60]}",
            credit_line=f"Photographer {random.randrange(200)}",
            windows=blobs[n % 50][:640],
            sketch=blobs[n % 50][640:],
            date_created=(at + timedelta(minutes=n)).date(),
            rights_basis="licensed",
        )
        image.uploaded_at = at + timedelta(minutes=5 * n)
        yield _seldom(image, n, pictures // SELDOM)


def _seldom(image: Any, n: int, every: int) -> Any:
    """One in so many is without alt text, the next one's rights are unknown, and so on."""
    fate = n % every
    if fate == 1:
        image.alt_text = ""
    elif fate == 2:
        image.rights_basis = "unknown"
    elif fate == 3:
        image.expires_at = image.uploaded_at
    elif fate == 4:
        image.pulled_at = image.uploaded_at
    elif fate == 5:
        image.same_as_id = image.pk - 1
    elif fate == 6:
        image.licence_url = "https://licences.example/by/4.0"
    elif fate == 7:
        image.credit_line = "A Rare Photographer"
        image.caption += " A zeppelin."
    return image


def _fill(pictures: int) -> None:
    from django.db import connection

    from benchmarks import filling
    from benchmarks.matter import some_uid
    from editions.models import PublishedStory
    from media.models import Image
    from stories.models import Placement

    filling.grow(filling.begin(), STORIES)
    first = max(Image.objects.values_list("pk", flat=True))
    field: Any = Image._meta.get_field("uploaded_at")
    field.auto_now_add = False
    shown, random = PublishedStory.images.through, Random(7)
    rows = _rows(pictures, datetime(2024, 1, 1, tzinfo=UTC))
    while some := list(islice(rows, 2_000)):
        for image in some:
            image.pk += first
            image.same_as_id = image.same_as_id and image.same_as_id + first
            image.uid = some_uid(random)
        Image.objects.bulk_create(some)
        placed = [(random.randrange(1, STORIES), image.pk) for image in some if random.random() < USED]
        Placement.objects.bulk_create([Placement(story_id=story, image_id=image) for story, image in placed])
        shown.objects.bulk_create([shown(publishedstory_id=story, image_id=image) for story, image in placed])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _addresses(pictures: int) -> dict[str, str]:
    deep = pictures // 10
    return {
        "the newest": "",
        "nine tenths down": f"?after={deep}",
        "a word of all": "?q=harbour",
        "a word of all, nine tenths down": f"?q=harbour&after={deep}",
        "two usual words": "?q=harbour7+bribour",
        "a rare word": "?q=zeppelin",
        "a word of none": "?q=unheard",
        "a usual credit line": "?credit=photographer+7",
        "a rare credit line": "?credit=A+rare+photographer",
        "a credit line of none": "?credit=Nobody",
        "rights unknown": "?basis=unknown",
        "a licence": "?licence=https://licences.example/by/4.0",
        "uploaded on one day": "?since=2024-06-01&until=2024-06-01",
        "taken on one day": "?day=taken&since=2024-02-01&until=2024-02-01",
        "unused": "?only=unused",
        "unused, of a rare credit line": "?only=unused&credit=A+Rare+Photographer",
        "no alt text": "?only=no-alt",
        "no credit line": "?only=no-credit",
        "look-alikes": "?only=look-alikes",
        "use ends": "?only=ending",
        "pulled": "?only=pulled",
        "pulled, with a word of all": "?only=pulled&q=harbour",
        "unused, no alt text, look-alikes": "?only=unused&only=no-alt&only=look-alikes",
    }


def _measure(pictures: int) -> int:
    """Print a line for each address; returns how many miss the bar."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    from benchmarks.asking import clients
    from desk import shifts

    call_command("migrate", verbosity=0)
    call_command("sync_roles", verbosity=0)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, "staticfiles": plain}
    missed = 0
    with override_settings(STORAGES=storages, ROOT_URLCONF="benchmarks.ready"):
        _fill(pictures)
        shifts.TOUCH_SECONDS = 86_400  # that somebody is at the desk is written down once, not in the middle of a count
        asking = {"": clients()["desk"], ", a reporter": _reporter()}
        for who, client in asking.items():
            for name, query in _addresses(pictures).items():
                if not who or "unused" in name or name == "the newest":
                    missed += _line(client, name + who, LIBRARY + query)
    return missed


def _reporter() -> Any:
    """Somebody who owns a fiftieth of the stories."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from foundation.models import User
    from stories.models import Story

    person = User.objects.create(username="reporter-of-few", is_staff=True)
    person.groups.set(Group.objects.filter(name="reporter"))
    Story.objects.filter(pk__in=range(1, STORIES, 50)).update(owner=person)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _line(client: Any, name: str, address: str) -> bool:
    from benchmarks.sizes import ask, queries_of

    content = ask(client, address)[1].content
    taken = statistics.median(ask(client, address)[0] for _ in range(ROUNDS))
    queries = queries_of(client, address)
    is_missed = taken > MOST_MS or queries > MOST_QUERIES
    found, fault = content.count(b"data-tile>"), "  OVER THE BAR" if is_missed else ""
    print(f"  {name:42} {taken:7.1f} ms  {queries:2} queries  {found:2} pictures{fault}", flush=True)
    return is_missed


def _run(pictures: int, database_url: str) -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-library-") as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/library.sqlite3",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DOORS": "all",
            "DEBUG": "0",
            "PGOPTIONS": "-c max_parallel_workers_per_gather=0",
            "SECRET_KEY": "only for this benchmark",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "benchmarks.library", "--measure", f"--pictures={pictures}"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Measure on both databases where PostgreSQL is installed, unless one is named. Returns 1 where a bar is missed."""
    from tests.servers.programs import find_postgres
    from tests.servers.starting import postgres

    parser = argparse.ArgumentParser(prog="python -m benchmarks library", description=__doc__)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        return min(_measure(given.pictures), 1)
    failed = 0
    if given.sqlite or not given.postgres:
        print(f"\n### SQLite, {given.pictures:,} pictures\n", flush=True)
        failed += _run(given.pictures, "") != 0
    if given.postgres or (not given.sqlite and find_postgres()):
        print(f"\n### PostgreSQL, {given.pictures:,} pictures\n", flush=True)
        with postgres() as url:
            failed += _run(given.pictures, url) != 0
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
