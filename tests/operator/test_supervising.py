"""The supervisor alone, with small programs as children."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import supervising
from newsroom.supervising import Child, Supervisor
from tests.operator.running import PATIENCE_SECONDS, ROOT, processes_with, wait_until

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if len(sys.argv) == 1:
    subprocess.Popen([sys.executable, __file__, "grandchild"])
time.sleep(600)
"""


def _child(folder: Path, text: str, name: str = "small") -> Child:
    program = folder / f"{name}.py"
    program.write_text(text)
    return Child(name, [sys.executable, str(program)], {"MARK": str(folder)})


def test_who_ignores_the_request_to_stop_is_killed_with_all_that_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(supervising, "KILL_AFTER_SECONDS", 0.2)
    child = _child(tmp_path, STUBBORN)
    child.start()
    wait_until(lambda: len(processes_with(f"MARK={tmp_path}")) == 2, "both processes ran")
    Supervisor([child], say=str).stop_all()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    assert processes_with(f"MARK={tmp_path}") == {}


def test_the_kill_comes_early_enough_for_a_stop_within_five_seconds():
    assert supervising.KILL_AFTER_SECONDS <= 4.0


def test_a_child_that_keeps_dying_is_started_with_growing_pauses(tmp_path):
    child = _child(tmp_path, "raise SystemExit(3)")
    child.start()
    pauses = []
    for _ in range(6):
        pauses.append(child.pause_seconds)
        child.restart()
    child.end()
    assert pauses == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


def test_a_child_that_ran_long_is_started_again_without_a_long_pause(tmp_path):
    child = _child(tmp_path, "raise SystemExit(3)")
    child.start()
    child.pause_seconds = supervising.LONGEST_PAUSE_SECONDS
    child.started_at -= supervising.SETTLED_SECONDS
    assert child.is_due()
    child.restart()
    child.end()
    assert child.pause_seconds == supervising.FIRST_PAUSE_SECONDS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_told_supervisor_stops_its_children_and_returns(tmp_path, number):
    program = (
        "import sys\n"
        "from newsroom.supervising import Child, Supervisor\n"
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "Supervisor([Child('one', sleeper), Child('two', sleeper)], say=print).run()\n"
    )
    mark = f"MARK={tmp_path}"
    supervisor = subprocess.Popen([sys.executable, "-c", program], env={"MARK": str(tmp_path)}, cwd=ROOT)
    wait_until(lambda: len(processes_with(mark)) == 3, "all three processes ran")
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=PATIENCE_SECONDS) == 0
    assert processes_with(mark) == {}


def test_stopping_twice_or_before_the_start_does_nothing(tmp_path):
    child = _child(tmp_path, "import time; time.sleep(600)")
    supervisor = Supervisor([child], say=str)
    supervisor.stop_all()
    child.start()
    supervisor.stop_all()
    supervisor.stop_all()
    assert not child.is_running()


def test_a_program_tied_to_its_parent_ends_with_it(tmp_path):
    parent = (
        "import subprocess, sys, os\n"
        "from foundation.lifeline import tied_to_parent\n"
        "sleeper = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "subprocess.Popen(sleeper, preexec_fn=tied_to_parent())\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", parent], env={"MARK": str(tmp_path)}, cwd=ROOT)
    assert ran.returncode == -signal.SIGKILL
    wait_until(lambda: processes_with(f"MARK={tmp_path}") == {}, "the sleeper had ended")
