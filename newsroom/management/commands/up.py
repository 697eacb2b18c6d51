"""`manage.py up`: the whole newsroom in one terminal, web and worker, with no server beside it."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.supervising import Child, Supervisor


class Command(BaseCommand):
    help = "Run web and worker (with its clock) together. Ctrl-C stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--threads", type=int, default=4, help="Web threads.")

    def handle(self, *args: Any, port: int, host: str, threads: int, **options: Any) -> None:
        self._check_port(host, port)
        self._prepare()
        public_url = os.environ.get("PUBLIC_URL") or f"http://localhost:{port}"
        os.environ["PUBLIC_URL"] = public_url
        self.stdout.write(f"Site  {public_url}/\nDesk  {public_url}/admin/\nAPI   {public_url}/api/v1/docs/")
        Supervisor(self._children(host, port, threads), say=self.stderr.write).run()

    def _children(self, host: str, port: int, threads: int) -> list[Child]:
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]
        web += ["--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", str(threads)]
        web += ["--log-level", "warning", "--no-ws"]
        worker = [sys.executable, "-m", "celery", "--app", "newsroom", "--quiet", "worker", "--pool", "threads"]
        worker += ["--concurrency", "2", "--loglevel", "warning", "--without-gossip", "--without-mingle"]
        worker += ["--without-heartbeat", "--queues", "summaries,celery,clock"]
        return [Child("web", web), Child("worker", worker, {"CLAIMER": "embedded"})]

    def _check_port(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as taken:
                raise CommandError(
                    f"Port {port} is taken ({taken.strerror}). Use another: PORT={port + 1} make run"
                ) from taken

    def _prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date.")
            call_command("migrate", verbosity=0, interactive=False)
        if not (settings.STATIC_ROOT / "staticfiles.json").exists() and not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        connection.close()
