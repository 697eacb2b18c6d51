"""The clock: finds rows that are due and hands their ids to workers. The only place that sends messages.

Embedded it is a thread of the worker process; in production Celery beat calls it on the queue `clock`, whose worker has
a thread beside it for what is released at a time.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable

from celery import Task
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from desk import drafts, presence
from desk.tasks import send_letter
from editions.relaying import relay
from foundation.log_chain import link_new
from foundation.models import Heartbeat
from media import dispatching as media_dispatching
from media.tasks import make_renditions
from newsroom import purging
from newsroom.clearing import clear_deleted
from newsroom.dossiers.making import make_dossier
from stories import answering, attention, dossiers, night_watch, posting, restricting
from stories import dispatching as story_dispatching
from stories.pictures import expiring
from stories.sealing import release_due
from stories.tasks import check_story, publish_update, update_summary
from wire import dispatching as wire_dispatching
from wire import forgetting, scheduling
from wire.tasks import fetch

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 30
LINK_SECONDS = 5
LINK_ALL_SECONDS = 3600
TIDY_SECONDS = 3600
WATCH_SECONDS = 5

_beaten_at: float | None = None
_swept_at: float | None = None
_linked_at: float | None = None
_linked_all_at: float | None = None
_tidied_at: float | None = None
_watched_at: float | None = None
_forgot_to = 0


def claimer() -> str:
    """The name under which this process claims: given by whoever started it, else host and process."""
    return os.environ.get("CLAIMER") or f"{socket.gethostname()}:{os.getpid()}"


def tick() -> int:
    """Do everything that is due now. Returns how many messages were sent."""
    release_due()
    restricting.end_due()
    restricting.sweep_due()
    expiring.end_due()
    stories = story_dispatching.claim_due(claimer=claimer())
    _hand_over(update_summary, stories, put_back=story_dispatching.put_back)
    editions = story_dispatching.claim_due_editions()
    _hand_over(publish_update, editions, put_back=story_dispatching.put_back_editions)
    images = media_dispatching.claim_due()
    _hand_over(make_renditions, images, put_back=media_dispatching.put_back)
    papers = dossiers.claim_due()
    _hand_over(make_dossier, papers, put_back=dossiers.put_back)
    looks = attention.claim_unchecked()
    _hand_over(check_story, looks, put_back=attention.put_back)
    _watch()
    letters = posting.claim_due()
    _hand_over(send_letter, letters, put_back=posting.put_back)
    _sweep()
    pages = wire_dispatching.claim_due(claimer=claimer())
    _hand_over(fetch, pages, put_back=wire_dispatching.put_back)
    relay()
    purges = purging.claim_due()
    _hand_over(purging.purge, purges, put_back=purging.put_back)
    _link_log()
    _tidy()
    _beat()
    return len(stories) + len(editions) + len(images) + len(looks) + len(pages) + len(papers) + len(letters)


def _hand_over(task: Task[[int], None], due: list[int], *, put_back: Callable[[list[int]], object]) -> None:
    """Send a worker each id. Raises BrokerError where the broker takes no message; what was not sent is due again."""
    for number, pk in enumerate(due):
        try:
            task.delay(pk)
        except BrokerError:
            put_back(due[number:])
            raise


def _beat() -> None:
    """Write down now and then that the clock ticks: at each tick it would be a commit where nothing was to do."""
    global _beaten_at
    if _beaten_at is None or time.monotonic() - _beaten_at >= settings.HEARTBEAT_SECONDS:
        Heartbeat.objects.update_or_create(name=Heartbeat.CLOCK, defaults={"at": timezone.now(), "by": claimer()})
        _beaten_at = time.monotonic()


def _link_log() -> None:
    """Link what the edit log has gained; now and then look through all of it for rows that came very late."""
    global _linked_at, _linked_all_at
    now = time.monotonic()
    if _linked_at is not None and now - _linked_at < LINK_SECONDS:
        return
    is_all_due = _linked_all_at is None or now - _linked_all_at >= LINK_ALL_SECONDS
    link_new(everything=is_all_due)
    _linked_at, _linked_all_at = now, now if is_all_due else _linked_all_at


def _tidy() -> None:
    """Throw away now and then what people typed at the desk a month ago and never came back for, who was where,
    old looks at pages, and stories that were deleted a month ago.
    """
    global _tidied_at, _forgot_to
    if _tidied_at is None or time.monotonic() - _tidied_at >= TIDY_SECONDS:
        now = timezone.now()
        drafts.forget_old(now)
        presence.forget_old(now)
        dossiers.forget_old(now)
        clear_deleted()
        _, _forgot_to = forgetting.forget_old(now, after=_forgot_to)
        _tidied_at = time.monotonic()


def _watch() -> None:
    """See now and then to alerts: what was answered, what goes on to the next person, whether everything holds."""
    global _watched_at
    if _watched_at is None or time.monotonic() - _watched_at >= WATCH_SECONDS:
        answering.settle()
        answering.escalate_due()
        night_watch.hold_due()
        night_watch.free_left()
        posting.gather_digests()
        _watched_at = time.monotonic()


def _sweep() -> None:
    """Schedule now and then what was attached by whatever door; first of all what was while no clock ticked."""
    global _swept_at
    if _swept_at is None or time.monotonic() - _swept_at >= SWEEP_SECONDS:
        scheduling.sweep(everything=_swept_at is None)
        _swept_at = time.monotonic()


def run(stopped: threading.Event) -> None:
    """Free what a forerunner held when it died, then tick until told to stop."""
    has_freed = False

    def act() -> None:
        nonlocal has_freed
        if not has_freed:
            story_dispatching.free_claims(claimer=claimer())
            wire_dispatching.free_claims(claimer=claimer())
            has_freed = True
        tick()

    _repeat(act, stopped)


def run_releases(stopped: threading.Event) -> None:
    """Release what is due until told to stop: what was promised for a time asks no broker, which may be away."""
    _repeat(release_due, stopped)


def _repeat(act: Callable[[], object], stopped: threading.Event) -> None:
    """Act every CLOCK_SECONDS; a database away or locked is waited for.

    A bug ends the process: a worker without its clock would do nothing for ever, and its supervisor starts it again.
    """
    try:
        while not stopped.wait(settings.CLOCK_SECONDS):
            try:
                close_old_connections()
                act()
            except (OperationalError, InterfaceError) as fault:
                logger.warning("The clock could not reach the database and tries again: %s", fault)
        connection.close()
    finally:
        if not stopped.is_set():
            logger.critical("The clock met a bug; its process ends.")
            os.kill(os.getpid(), signal.SIGTERM)


def start(work: Callable[[threading.Event], None] = run) -> threading.Event:
    """Start the clock, or its releases alone, in a thread of its own; set the returned event to stop it."""
    stopped = threading.Event()
    threading.Thread(target=work, args=(stopped,), name=f"clock-{work.__name__}", daemon=True).start()
    return stopped
