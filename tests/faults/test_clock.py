"""The clock runs twice, and the machine's time is set forward and back, in production mode."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Prepared, Running, leave_out, running
from tests.faults.newsroom_under_test import celery, worker
from tests.faults.trial import Trial
from tests.servers.programs import find_faketime
from tests.servers.starting import own_folder

TWICE = {
    "clock-2": worker("--pool", "threads", "--concurrency", "1", "--queues", "clock", "--hostname", "second@%h"),
    "beat-2": celery("beat"),
}


@pytest.fixture
def room_with_two_clocks(prepared_on_postgres: Prepared, tmp_path: Path) -> Iterator[Running]:
    """A production newsroom in which somebody started clock and beat twice."""
    with running(prepared_on_postgres, tmp_path / "room", more=TWICE) as found:
        yield found


class MachineTime:
    """The time of day that a newsroom's processes and its database are told; their monotonic clocks go on as ever."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.file = folder / "time"
        self.env = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(Path(__file__).parent / "sleeping"),
        }
        self.set("+0")

    def set(self, offset: str) -> None:
        """Set the time: "+2h" for two hours ahead of the truth."""
        self.file.write_text(offset + "\n")
        self.file.chmod(0o644)


@pytest.fixture(scope="module")
def machine_time() -> Iterator[MachineTime]:
    """A time of day that can be set."""
    library = find_faketime()
    if library is None:
        leave_out("libfaketime is not installed")
    with own_folder() as (folder, _):
        yield MachineTime(folder, library)


@pytest.fixture(scope="module")
def room_in_time(
    prepared_on_postgres: Prepared, machine_time: MachineTime, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A production newsroom on a machine whose time can be set."""
    with running(prepared_on_postgres, tmp_path_factory.mktemp("room"), env=machine_time.env) as found:
        yield found


def test_a_clock_that_runs_twice_makes_no_run_twice(room_with_two_clocks: Running):
    with Trial(room_with_two_clocks.newsroom, "two clocks and two beats") as trial:
        trial.update_all()
        trial.over()


@pytest.mark.parametrize(
    ("offset", "told"),
    [("+2h", "set forward by 2 h"), ("+0", "set back by 2 h"), ("-2h", "set back by 2 h more"), ("+0", "set right")],
)
def test_time_set_in_the_middle_of_updates_loses_and_doubles_none(
    room_in_time: Running, machine_time: MachineTime, offset: str, told: str
):
    """The worker group is killed in the same moment, so that leases stand which nobody ends."""
    with Trial(room_in_time.newsroom, f"the machine's time {told}, and SIGKILL of the worker group") as trial:
        trial.update_all()
        trial.wait_for_half()
        machine_time.set(offset)
        room_in_time.newsroom.kill_unit("summaries")
        trial.over()
