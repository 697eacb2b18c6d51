"""Thirty sealed stories of 7 articles due at one minute: how late each goes out. And the acts of the desk on one story.

    python benchmarks/releasing.py

The bars of the issue: released within 5 s of their minute; a saved row at most 20 queries and 40 ms of processor time.
The clock is the one that releases beside the broker (newsroom/clock.py), with its ordinary pace.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.starting import start

STORIES, AHEAD_SECONDS, ROUNDS = 30, 6, 20
BAR_LATE_SECONDS, BAR_QUERIES, BAR_MS = 5.0, 20, 40


def lateness() -> list[float]:
    """Return how many seconds after its time each story went out."""
    from django.utils import timezone

    from benchmarks.publishing import story_of_seven
    from editions.models import Edition
    from newsroom import clock
    from stories import sealing
    from stories.models import Story

    stories = [story_of_seven(n) for n in range(STORIES)]
    chief = _chief()
    for story in stories:
        story.refresh_from_db()
        sealing.seal(story, seen=story.desk_revision, by=chief, until=timezone.now() + timedelta(hours=1))
    until = timezone.now() + timedelta(seconds=AHEAD_SECONDS)
    for story in stories:
        sealing.reschedule(story, until=until, by=chief)
    stopped = clock.start(clock.run_releases)
    while Story.objects.filter(published=None).exists():
        time.sleep(0.2)
    stopped.set()
    return [(at - until).total_seconds() for at in Edition.objects.values_list("published_at", flat=True)]


def acts() -> list[dict[str, Any]]:
    """Return one row for each act of the desk: the most queries of any round, and the median of processor time."""
    from stories import chronology, curating, reviewing
    from stories.models import Story

    story, chief = Story.objects.order_by("pk")[0], _chief()

    def fresh() -> Story:
        return Story.objects.get(pk=story.pk)

    def field(n: int) -> None:
        one = fresh()
        curating.change_story(one, seen=one.desk_revision, by=chief, kicker=f"Number {n}")

    def entry(n: int) -> None:
        one = fresh()
        chronology.add_entry(one, date="Aug 2025", text=f"Number {n}.", seen=one.desk_revision, by=chief)

    def review(_: int) -> None:
        one = fresh()
        reviewing.send_to_review(one, by=chief)

    def back(_: int) -> None:
        one = fresh()
        reviewing.send_back(one, by=chief, note="Again.")

    found = [_measured(name, [act]) for name, act in (("change a field", field), ("add an entry", entry))]
    return [*found, _measured("send to review, send back", [review, back])]


def _measured(what: str, given: list[Callable[[int], None]]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken, most = [], 0
    for n in range(ROUNDS):
        for act in given:
            with CaptureQueriesContext(connection) as queries:
                begun = time.process_time()
                act(n)
                taken.append((time.process_time() - begun) * 1000)
            most = max(most, len(queries))
    ms = round(statistics.median(taken), 1)
    return {"what": what, "queries": most, "ms": ms, "holds": most <= BAR_QUERIES and ms <= BAR_MS}


def _chief() -> Any:
    from django.contrib.auth.models import Group

    from desk.roles import sync_roles
    from foundation.models import User

    sync_roles()
    chief, is_new = User.objects.get_or_create(username="chief", defaults={"is_staff": True})
    if is_new:
        chief.groups.set(Group.objects.filter(name="chief"))
    return chief


if __name__ == "__main__":
    start(AUTOMATIC_EDITION_SECONDS="0")
    late = sorted(lateness())
    told = "" if late[-1] <= BAR_LATE_SECONDS else "MISSED"
    print(
        f"{len(late)} released: median {statistics.median(late):.2f} s after their time, latest {late[-1]:.2f} s {told}"
    )
    for row in acts():
        print(f"{row['what']:28} {row['queries']:3} queries {row['ms']:6} ms {'' if row['holds'] else 'MISSED'}")
