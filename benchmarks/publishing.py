"""Publishing a story of 7 articles: queries and processor time, beside inserting the same JSON in one row.

    python benchmarks/publishing.py

The bar of the issue: at most 60 queries and 100 ms. The floor is one transaction that inserts the composed
content as one row, as bare as Django allows.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.starting import start

STORIES = 20
BAR_QUERIES, BAR_MS = 60, 100


def rows() -> list[dict[str, Any]]:
    """Return one row each for a first publication and for an automatic edition: queries, ms and the floor's ms."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from foundation.models import Command
    from stories import curating, publishing
    from stories.models import Story
    from stories.summarising.updating import update

    by = Command("benchmark")
    stories = [story_of_seven(n) for n in range(STORIES)]
    found = []
    first = []
    for story in stories:
        story.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            begun = time.process_time()
            publishing.publish(story, seen=story.desk_revision, by=by)
            first.append(((time.process_time() - begun) * 1000, len(queries)))
    found.append(_row("first publication", first))
    automatic = []
    for n, story in enumerate(stories):
        curating.attach(story, _article(900 + n, 8), by=by)
        update(story)
        story.runs.update(conflicts=[])  # The generated articles differ about figures, which would hold the edition.
        with CaptureQueriesContext(connection) as queries:
            begun = time.process_time()
            edition = publishing.publish_automatically(story.pk)
            automatic.append(((time.process_time() - begun) * 1000, len(queries)))
        if edition is None or edition.number != 2:
            raise RuntimeError(f"No edition: {Story.objects.get(pk=story.pk).hold_reason}")
    found.append(_row("automatic edition", automatic))
    return found


def _row(what: str, measured: list[tuple[float, int]]) -> dict[str, Any]:
    ms, floor = statistics.median(m for m, _ in measured), _floor()
    queries = max(q for _, q in measured)
    return {
        "what": what,
        "queries": queries,
        "ms": round(ms, 1),
        "floor_ms": round(floor, 2),
        "ratio": round(ms / floor, 1),
        "holds": queries <= BAR_QUERIES and ms <= BAR_MS,
    }


def _floor() -> float:
    from django.db import transaction

    from editions.models import Edition, SealedEdition
    from foundation.models import User

    content = Edition.objects.order_by("-pk").first().content  # type: ignore[union-attr]
    person, _ = User.objects.get_or_create(username="floor")
    taken = []
    for _ in range(20):
        import uuid

        begun = time.process_time()
        with transaction.atomic():
            SealedEdition.objects.create(
                story_uid=uuid.uuid4(), content=content, schema_version=1, content_digest="0" * 64, approved_by=person
            )
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def story_of_seven(n: int) -> Any:
    """A story with seven generated articles, its summary up to date."""
    from foundation.models import Command
    from stories import curating
    from stories.summarising.updating import update

    by = Command("benchmark")
    story = curating.create_story(by=by, headline=f"Benchmark Story {n}")
    for place in range(7):
        curating.attach(story, _article(n, place), by=by)
    update(story)
    return story


def _article(n: int, place: int) -> Any:
    from benchmarks.news_copy import make_articles
    from foundation.models import Command
    from reference.models import Publisher
    from stories import receiving

    source = make_articles(9)[place]
    publisher, _ = Publisher.objects.get_or_create(name=source.outlet, defaults={"reuse": "licensed"})
    copy = receiving.Copy(
        headline=source.headline,
        text=source.text,
        publisher=publisher,
        published_at=source.published_at,
        url=f"https://benchmark.example/{n}/{place}",
        language="en",
    )
    return receiving.receive(copy, by=Command("benchmark")).article


if __name__ == "__main__":
    start(AUTOMATIC_EDITION_SECONDS="0")
    print(f"{'what':20} {'queries':>8} {'bar':>4} {'ms':>7} {'bar':>5} {'floor ms':>9} {'ratio':>6}")
    for row in rows():
        print(
            f"{row['what']:20} {row['queries']:8} {BAR_QUERIES:4} {row['ms']:7} {BAR_MS:5} {row['floor_ms']:9} "
            f"{row['ratio']:6} {'' if row['holds'] else 'MISSED'}"
        )
