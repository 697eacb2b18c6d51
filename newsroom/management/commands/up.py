"""`manage.py up`: the whole newsroom in one terminal, web and worker, with no server beside it."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from newsroom.preparing import prepare
from newsroom.supervising import Child, Supervisor

LAST_PORT = 65_535
MOST_THREADS = 256
ADDRESS_FILE = "address"


def port_number(text: str) -> int:
    """Read a port that can be listened on. Raises argparse.ArgumentTypeError, which becomes one line."""
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to {LAST_PORT}.")
    return int(text)


def thread_count(text: str) -> int:
    """Read a number of threads. Raises argparse.ArgumentTypeError, which becomes one line."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_THREADS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of threads; write 1 to {MOST_THREADS}.")
    return int(text)


class Command(BaseCommand):
    help = "Run web and worker (with its clock) together. Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 serves the whole network.")
        parser.add_argument("--threads", type=thread_count, default=32, help="Web threads: requests at a time.")
        parser.add_argument("--demo", action="store_true", help="Load the demo first, where there is no story yet.")

    def handle(self, *args: Any, port: int, host: str, threads: int, demo: bool, **options: Any) -> None:
        self._check_port(host, port)
        prepare(say=self.stdout.write)
        if demo:
            call_command("demo", stdout=self.stdout, stderr=self.stderr)
        connection.close()
        public_url = os.environ.get("PUBLIC_URL") or f"http://localhost:{port}"
        os.environ["PUBLIC_URL"] = public_url
        (settings.VAR_DIR / ADDRESS_FILE).write_text(public_url)  # for commands in another terminal
        self.stdout.write(f"Site  {public_url}/\nDesk  {public_url}/admin/\nAPI   {public_url}/api/v1/docs/")
        self.stdout.write("Ctrl-C stops all.")
        self.stdout.flush()
        Supervisor(children(host, port, threads), say=self._say).run()

    def _say(self, text: str) -> None:
        self.stderr.write(text)
        self.stderr.flush()

    def _check_port(self, host: str, port: int) -> None:
        """Refuse a port that another program has. Raises CommandError."""
        with socket.socket() as probe:
            # As the web server will: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                probe.listen()
            except PermissionError as refused:
                raise CommandError(f"Port {port} needs root's rights. Use another: PORT=8000 make run") from refused
            except OSError as taken:
                other = port + 1 if port < LAST_PORT else 8000
                raise CommandError(
                    f"Port {port} on {host} cannot be used ({taken.strerror}). Use another: PORT={other} make run"
                ) from taken


def children(host: str, port: int, threads: int) -> list[Child]:
    """Return the two programs of an embedded newsroom: the web server, and the worker that holds the clock."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]
    web += ["--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", str(threads)]
    web += ["--log-level", "error", "--no-ws"]
    # The warning to root is about pickled messages, and only JSON is accepted here.
    worker = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--app", "newsroom", "--quiet"]
    worker += ["worker", "--pool", "threads"]
    # Two threads for summaries and pictures, whatever is being fetched: of pages, so many at a time.
    worker += ["--concurrency", str(2 + settings.FETCHES_AT_ONCE), "--queues", "summaries,clock,wire"]
    worker += ["--loglevel", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    if settings.REDIS_URL:
        # The clock of an embedded newsroom needs the broker in memory; with Redis it is beat, here inside the worker.
        worker += ["--beat"]
    # The port names this newsroom: a worker started anew frees its forerunner's leases, and not those of a
    # second newsroom that runs beside it on the same database.
    return [Child("web", web), Child("worker", worker, {"CLAIMER": f"embedded:{port}"})]
