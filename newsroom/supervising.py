"""Keep child processes running: start them, restart those that die, stop them all in bounded time."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

KILL_AFTER_SECONDS = 4.0
RESTART_PAUSE_SECONDS = 1.0


@dataclass(slots=True)
class Child:
    """A program to keep running. `env` adds to the supervisor's own environment."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches it only through us."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, env={**os.environ, **self.env}, start_new_session=True)

    def signal(self, number: int) -> None:
        """Send a signal to it and all that it started; nothing where it has ended."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Runs children until SIGINT or SIGTERM, then stops them: TERM first, KILL after KILL_AFTER_SECONDS."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], object]) -> None:
        self.children, self.say = children, say
        self.is_stopping = False

    def run(self) -> None:
        """Start all children and return once told to stop and all have ended."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        try:
            while not self.is_stopping:
                self._restart_dead()
                time.sleep(0.2)
        finally:
            self.stop_all()

    def _stop(self, *_: object) -> None:
        self.is_stopping = True

    def _restart_dead(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            if time.monotonic() - child.started_at < RESTART_PAUSE_SECONDS:
                continue
            self.say(f"{child.name} ended with {child.process.returncode}; starting it again.")
            child.signal(signal.SIGKILL)
            child.start()

    def stop_all(self) -> None:
        """End every child and what it started, within KILL_AFTER_SECONDS and a little."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + KILL_AFTER_SECONDS
        while time.monotonic() < deadline and any(c.process and c.process.poll() is None for c in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
