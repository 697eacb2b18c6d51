"""Workers die in the middle of their work, in production mode."""

from __future__ import annotations

from tests.faults.conftest import Running
from tests.faults.trial import Trial


def test_the_worker_group_killed_in_the_middle_of_forty_updates_loses_none(room: Running):
    with Trial(room.newsroom, "SIGKILL of the worker group at half of 40 updates") as trial:
        trial.update_all()
        trial.wait_for_half()
        room.newsroom.kill_unit("summaries")
        trial.over()
