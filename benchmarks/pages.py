"""Processor time of the story page and the front page, beside a plain template view that sends as many bytes.

Run it with `python -m benchmarks.pages`. The pages are made anew for each request, nothing is pressed or kept but in
the last row; both sides go through the whole middleware. The database is a temporary SQLite file.

Two floors that send the same bytes without a query: *plain* is a template view in which every text and every changing
attribute of the page is a variable, as in any page that a template writes; *ready* prints one ready string.
Bars: story page 4 ms, 2 queries and 0.7 of the speed of *plain*; front page 6 ms and 4 queries.
"""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROOT = Path(__file__).resolve().parent.parent
_ATTRIBUTES = "href|id|src|srcset|alt|datetime|aria-label|lang|dir|content"
_VALUES = re.compile(rf'(?P<before>>\s*|\s(?:{_ATTRIBUTES})=")(?P<value>[^<>"\s][^<>"]*)(?=["<])')
ROUNDS, REQUESTS, STORIES = 7, 60, 300


def rows() -> list[dict[str, Any]]:
    """Measure in a process of its own; times in ms of processor time per request, ratio = floor / page."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DOORS": "public",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "benchmarks.pages", "--measure"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure() -> list[dict[str, Any]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings

    call_command("migrate", verbosity=0)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = {"staticfiles": {"BACKEND": plain}, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    with override_settings(STORAGES=storages, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        usual, long = _fill()
        return [
            _row("story page, 7 articles", usual, max_ms=4, max_queries=2),
            _row("front page, 24 stories", "/", max_ms=6, max_queries=4),
            _row("200 entries, made anew", long, max_ms=4, max_queries=2),
            _row("200 entries, again", long, max_ms=4, max_queries=2, is_kept=True),
        ]


def _fill() -> tuple[str, str]:
    """Put an archive on the record; return the addresses of a story of the size of the seed's and of a long one."""
    from datetime import timedelta

    from tests.published import NEWEST, publish_content, sample_content

    for number in range(STORIES):
        publish_content(sample_content(f"Story {number} of the Archive"), at=NEWEST - timedelta(hours=number + 1))
    usual, long = (publish_content(content) for content in (_of_usual_size(), of_long_timeline()))
    return usual.get_absolute_url(), long.get_absolute_url()


def _of_usual_size() -> dict[str, Any]:
    """Four sections of three sentences, nine timeline entries, three pictures."""
    import uuid

    from tests.published import sample_content

    content = sample_content("A Story of the Usual Size")
    machine, desk = content["machine"], content["desk"]
    sentences, entries = machine["sentences"], desk["timeline"]
    # A place for each: where two share one, their uids decide, and the page is a few bytes longer or shorter.
    for place, sentence in enumerate(sentences[:4] * 2):
        machine["sentences"].append({**sentence, "uid": str(uuid.uuid4()), "position": 10_000 + place})
    desk["timeline"] += [{**entry, "uid": str(uuid.uuid4())} for entry in (*entries, entries[0])]
    for number in range(3):
        uid = str(uuid.uuid4())
        desk["images"].append(
            {
                "uid": uid,
                "group": uid,
                "version": 1,
                "width_px": 1800,
                "height_px": 1200,
                "colour": "",
                "caption": f"Picture {number} of the harbour at noon.",
                "alt_text": "The harbour",
                "credit_line": "Mina Park",
                "usage_terms": "",
                "source_url": "https://paper1.example/photo",
                "also": [],
            }
        )
    return content


def of_long_timeline() -> dict[str, Any]:
    """The same with a timeline of 200 entries over four years, each with two passages; ten are planned."""
    import uuid
    from datetime import date, timedelta

    from tests.published import edition_slug

    content = _of_usual_size()
    desk = content["desk"]
    desk["headline"] = "A Story of Many Dates"
    desk["slug"] = edition_slug(desk["headline"])
    pool = [citation for sentence in content["machine"]["sentences"] for citation in sentence["citations"]]
    entries = []
    for number in range(200):
        day = (date(2022, 1, 1) + timedelta(days=7 * number)).isoformat()
        cited = [{**pool[(number + place) % len(pool)], "uid": str(uuid.uuid4())} for place in range(2)]
        told = desk["timeline"][number % len(desk["timeline"])]["text"]
        status = "happened" if number < 190 else "planned"
        dates = {"date": day, "sort_from": day, "sort_to": day, "status": status, "position": 0}
        entries.append({"uid": str(uuid.uuid4()), **dates, "text": told, "citations": cited})
    desk["timeline"] = entries
    return content


