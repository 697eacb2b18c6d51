"""The partners' API against a view that returns the same JSON ready-made.

Run it as `python benchmarks/api.py`. Processor time of a request through the whole middleware, in a
database of its own. Two floors: `same door` asks for the key as ours does; `open` asks for nothing.
The bar: at least 0.5 of the same door.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

REPETITIONS = 25
REQUESTS = 30
STORIES = 300
BAR = 0.5


def rows() -> list[dict[str, Any]]:
    """Return a row for each document (a usual story, a long one, a list of 50): ms of processor time, ratios to floors.

    Sets Django up over a database of its own: call it in a process that has not done so.
    """
    _start()
    from django.test import Client

    key, story, long = _prepare()
    client = Client(headers={"authorization": f"Bearer {key}"})
    addresses = {
        "API detail": f"/api/v1/stories/{story.uid}/",
        "API, 200 entries": f"/api/v1/stories/{long.uid}/",
        "API list of 50": "/api/v1/stories/",
    }
    return [_row(client, what, address) for what, address in addresses.items()]


def _row(client: Any, what: str, address: str) -> dict[str, Any]:
    from django.test import override_settings

    body = client.get(address).content
    _READY.body = body
    with override_settings(ROOT_URLCONF=__name__):
        for path in ("/ready/", "/open/"):
            if client.get(path).content != body:
                raise RuntimeError(f"{path} does not return the same JSON")
    ours, same_door, open_door = _best(client, address)
    return {
        "what": what,
        "bytes": len(body),
        "ms": round(ours, 3),
        "same_door_ms": round(same_door, 3),
        "open_ms": round(open_door, 3),
        "ratio": round(same_door / ours, 2),
        "ratio_open": round(open_door / ours, 2),
        "bar": BAR,
    }


def _best(client: Any, address: str) -> tuple[float, float, float]:
    """Return the least milliseconds a request took over the repetitions, each floor measured beside ours."""
    from django.test import override_settings

    best = [float("inf")] * 3
    for _ in range(REPETITIONS):
        best[0] = min(best[0], _milliseconds(lambda: client.get(address)))
        with override_settings(ROOT_URLCONF=__name__):
            best[1] = min(best[1], _milliseconds(lambda: client.get("/ready/")))
            best[2] = min(best[2], _milliseconds(lambda: client.get("/open/")))
    return best[0], best[1], best[2]


def _milliseconds(act: Callable[[], Any]) -> float:
    for _ in range(3):
        act()
    start = time.process_time()
    for _ in range(REQUESTS):
        act()
    return (time.process_time() - start) / REQUESTS * 1000


class _Ready:
    body = b""


_READY = _Ready()


def _prepare() -> tuple[str, Any, Any]:
    """Fill the database and put the floors beside it; return a key, a story and one with a timeline of 200 entries."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from benchmarks.pages import of_long_timeline
    from foundation.models import Command
    from partners import keys
    from tests.published import NEWEST, publish_content

    story = publish_content()
    for n in range(1, STORIES):
        publish_content(at=NEWEST - timedelta(minutes=n), slug=f"story-{n}")
    long = publish_content(of_long_timeline(), at=NEWEST - timedelta(minutes=STORIES))
    _lay_floors()
    return keys.make_key("Benchmark", by=Command("benchmark"))[1], story, long


def _lay_floors() -> None:
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from rest_framework.request import Request

    from partners.views import PartnersView

    class Ready(PartnersView):
        def get(self, request: Request) -> HttpResponse:
            return HttpResponse(_READY.body, content_type="application/json")

    def ready_for_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_READY.body, content_type="application/json")

    globals()["urlpatterns"] = [path("ready/", Ready.as_view()), path("open/", ready_for_all)]


def _start() -> None:
    """Set Django up over a database of its own, before anything reads the settings."""
    root = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(root))
    folder = tempfile.mkdtemp(prefix="newsroom-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(VAR_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/benchmark.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment(debug=False)


def _print(found: Iterable[dict[str, Any]]) -> None:
    print(f"{'':18}{'bytes':>8}{'ms':>8}{'same door':>11}{'open':>8}{'ratio':>8}{'to open':>9}{'bar':>6}")
    for row in found:
        print(
            f"{row['what']:18}{row['bytes']:8}{row['ms']:8.3f}{row['same_door_ms']:11.3f}{row['open_ms']:8.3f}"
            f"{row['ratio']:8.2f}{row['ratio_open']:9.2f}{row['bar']:6.2f}"
        )


if __name__ == "__main__":
    _print(rows())
