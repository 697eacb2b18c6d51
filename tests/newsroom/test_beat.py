"""Beat sends at its interval, whatever the time of day is set to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import Empty

import pytest
from celery import Celery

from newsroom.beat import MonotonicScheduler
from newsroom.settings import CELERY_BEAT_SCHEDULER


@pytest.fixture
def app() -> Iterator[Celery]:
    """An application of the test's own, whose broker is memory."""
    made = Celery("beating", broker="memory://", set_as_current=False)
    made.conf.task_default_queue = "beating"
    yield made
    made.close()


def scheduler(app: Celery, *, every: float) -> MonotonicScheduler:
    app.conf.beat_schedule = {"clock": {"task": "tick", "schedule": every}}
    return MonotonicScheduler(app=app)


def sent(app: Celery) -> int:
    """How many messages the broker has, which are taken out."""
    count = 0
    with app.connection_for_read() as connection, connection.SimpleQueue("beating") as queue:
        while True:
            try:
                queue.get(block=False).ack()
            except Empty:
                return count
            count += 1


def test_beat_has_this_scheduler():
    assert f"{MonotonicScheduler.__module__}:{MonotonicScheduler.__name__}" == CELERY_BEAT_SCHEDULER


def test_the_first_is_sent_at_once_and_the_next_waits_for_its_interval(app):
    beat = scheduler(app, every=600.0)
    assert 0 < beat.tick() <= 600
    assert sent(app) == 1
    beat.tick()
    assert sent(app) == 0


def test_a_time_of_day_set_back_by_two_hours_keeps_nothing_from_being_sent(app, monkeypatch):
    beat, true_time = scheduler(app, every=0.05), time.time
    pause = beat.tick()
    assert sent(app) == 1
    monkeypatch.setattr(time, "time", lambda: true_time() - 7200)
    time.sleep(pause)
    beat.tick()
    assert sent(app) == 1
