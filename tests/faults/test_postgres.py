"""The database cuts everybody off or starts anew, in production mode."""

from __future__ import annotations

import signal
import time

import psycopg

from tests.faults.conftest import Running
from tests.faults.trial import Trial

CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
)


def test_connections_cut_off_again_and_again_are_made_anew(room: Running):
    with Trial(room.newsroom, "PostgreSQL terminates every connection, 5 times in 2 s") as trial:
        room.newsroom.begin_updates(pause=0.05)
        for _ in range(5):
            time.sleep(0.4)
            with psycopg.connect(room.postgres.url) as connection:
                connection.execute(CUT_OFF)
        trial.finish_updates()
        trial.over()


def test_a_database_restarted_at_once_keeps_what_it_acknowledged(room: Running):
    with Trial(room.newsroom, "PostgreSQL restarted at once (immediate) in the middle of 40 saves") as trial:
        room.newsroom.begin_updates(pause=0.05)
        time.sleep(1.5)
        room.postgres.end(signal.SIGQUIT)
        room.postgres.start()
        trial.over()
        trial.finish_updates()


def test_a_database_away_for_seconds_is_waited_for(room: Running):
    with Trial(room.newsroom, "PostgreSQL away for 4 s") as trial:
        room.newsroom.begin_updates(pause=0.05)
        time.sleep(1)
        room.postgres.end(signal.SIGINT)
        time.sleep(4)
        room.postgres.start()
        trial.over()
        trial.finish_updates()
