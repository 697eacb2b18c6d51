"""A whole newsroom as an operator starts it, in a folder of its own and on a free port, and its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Only where something is stuck: a migration took two minutes on a machine that had much else to do.
PATIENCE_SECONDS = 300.0


def own_env(var: Path) -> dict[str, str]:
    """The environment of an embedded newsroom whose files lie in `var`, whatever this test run itself uses."""
    ours = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    return {**ours, "VAR_DIR": str(var), "PYTHONUNBUFFERED": "1"}


def manage(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a management command to its end, as an operator would."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=own_env(var), capture_output=True, text=True, timeout=PATIENCE_SECONDS)


def prepare(var: Path) -> None:
    """Bring an empty folder, or what a newsroom of the past left in it, to where `manage.py up` can serve it."""
    done = manage(var, "prepare")
    assert done.returncode == 0, done.stderr


class Newsroom:
    """`manage.py up` running in `var` on `port`, with further settings."""

    def __init__(self, var: Path, port: int, **settings: str) -> None:
        self.var, self.port = var, port
        self.log = var / "up.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--port", str(port)],
                cwd=ROOT,
                env=own_env(var) | settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def answers(self) -> bool:
        """Whether the log-in page comes."""
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/admin/login/", timeout=10) as page:
                return bool(page.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def wait_for_page(self) -> None:
        """Wait until the log-in page comes."""
        self.wait_until(self.answers, "the log-in page came")

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until it is so. Fails with the newsroom's own output."""
        wait_until(is_so, what, said=self.said)

    def said(self) -> str:
        """What it wrote to the terminal so far."""
        return self.log.read_text(errors="replace")

    def processes(self) -> dict[int, str]:
        """Every process that works in its folder, by id, with its command line."""
        return processes_with(f"VAR_DIR={self.var}")

    def find(self, word: str) -> list[int]:
        """Ids of its processes whose command line holds the word, oldest first."""
        return sorted(pid for pid, command in self.processes().items() if word in command)

    def end(self) -> None:
        """Make sure that nothing of it is left."""
        for pid in self.processes():
            kill(pid, signal.SIGKILL)
        self.process.wait()


def wait_until(is_so: Callable[[], bool], what: str, *, said: Callable[[], str] = str) -> None:
    """Wait until it is so. Fails with what was said meanwhile."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"It never was so that {what}. {said()}")
        time.sleep(0.05)


def processes_with(variable: str) -> dict[int, str]:
    """Every live process whose environment holds the variable with this value, by id, with its command line."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            environ = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended meanwhile, or is another user's
            continue
        if variable.encode() in environ and command:
            found[int(folder.name)] = command
    return found


def kill(pid: int, number: int) -> None:
    """Send a signal; nothing where the process has ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
