"""The broker is away, deaf, emptied or full, in production mode. No save asks it."""

from __future__ import annotations

import signal
import time

from tests.faults.conftest import Running
from tests.faults.servers import tell_redis
from tests.faults.trial import Trial

FAULT_SECONDS = 4.0
# Longer than the broker's socket timeout of 5 s, so that whoever waits for an answer gives up once.
DEAF_SECONDS = 7.0


def test_a_broker_that_refuses_connections_is_waited_for(room: Running):
    with Trial(room.newsroom, "Redis refuses connections for 4 s") as trial:
        room.redis.end(signal.SIGKILL)
        trial.update_all()
        time.sleep(FAULT_SECONDS)
        room.redis.start()
        trial.over()


def test_a_broker_that_never_answers_stops_no_save(room: Running):
    with Trial(room.newsroom, "Redis accepts and never answers for 7 s") as trial:
        stories = room.newsroom.filled["stories"]
        trial.update_all(stories=stories[:20])
        room.redis.hang()
        trial.update_all(stories=stories[20:])
        time.sleep(DEAF_SECONDS)
        room.redis.go_on()
        trial.over()


def test_a_broker_emptied_in_the_middle_costs_the_lease(room: Running):
    with Trial(room.newsroom, "Redis flushed at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        assert tell_redis(room.redis, "FLUSHALL") == "+OK"
        trial.over()


def test_a_broker_restarted_three_times_loses_none(room: Running):
    with Trial(room.newsroom, "Redis restarted 3 times, empty each time") as trial:
        room.newsroom.begin_updates(pause=0.05)
        for _ in range(3):
            time.sleep(1)
            room.redis.end(signal.SIGTERM)
            room.redis.start()
        trial.finish_updates()
        trial.over()


def test_a_broker_without_memory_refuses_messages_and_no_save(room: Running):
    with Trial(room.newsroom, "Redis out of memory for 4 s") as trial:
        assert tell_redis(room.redis, "CONFIG", "SET", "maxmemory", "1") == "+OK"
        trial.update_all()
        time.sleep(FAULT_SECONDS)
        assert tell_redis(room.redis, "CONFIG", "SET", "maxmemory", "0") == "+OK"
        trial.over()
