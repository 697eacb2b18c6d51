"""Send the fetcher to hostile addresses and pages, and say what became of it: for tests and for the benchmark."""

from __future__ import annotations

import contextlib
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from foundation.errors import NewsroomError
from foundation.outbound import fetch
from tests.wire.hostile_addresses import Hostile
from tests.wire.hostile_pages import pages
from tests.wire.network import PUBLIC, Net, serving
from wire.extracting import extract
from wire.fetching import HTML
from wire.found import Page

URL = "http://paper.news/strike"
SECONDS = 3.0
MAX_BYTES = 4_000_000


@dataclass(frozen=True)
class Outcome:
    """How one trial ended: the refusal, or the page; seconds of wall clock and of processor, ours and the reader's."""

    refusal: NewsroomError | None
    page: Page | None
    wall: float
    cpu: float

    @property
    def kind(self) -> str:
        return type(self.refusal).__name__ if self.refusal else "read"


def visit(made: Net, hostile: Hostile) -> Outcome:
    """Ask for a hostile address, on a net where it leads inside."""
    made.names, made.asked, made.dialled = {name: list(found) for name, found in hostile.names.items()}, [], []
    status = "302 Found" if hostile.onward else "200 OK"
    head = f"Location: {hostile.onward}\r\n" if hostile.onward else ""
    made.server.say = lambda caller: caller.answer(b"<p>inside</p>", status=status, head=head)
    return _timed(lambda: _asked(hostile.url))


def went_inside(made: Net, hostile: Hostile) -> bool:
    """Whether a connection was opened to any place but the public server that redirects."""
    return made.dialled != ([PUBLIC] if hostile.onward else [])


def read(url: str = URL) -> Outcome:
    """Ask for a page, and read it."""
    return _timed(lambda: _asked(url))


def serve_pages(told: Connection) -> None:
    """Serve the hostile pages by their numbers, in a process of its own: what they hold is not the fetcher's memory.

    Tells its address and the pages' names first.
    """
    cases = pages()

    def say(caller) -> None:
        number = caller.path.strip("/").partition("x")[0]
        say.last = int(number) if number.isdecimal() else say.last
        cases[say.last][1](caller)

    say.last = 0
    with serving(say) as server:
        told.send((server.server_address, [name for name, _ in cases]))
        told.recv()


def _asked(url: str) -> Page:
    answer = fetch(url, deadline_seconds=SECONDS, max_bytes=MAX_BYTES, content_types=HTML)
    kind = answer.headers.get("content-type", "")
    return extract(answer.body, content_type=kind, url=answer.url, seconds=20)


def _timed(act) -> Outcome:
    started, busy = time.monotonic(), _cpu()
    refusal = page = None
    try:
        page = act()
    except NewsroomError as refused:
        refusal = refused
    return Outcome(refusal, page, time.monotonic() - started, _cpu() - busy)


def _cpu() -> float:
    """Of this process, in which the hostile server runs as well, and of the ended readers of pages."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@contextlib.contextmanager
def peaks() -> Iterator[dict[str, float]]:
    """Peak memory in MB of this process and of the largest reader, filled in at the end."""
    found: dict[str, float] = {}
    yield found
    found["fetcher"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["reader"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
