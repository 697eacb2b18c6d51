"""The processes that draw the demo's pictures end with the one that started them, however that one ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, sys, time
import django
if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    django.setup()
    from newsroom.demo import loading
    with loading.drawn(["port-map.jpg", "port-night.jpg"]) as draw:
        draw("port-map.jpg")
        print("drawn", flush=True)
        time.sleep(600)
"""


def workers_of(pid: int) -> set[int]:
    """The processes below this one that multiprocessing started."""
    found, below = set(), {pid}
    for _ in range(3):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                is_worker = b"multiprocessing.spawn" in (folder / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent in below:
                below.add(int(folder.name))
                found |= {int(folder.name)} if is_worker else set()
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.deep
@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc, which Linux alone has")
def test_the_processes_that_draw_end_when_the_one_that_asked_is_killed(tmp_path):
    program = tmp_path / "drawing.py"
    program.write_text(PROGRAM)
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, program], cwd=ROOT, env=environment, stdout=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stdout.readline() == b"drawn\n"
        workers = workers_of(asked.pid)
        assert workers
        asked.send_signal(signal.SIGKILL)
    ends = time.monotonic() + 20
    while any(is_running(pid) for pid in workers) and time.monotonic() < ends:
        time.sleep(0.1)
    assert [pid for pid in workers if is_running(pid)] == []
