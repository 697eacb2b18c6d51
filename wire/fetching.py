"""Look at one page: ask robots.txt and the page within one deadline, read it, and hand on what was found.

Everything that takes time happens outside any transaction; what becomes of it is settled in one (wire/settling.py).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from foundation import outbound
from foundation.errors import NewsroomError, TryLater
from wire import dispatching, picturing, robots, settling
from wire.extracting import extract
from wire.found import Page
from wire.models import Fetch, Host
from wire.sites import host_of

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
HTML = frozenset({"text/html", "application/xhtml+xml"})
GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look gave: the page as it was read, None where the server said that nothing changed."""

    response: outbound.Response
    page: Page | None


class RobotsForbid(NewsroomError):
    """The site asks programs not to read the page."""


class NoPage(NewsroomError):
    """The server answered, and not with a page. `status` is what it said."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def carry_out(fetch_id: int) -> None:
    """Look at one page and settle what became of it. Running it twice is harmless.

    A fault that may pass puts the look off, MAX_ATTEMPTS times; what killed the worker before counts as one.
    """
    held = Fetch.objects.filter(pk=fetch_id, state=Fetch.State.WAITING, claimed_until__isnull=False)
    if not held.update(state=Fetch.State.FETCHING, attempts=F("attempts") + 1):
        return
    fetch = Fetch.objects.select_related("article__current_snapshot", "story", "asked_by").get(pk=fetch_id)
    try:
        if fetch.attempts > MAX_ATTEMPTS:
            raise NewsroomError(f"Reading the page stopped {MAX_ATTEMPTS} times in the middle.")
        answer = _look_at_picture(fetch) if fetch.purpose == Fetch.Purpose.PICTURE else _look(fetch)
    except TryLater as fault:
        _put_off(fetch, fault)
    except RobotsForbid as refusal:
        settling.refused(fetch, refusal)
    except NoPage as missing:
        settling.missing(fetch, missing.status, missing)
    except NewsroomError as refusal:
        settling.failed(fetch, refusal)
    else:
        settling.settle(fetch, answer.response, answer.page)
    finally:
        dispatching.leave(fetch.host)


def _limits() -> tuple[Callable[[], float], Callable[[str], None]]:
    """How many seconds are left of this look, and what asks a site's leave for an address within them."""
    ends = time.monotonic() + settings.FETCH_DEADLINE_SECONDS

    def left() -> float:
        return max(ends - time.monotonic(), 0.01)

    def ask_leave(url: str) -> None:
        host = Host.objects.get_or_create(name=host_of(url))[0]
        forbidden = robots.forbids(url, host, deadline_seconds=left() / 2)
        if forbidden:
            raise RobotsForbid(forbidden)

    return left, ask_leave


def _look_at_picture(fetch: Fetch) -> Answer:
    """Ask for the picture. Raises as _look."""
    left, ask_leave = _limits()
    ask_leave(fetch.url)
    response = outbound.fetch(
        fetch.url,
        deadline_seconds=left(),
        max_bytes=settings.IMAGE_MAX_BYTES,
        headers={"Accept": picturing.ACCEPT},
        content_types=picturing.KINDS,
        before_redirect=ask_leave,
    )
    _refuse_no_page(response)
    return Answer(response, None)


def _look(fetch: Fetch) -> Answer:
    """Ask for the page. Raises NewsroomError; of these TryLater for what may pass."""
    left, ask_leave = _limits()
    ask_leave(fetch.url)
    response = outbound.fetch(
        fetch.url,
        deadline_seconds=left(),
        max_bytes=settings.FETCH_MAX_BYTES,
        headers={"Accept": "text/html,application/xhtml+xml", **settling.validators(fetch)},
        content_types=HTML,
        before_redirect=ask_leave,
    )
    if response.status == 304:
        return Answer(response, None)
    _refuse_no_page(response)
    page = extract(
        response.body,
        content_type=response.headers.get("content-type", ""),
        url=response.url,
        seconds=left(),
    )
    return Answer(response, page)


def _refuse_no_page(response: outbound.Response) -> None:
    """Raise NoPage or, where asking again may help, TryLater."""
    status = response.status
    if status == 200:
        return
    if status in GONE:
        raise NoPage("There is no such page (any more): the site answers that it was not found.", status)
    if status == 429 or status >= 500:
        raise TryLater(f"The site answers with an error ({status}). It may be better in a while.")
    if status in {401, 402, 403, 451}:
        raise NoPage(f"The site does not show the page to us ({status}). Open it yourself and paste it.", status)
    raise NoPage(f"The site answers with {status}, which is no page. Open it yourself and paste the article.", status)


def _put_off(fetch: Fetch, fault: TryLater) -> None:
    """Try again after a growing pause; after MAX_ATTEMPTS it came to nothing."""
    if fetch.attempts >= MAX_ATTEMPTS:
        settling.failed(fetch, fault)
        return
    pause = timedelta(seconds=4 ** (fetch.attempts + 1) if fetch.purpose != Fetch.Purpose.AGAIN else 600)
    mine = Fetch.objects.filter(pk=fetch.pk, state=Fetch.State.FETCHING, attempts=fetch.attempts)
    mine.update(
        state=Fetch.State.WAITING,
        reason=str(fault),
        due_at=timezone.now() + pause,
        claimed_by="",
        claimed_until=None,
    )
    logger.info("A look is put off: %s", fault)