def _row(name: str, address: str, *, max_ms: float, max_queries: int, is_kept: bool = False) -> dict[str, Any]:
    from django.core.handlers.base import BaseHandler
    from django.db import connection
    from django.http import HttpResponse as Response
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from readers import press

    handler, factory = BaseHandler(), RequestFactory()
    handler.load_middleware()

    def page() -> HttpResponse:
        if not is_kept:
            press.forget()
        response = handler.get_response(factory.get(address))
        assert isinstance(response, Response)
        assert response.status_code == 200
        return response

    page()  # what is loaded once per process is loaded
    with CaptureQueriesContext(connection) as captured:
        html = page().content.decode()
    queries = len(captured)
    floors = [_floor(html, kind, handler, factory) for kind in ("plain", "ready")]
    page_ms, plain_ms, ready_ms = _times([page, *floors])
    return {
        "page": name,
        "bytes": len(html.encode()),
        "queries": queries,
        "max_queries": max_queries,
        "cpu_ms": round(page_ms, 2),
        "max_cpu_ms": max_ms,
        "ready_ms": round(ready_ms, 2),
        "plain_ms": round(plain_ms, 2),
        "ratio_to_plain": round(plain_ms / page_ms, 2),
        "ratio_to_ready": round(ready_ms / page_ms, 2),
    }


def _floor(html: str, kind: str, handler: Any, factory: Any) -> Callable[[], HttpResponse]:
    """A view that prints as many bytes as the page through a template, behind the same middleware."""
    from types import ModuleType

    from django.http import HttpResponse as Response
    from django.template import engines
    from django.urls import path

    source, values = _as_template(html) if kind == "plain" else ("{{ v0 }}", {"v0": html})
    template = engines["django"].from_string(source)
    if kind == "plain":
        assert template.render(values) == html

    def view(request: HttpRequest) -> HttpResponse:
        return Response(template.render(dict(values)))

    # A name for each: Django remembers the addresses of a module by its name.
    urls = ModuleType(f"benchmarks_urls_{kind}_{len(html)}")
    urls.urlpatterns = [path("plain/", view)]  # type: ignore[attr-defined]
    sys.modules[urls.__name__] = urls

    def request_plain() -> HttpResponse:
        request = factory.get("/plain/")
        request.urlconf = urls.__name__
        response: HttpResponse = handler.get_response(request)
        assert response.status_code == 200
        return response

    return request_plain


def _as_template(html: str) -> tuple[str, dict[str, str]]:
    """The page as a template in which each text and each changing attribute is a variable, and their values."""
    values: dict[str, str] = {}

    def variable(match: re.Match[str]) -> str:
        name = f"v{len(values)}"
        values[name] = unescape(match["value"])
        return f"{match['before']}{{{{ {name} }}}}"

    return _VALUES.sub(variable, html), values


def _times(calls: list[Callable[[], object]]) -> list[float]:
    """The best of several rounds for each, in ms a request; the rounds take turns, so a noisy moment hits all."""
    best = [float("inf")] * len(calls)
    gc.collect()
    gc.freeze()  # what filling the database left behind is no part of a request
    for call in calls:
        for _ in range(30):
            call()
    for _ in range(ROUNDS):
        for place, call in enumerate(calls):
            began = process_time()
            for _ in range(REQUESTS):
                call()
            best[place] = min(best[place], (process_time() - began) / REQUESTS * 1000)
    return best


def main() -> None:
    """Print the table."""
    print(f"{'page':24} {'bytes':>7} {'queries':>8} {'CPU ms':>7} {'bar':>4} {'plain':>6} {'ready':>6}  floor / page")
    for row in rows():
        print(
            f"{row['page']:24} {row['bytes']:7} {row['queries']:4} <={row['max_queries']:2} {row['cpu_ms']:7.2f} "
            f"{row['max_cpu_ms']:4} {row['plain_ms']:6.2f} {row['ready_ms']:6.2f}  "
            f"{row['ratio_to_plain']:.2f} plain, {row['ratio_to_ready']:.2f} ready"
        )


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(_measure()))
    else:
        main()
