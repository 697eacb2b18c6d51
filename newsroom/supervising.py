"""Keep child processes running: start them, restart those that die, stop them all in bounded time."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from foundation.lifeline import tied_to_parent

KILL_AFTER_SECONDS = 4.0
# A killed process is gone at once, unless the kernel is still busy for it.
GONE_SECONDS = 0.5
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 15.0
# A child that ran this long was well: the next pause is the first again.
SETTLED_SECONDS = 30.0


@dataclass(slots=True)
class Child:
    """A program to keep running. `env` adds to the supervisor's own environment."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = FIRST_PAUSE_SECONDS
    is_reported: bool = False

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it only through us; it ends when we are killed."""
        self.started_at, self.is_reported = time.monotonic(), False
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=tied_to_parent(),
        )

    def is_running(self) -> bool:
        """Whether the program itself runs; what it started may outlive it until `end`."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> bool:
        """Send a signal to it and all that it started. False where all have ended."""
        if self.process is None:
            return False
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return False
        return True

    def end(self) -> None:
        """Kill whatever is left of it and of what it started, and wait until the port it held is free."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
        deadline = time.monotonic() + GONE_SECONDS
        while self.signal(0) and time.monotonic() < deadline:
            time.sleep(0.01)

    def is_due(self) -> bool:
        """Whether a program that ended may start again: at once after a long run, later after each short one."""
        return time.monotonic() - self.started_at >= self.pause_seconds

    def restart(self) -> None:
        """Start it again. The pause before the next restart doubles unless it had run long enough."""
        was_settled = time.monotonic() - self.started_at >= SETTLED_SECONDS
        self.pause_seconds = FIRST_PAUSE_SECONDS if was_settled else min(self.pause_seconds * 2, LONGEST_PAUSE_SECONDS)
        self.start()


class Supervisor:
    """Runs children until SIGINT, SIGTERM or SIGHUP, then stops them: TERM first, KILL after KILL_AFTER_SECONDS."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], object]) -> None:
        self.children, self.say = children, say
        self.is_stopping = False

    def run(self) -> None:
        """Start all children and return once told to stop and all have ended."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                child.start()
            while not self.is_stopping:
                self._restart_dead()
                time.sleep(0.1)
        finally:
            self.stop_all()

    def _stop(self, *_: object) -> None:
        self.is_stopping = True

    def _restart_dead(self) -> None:
        for child in self.children:
            if child.process is None or child.is_running():
                continue
            if not child.is_reported:
                self.say(f"{child.name} ended with {child.process.returncode}; it is started again.")
                child.is_reported = True
                child.end()
            if child.is_due():
                child.restart()

    def stop_all(self) -> None:
        """End every child and what it started within KILL_AFTER_SECONDS and a little. More signals change nothing."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + KILL_AFTER_SECONDS
        while time.monotonic() < deadline and any(child.is_running() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.end()
