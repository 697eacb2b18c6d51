"""A PostgreSQL and a Redis that a test may kill, hang, and start again on the same folder, socket and port."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from foundation.lifeline import tied_to_parent
from tests.servers.programs import find_postgres, find_redis
from tests.servers.starting import (
    STOP_SECONDS,
    ServerFailed,
    free_port,
    identity,
    is_postgres,
    is_redis,
    make_cluster,
    own_folder,
    wait_until_ready,
)

# Unlike the servers of the suite this one keeps synchronous_commit: an acknowledged save outlives the server's
# death. fsync may stay off, since only the machine's death would tell the difference.
_OPTIONS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=64MB")


@dataclass
class Server:
    """A program that serves, in a folder of its own."""

    url: str
    command: list[str]
    folder: Path
    user: str | None
    is_ready: Callable[[subprocess.Popen[bytes]], bool]
    stop_signal: signal.Signals = signal.SIGTERM
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **self.env},
                start_new_session=True,
                preexec_fn=tied_to_parent(self.stop_signal),
                **identity(self.user),
            )
        wait_until_ready(partial(self.is_ready, self.process), self.process, self.folder)

    def end(self, number: int) -> None:
        """Send it the signal and wait until it has ended."""
        assert self.process is not None
        self.process.send_signal(number)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def hang(self) -> None:
        """From now on it holds its connections, takes new ones, and answers none."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End it for good, whatever state it is in."""
        if self.process is not None and self.process.poll() is None:
            self.go_on()
            self.end(self.stop_signal)


@contextlib.contextmanager
def own_postgres(data: Path | None = None, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A PostgreSQL that runs: on a copy of this data folder, else on an empty one."""
    programs = find_postgres()
    if programs is None:
        raise ServerFailed("PostgreSQL is not installed.")
    with own_folder() as (folder, user):
        if data is None:
            make_cluster(programs, folder / "data", user)
        else:
            copy_folder(data, folder / "data")
        options = [part for option in _OPTIONS for part in ("-c", option)]
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
        url = f"postgres://newsroom@{str(folder).replace('/', '%2F')}/postgres"
        ready = partial(is_postgres, folder / "data" / "postmaster.pid")
        yield from _serving(Server(url, command, folder, user, ready, signal.SIGINT, env or {}))


@contextlib.contextmanager
def own_redis() -> Iterator[Server]:
    """A Redis that runs and keeps nothing when it ends."""
    program = find_redis()
    if program is None:
        raise ServerFailed("Redis is not installed.")
    with own_folder() as (folder, user):
        port = free_port()
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--dir", str(folder), "--maxmemory-policy", "noeviction"]
        yield from _serving(Server(f"redis://127.0.0.1:{port}/0", command, folder, user, partial(is_redis, port)))


def tell_redis(server: Server, *words: str) -> str:
    """Send Redis one command and return its answer's first line."""
    port = int(server.url.rsplit(":", 1)[1].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(" ".join(words).encode() + b"\r\n")
        return line.recv(65536).decode(errors="replace").splitlines()[0]


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder with its owners and modes, as PostgreSQL wants them."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    for path in (source, *source.rglob("*")):
        there, stat = target / path.relative_to(source), path.stat()
        os.chown(there, stat.st_uid, stat.st_gid)
        there.chmod(stat.st_mode & 0o7777)


def _serving(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.close()
