"""From attaching an article to the changed public page, end to end: real processes, default intervals.

    python benchmarks/latency.py

`manage.py up` runs on a database of its own with one published story of 7 articles; article 8 is attached and the
page is asked every 20 ms until it says so. The floor is what the design waits on purpose: the quiet time after the last
change, and half a tick of the clock on the average. Bar: under 5 s.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.starting import ROOT, start

BAR_SECONDS = 5.0
TIMES = 3


def rows() -> list[dict[str, Any]]:
    """Return one row: the least, median and most seconds over TIMES stories, and the floor."""
    from django.conf import settings
    from django.core.management import call_command

    from foundation.models import Command
    from stories import curating

    by = Command("benchmark")
    stories = [_published(n) for n in range(TIMES)]
    call_command("prepare", verbosity=0)
    port = free_port()
    base = f"http://localhost:{port}"
    up = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)],
        env={**os.environ, "PUBLIC_URL": base, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
    )
    try:
        started = _until(f"{base}/", "<html", 30)
        taken = []
        for n, story in enumerate(stories):
            story.refresh_from_db()
            address = base + story.published.get_absolute_url()
            _until(address, "(7 articles)", 10)
            curating.attach(story, _plain_article(n), by=by)
            taken.append(_until(address, "(8 articles)", 30))
    finally:
        up.send_signal(signal.SIGINT)
        up.wait(15)
    taken.sort()
    floor = settings.SUMMARY_QUIET_SECONDS + settings.CLOCK_SECONDS / 2
    return [
        {
            "what": "attach to page",
            "least_s": round(taken[0], 2),
            "median_s": round(taken[len(taken) // 2], 2),
            "most_s": round(taken[-1], 2),
            "floor_s": floor,
            "ratio": round(taken[len(taken) // 2] / floor, 2),
            "first_page_s": round(started, 2),
            "holds": taken[-1] < BAR_SECONDS,
        }
    ]


def _published(n: int) -> Any:
    """The demo's story of seven articles, published; its addresses carry n, so that there can be several."""
    from foundation.models import Command
    from wire.importing import import_story

    data = json.loads((ROOT / "newsroom" / "demo" / "stories" / "trade-pact.json").read_text())
    data.pop("images")
    for article in data["articles"]:
        article.pop("arrives", None)
    raw = json.dumps(data | {"story": f"latency-{n}", "headline": f"Latency Story {n}"})
    raw = raw.replace(".example/", f".example/{n}/")
    return import_story(raw.encode(), by=Command("benchmark"), read_image=lambda name: b"", publish=True).story


def _plain_article(n: int) -> Any:
    """Article 8, on a side matter."""
    from datetime import UTC, datetime

    from foundation.models import Command
    from reference.models import Publisher
    from stories import receiving

    publisher = Publisher.objects.filter(reuse="licensed").first()
    assert publisher is not None
    copy = receiving.Copy(
        headline="The council listens",
        text="The council of Tarn heard the fishermen of the lower harbour in the old customs house. "
        "Fishermen of the lower harbour asked the council of Tarn for quieter nights and cleaner water.",
        publisher=publisher,
        published_at=datetime.now(UTC),
        url=f"https://benchmark.example/council/{n}",
        language="en",
    )
    return receiving.receive(copy, by=Command("benchmark")).article


def _until(address: str, words: str, limit_seconds: float) -> float:
    """Return after how many seconds the page held the words. Raises TimeoutError."""
    begun = time.monotonic()
    while time.monotonic() - begun < limit_seconds:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                if words in page.read().decode():
                    return time.monotonic() - begun
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} did not say {words!r} within {limit_seconds} s")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    start()
    for row in rows():
        head = f"{'what':16} {'least s':>8} {'median':>7} {'most':>6} {'bar':>5} {'floor':>6} {'ratio':>6}"
        print(f"{head} {'first page':>11}")
        print(
            f"{row['what']:16} {row['least_s']:8} {row['median_s']:7} {row['most_s']:6} {BAR_SECONDS:5} "
            f"{row['floor_s']:6} {row['ratio']:6} {row['first_page_s']:11} {'' if row['holds'] else 'MISSED'}"
        )
