"""Nothing goes on opening a picture when whoever asked for it was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.media.conftest import encoded

ROOT = Path(__file__).resolve().parents[2]
# Hands its own input on to the process that opens pictures, and stays.
ASKER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "media.quarantined"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdin.write(sys.stdin.buffer.read())
child.stdin.flush()
time.sleep(600)
"""
LONG = {"cpu_seconds": 500.0, "wall_seconds": 500.0, "memory_bytes": 1_000_000_000}
MOST = {"max_bytes": 100_000_000, "max_pixels": 50_000_000, "max_width_px": 1800}


def first_below(pid: int) -> int:
    """The first process that this one starts, as soon as there is one."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    return int(folder.name)
            except OSError:
                continue
    raise AssertionError("It started none.")


def works(pid: int) -> bool:
    """Whether it has used processor time, so that it is past its beginning."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) > 0


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc, which Linux alone has")
@pytest.mark.parametrize("killed", ["who asked", "who opens"])
def test_a_picture_that_is_being_opened_ends_with_whoever_was_killed(killed):
    data = encoded(Image.new("RGB", (7000, 6000)), "PNG")  # small, and half a second to open
    order = json.dumps({"do": "new", "bytes": len(data), **MOST, **LONG}).encode()
    with subprocess.Popen([sys.executable, "-c", ASKER], cwd=ROOT, stdin=subprocess.PIPE) as asker:
        assert asker.stdin is not None
        asker.stdin.write(order + b"\n" + data)
        asker.stdin.close()
        opener = first_below(asker.pid)
        picture = first_below(opener)
        while not works(picture):
            time.sleep(0.001)
        os.kill(picture, signal.SIGSTOP)  # it would be done in a moment: now it never is
        os.kill(asker.pid if killed == "who asked" else opener, signal.SIGKILL)
        ends = time.monotonic() + 20
        while (is_running(picture) or is_running(opener)) and time.monotonic() < ends:
            time.sleep(0.02)
        left = [pid for pid in (picture, opener) if is_running(pid)]
        for pid in [asker.pid, *left]:
            os.kill(pid, signal.SIGKILL)
    assert left == []
