"""Read a page in a process of its own, whose time and memory end: what a stranger wrote is parsed there.

Run as a program (`python -m wire.extracting`) it reads one line of JSON and then the page from standard input, and
writes what it found as JSON.
"""

from __future__ import annotations

import dataclasses
import json
import resource
import subprocess
import sys
from pathlib import Path

from foundation.errors import NewsroomError
from wire.found import Page

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 10
WALL_SECONDS = 25.0
_ROOT = Path(__file__).resolve().parent.parent


class Unreadable(NewsroomError):
    """No article can be read from the page."""


def extract(body: bytes, *, content_type: str, url: str, seconds: float) -> Page:
    """Read a page. Raises Unreadable, also where that takes more than `seconds`, CPU_SECONDS or MEMORY_BYTES."""
    head = json.dumps({"content_type": content_type, "url": url}).encode() + b"\n"
    try:
        child = subprocess.run(
            [sys.executable, "-m", "wire.extracting"],
            input=head + body,
            capture_output=True,
            cwd=_ROOT,
            timeout=min(seconds, WALL_SECONDS),
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        raise Unreadable("The page is built so that it cannot be read in a reasonable time.") from fault
    page = Page(**json.loads(child.stdout))
    if page.unreadable:
        raise Unreadable(page.unreadable)
    return page


def _serve() -> None:
    """Be that process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Only here: a web process, and the worker itself, need nothing of what reads pages.
    from wire.page import read_page

    asked = json.loads(sys.stdin.buffer.readline())
    page = read_page(sys.stdin.buffer.read(), content_type=asked["content_type"], url=asked["url"])
    sys.stdout.write(json.dumps(dataclasses.asdict(page)))


if __name__ == "__main__":
    _serve()
