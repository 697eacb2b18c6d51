"""Start a server for a test run and stop it for certain, whatever happens to the run."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from foundation.lifeline import tied_to_parent
from tests.servers.programs import find_postgres, find_redis

START_SECONDS = 30.0
STOP_SECONDS = 15.0
PORT_ATTEMPTS = 5


class ServerFailed(Exception):
    """A server did not start; str(error) holds what it wrote."""


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run a fresh PostgreSQL on a Unix socket and give its DATABASE_URL; nothing is left afterwards.

    As root it runs as `postgres` or `nobody`, since PostgreSQL refuses root. fsync is off: these data last minutes.
    """
    programs = find_postgres()
    if programs is None:
        raise ServerFailed("PostgreSQL is not installed.")
    with own_folder() as (folder, user):
        data = folder / "data"
        make_cluster(programs, data, user)
        fast = [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "listen_addresses=",
            "shared_buffers=64MB",
            "jit=off",  # tables of a few rows, without statistics: compiling a query takes longer than asking it
        ]
        options = [part for option in fast for part in ("-c", option)]
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *options]
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for whoever is still connected.
        with _running(command, folder=folder, user=user, stop=signal.SIGINT) as process:
            wait_until_ready(partial(is_postgres, data / "postmaster.pid", process), process, folder)
            yield f"postgres://newsroom@{str(folder).replace('/', '%2F')}/postgres"


def make_cluster(programs: Path, data: Path, user: str | None) -> None:
    """Make an empty data folder whose owner is the role `newsroom`. Raises ServerFailed."""
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "newsroom", "-A", "trust", "-E", "UTF8"]
    initdb += ["--no-locale", "-N"]
    made = subprocess.run(initdb, capture_output=True, text=True, cwd=data.parent, **identity(user))
    if made.returncode:
        raise ServerFailed(made.stderr)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Run a fresh Redis that keeps nothing and give its REDIS_URL."""
    with contextlib.ExitStack() as stack:
        yield f"redis://127.0.0.1:{_redis_port(stack)}/0"


def _redis_port(stack: contextlib.ExitStack) -> int:
    """Start Redis on the stack and return its port. Another program may take the port meanwhile, so try some."""
    program = find_redis()
    if program is None:
        raise ServerFailed("Redis is not installed.")
    said = ""
    for _ in range(PORT_ATTEMPTS):
        port = free_port()
        folder, user = stack.enter_context(own_folder())
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--dir", str(folder), "--maxmemory-policy", "noeviction"]
        process = stack.enter_context(_running(command, folder=folder, user=user))
        try:
            wait_until_ready(partial(is_redis, port, process), process, folder)
        except ServerFailed as failed:
            said = str(failed)
        else:
            return port
    raise ServerFailed(said)


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _unprivileged() -> str | None:
    """The user to run servers as: None for ourselves, a name where we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def identity(user: str | None) -> dict[str, Any]:
    """Arguments of subprocess that make a program run as the user."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


@contextlib.contextmanager
def own_folder() -> Iterator[tuple[Path, str | None]]:
    """A folder in /tmp that the servers' user owns; a Unix socket's path must stay under 108 bytes."""
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-", dir="/tmp"))
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    try:
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(
    command: list[str], *, folder: Path, user: str | None, stop: signal.Signals = signal.SIGTERM
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program in a session of its own, so that Ctrl-C reaches it only through us; stop it at the end."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            preexec_fn=tied_to_parent(stop),
            **identity(user),
        )
    try:
        yield process
    finally:
        process.send_signal(stop)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server answers. Raises ServerFailed with the folder's log where it ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerFailed((folder / "log").read_text(errors="replace"))
        time.sleep(0.05)


def is_postgres(pid_file: Path, process: subprocess.Popen[bytes]) -> bool:
    """Whether our process takes sessions: its pid file says so, while one that a killed process left names another."""
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    return len(lines) > 7 and lines[0].strip() == str(process.pid) and lines[7].strip() == "ready"


def is_redis(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether the one who answers as Redis on the port is our process."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"INFO server\r\n")
            answer = line.recv(65536)
    except OSError:
        return False
    return f"process_id:{process.pid}\r".encode() in answer
