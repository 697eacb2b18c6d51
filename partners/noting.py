"""Noting what partners are given, without a statement in their way: in memory, and written down every few seconds.

A thread of the process writes SERVED_SECONDS after the first note, and what is left when the process ends. A process
that is killed loses what it noted since; a database that is away is waited for, up to MOST_KEPT rows. Reading never
fails for it. Why so: docs/decisions/0024-whom-a-version-reached.md.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from datetime import UTC, datetime
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from editions.serving import AT_ONCE, Given, Times, write_down
from partners.models import ApiKey

logger = logging.getLogger(__name__)

MOST_KEPT = 50_000
_SHORTEST = 0.1
# The key, its partner, the editions that an answer told of, and whether it was a list.
Answer = tuple[uuid.UUID, str, tuple[int, ...], bool]


class Notebook:
    """What was noted and is not written down yet, at most `most_kept` rows. Safe between threads."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self.most_kept = most_kept
        self._lock = threading.Lock()
        # First, last (Unix seconds) and how often: a list that is asked for again costs one look-up.
        self._noted: dict[Answer, tuple[float, float, int]] = {}
        self._size = self._lost = 0
        self._writing = threading.Lock()

    def note(self, key: ApiKey, editions: tuple[int, ...], *, is_list: bool) -> None:
        """Note that the key was given these editions now, as lines of a list or as a document."""
        answer, now = (key.uid, key.partner, editions, is_list), time.time()
        with self._lock:
            self._add(answer, (now, now, 1))

    def _add(self, answer: Answer, times: tuple[float, float, int]) -> None:
        before = self._noted.get(answer)
        if before is not None:
            times = (min(before[0], times[0]), max(before[1], times[1]), before[2] + times[2])
        elif self._size + len(answer[2]) > self.most_kept:
            self._lost += 1
            return
        else:
            self._size += len(answer[2])
        self._noted[answer] = times

    def write(self) -> None:
        """Write down everything that was noted. What the database does not take now is kept for the next time."""
        with self._writing:
            with self._lock:
                noted, self._noted, self._size = self._noted, {}, 0
                lost, self._lost = self._lost, 0
            if lost:
                logger.error("%d answers to partners were not noted: too many waited for the database.", lost)
            rows = list(_by_edition(noted).items())
            while rows and _is_written(dict(rows[:AT_ONCE])):
                rows = rows[AT_ONCE:]
            with self._lock:
                for given, times in rows:
                    self._put_back(given, times)

    def _put_back(self, given: Given, times: Times) -> None:
        for count, is_list in ((times.documents, False), (times.lines, True)):
            if count:
                answer = (given.key, given.partner, (given.edition_id,), is_list)
                self._add(answer, (times.first_at.timestamp(), times.last_at.timestamp(), count))

    def forget(self) -> None:
        """Forget what was noted."""
        with self._lock:
            self._noted, self._size, self._lost = {}, 0, 0


def _by_edition(noted: dict[Answer, tuple[float, float, int]]) -> dict[Given, Times]:
    rows: dict[Given, Times] = {}
    for (key, partner, editions, is_list), (first, last, count) in noted.items():
        documents, lines = (0, count) if is_list else (count, 0)
        for edition in editions:
            fresh = Times(datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC), documents, lines)
            known = rows.setdefault(Given(key, partner, edition), fresh)
            if known is not fresh:
                known.add(fresh)
    return rows


def _is_written(rows: dict[Given, Times]) -> bool:
    """Write them down; False where the database is away, locked, or gives no right to (docs/deploy/roles.sql)."""
    try:
        write_down(rows)
    except (DatabaseError, InterfaceError) as fault:
        logger.warning("What partners were given could not be written down and is kept: %s", fault)
        return False
    return True


NOTEBOOK = Notebook()
_begun = threading.Lock()


def note(key: ApiKey, editions: tuple[int, ...], *, is_list: bool) -> None:
    """Note an answer to a partner. Makes no query and raises nothing."""
    NOTEBOOK.note(key, editions, is_list=is_list)
    if not _begun.locked() and _begun.acquire(blocking=False):
        threading.Thread(target=_write_now_and_then, name="served", daemon=True).start()
        # A worker of granian ends as a child of multiprocessing does: without atexit.
        Finalize(None, _write, exitpriority=0)


def _write_now_and_then() -> None:
    while True:
        time.sleep(max(settings.SERVED_SECONDS, _SHORTEST))
        _write()


def _write() -> None:
    """Write down in this thread, whose connection goes back to the pool."""
    try:
        NOTEBOOK.write()
    finally:
        connection.close()
