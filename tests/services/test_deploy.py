"""The papers of docs/deploy, carried out: the units' own command lines behind the nginx file, from request to page."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from tests.operator.running import ROOT, kill, processes_with, wait_until
from tests.servers.programs import find
from tests.servers.starting import free_port
from tests.services.databases import as_role, manage, own_database, story_file

pytestmark = [pytest.mark.services, pytest.mark.skipif(find("nginx") is None, reason="nginx is not installed")]

PAPERS = ROOT / "docs" / "deploy"
STORY = "/stories/vell-strike-ends/"
UNITS = ("newsroom-public", "newsroom-desk", "newsroom-worker", "newsroom-wire", "newsroom-clock", "newsroom-beat")


def lines_of(unit: str, key: str) -> list[str]:
    text = (PAPERS / f"{unit}.service").read_text()
    return [value for name, _, value in (line.partition("=") for line in text.splitlines()) if name == key]


def command_of(unit: str, ports: dict[str, int], var: str) -> list[str]:
    """The unit's own command, with this checkout, this machine's name and free ports in it."""
    (line,) = lines_of(unit, "ExecStart")
    words = [word.replace("%H", "host").replace("/var/lib/newsroom", var) for word in shlex.split(line)]
    program = Path(words[0]).name
    words = [str(ports.get(word, word)) for word in words]
    return [sys.executable, "-m", program, *words[1:]]


class Deployed:
    """Every unit running, and nginx before them."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.env, self.folder = env, folder
        self.ports = {"8001": free_port(), "8002": free_port(), "80": free_port(), "443": free_port()}
        self.running: list[subprocess.Popen[bytes]] = []
        for unit in UNITS:
            own = dict(word.split("=", 1) for word in lines_of(unit, "Environment"))
            if unit == "newsroom-public":
                own["DATABASE_URL"] = as_role(env, "newsroom_public")["DATABASE_URL"]
            self.start(unit, command_of(unit, self.ports, env["VAR_DIR"]), {**env, **own})
        self.start("nginx", [find("nginx") or "", "-p", str(folder), "-c", str(self._nginx())], env)

    def start(self, name: str, command: list[str], env: dict[str, str]) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        self.running.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log))

    def _nginx(self) -> Path:
        """The file as it stands, inside a server of its own, with our ports, folders and a certificate for it."""
        key, certificate = self.folder / "key.pem", self.folder / "chain.pem"
        make = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=news.example.org",
        ]
        subprocess.run([*make, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
        site = (PAPERS / "nginx.conf").read_text()
        site = re.sub(r"127\.0\.0\.1:(8001|8002)", lambda m: f"127.0.0.1:{self.ports[m[1]]}", site)
        site = re.sub(r"listen (80|443)", lambda m: f"listen 127.0.0.1:{self.ports[m[1]]}", site)
        site = site.replace("/etc/ssl/newsroom/fullchain.pem", str(certificate)).replace(
            "/etc/ssl/newsroom/privkey.pem", str(key)
        )
        site = site.replace("/var/lib/newsroom/", f"{self.env['VAR_DIR']}/").replace(
            "/var/cache/nginx/newsroom", str(self.folder / "cache")
        )
        site = site.replace("    http2 on;\n", "")  # nginx before 1.25 has it as a word of `listen`
        temporary = "".join(
            f"{name}_temp_path {self.folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        conf = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        conf.write_text(
            f"{user} daemon off; pid {self.folder}/pid; error_log stderr; events {{}}\n"
            f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{site}\n}}"
        )
        return conf

    def ask(self, address: str, *more: str, port: str = "443") -> tuple[int, str, str]:
        """Status, headers and body of an address, as somebody outside asks it."""
        scheme = "https" if port == "443" else "http"
        told = ["curl", "-ksS", "-m", "20", "-i", "-H", "Host: news.example.org", *more]
        url = f"{scheme}://127.0.0.1:{self.ports[port]}{address}"
        answer = subprocess.run([*told, url], capture_output=True).stdout.decode()
        head, _, body = answer.partition("\r\n\r\n")
        return int(head.split()[1]) if head else 0, head, body

    def said(self) -> str:
        return "\n".join(
            f"{path.name}: {path.read_text(errors='replace')[-2000:]}" for path in self.folder.glob("*.log")
        )

    def end(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
        for pid in processes_with(f"VAR_DIR={self.env['VAR_DIR']}"):
            kill(pid, 9)


@pytest.fixture(scope="module")
def deployed(prepared: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("deployed")
    with own_database(folder, like=prepared) as env:
        Redis.from_url(env["REDIS_URL"]).flushall()
        env |= {
            "PUBLIC_URL": "https://news.example.org",
            "BEHIND_PROXY": "1",
            "METRICS_TOKEN": "watch",
            "LOG_FORMAT": "json",
        }
        with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
            connection.execute((PAPERS / "roles.sql").read_text())
        manage(env, "import_story", "--publish", story_file(folder, 3))
        made = Deployed(env, folder)
        try:
            wait_until(
                lambda: "(3 articles)" in made.ask("/stories/vell-strike-ends/")[2], "the page came", said=made.said
            )
            yield made
        finally:
            made.end()


def test_an_article_attached_changes_the_page_behind_nginx(deployed: Deployed) -> None:
    manage(deployed.env, "import_story", story_file(deployed.folder, 4))
    wait_until(lambda: "(4 articles)" in deployed.ask(STORY)[2], "the page changed", said=deployed.said)


def test_each_door_is_where_it_belongs(deployed: Deployed) -> None:
    assert deployed.ask("/admin/login/")[0] == 200
    proxied = ("-H", "X-Forwarded-Proto: https")
    assert deployed.ask("/admin/login/", *proxied, port="8001")[0] == 404
    assert deployed.ask("/feeds/", *proxied, port="8002")[0] == 404
    assert deployed.ask("/", port="80")[0] == 301


def test_what_watches_is_not_reachable_from_outside(deployed: Deployed) -> None:
    token = ("-H", "Authorization: Bearer watch")
    for address in ("/healthz", "/readyz", "/metrics"):
        assert deployed.ask(address, *token)[0] == 404
    assert deployed.ask("/healthz", port="8001")[0] == 200
    status, _, text = deployed.ask("/metrics", *token, port="8002")
    assert status == 200
    assert "newsroom_clock_age_seconds" in text
    status, _, text = deployed.ask("/metrics", *token, port="8001")
    assert "newsroom_request_seconds" in text
    assert "newsroom_queue_age" not in text
    wait_until(lambda: deployed.ask("/readyz", *token, port="8002")[0] == 200, "it was ready", said=deployed.said)


def test_pages_say_what_browsers_must_keep_to_and_static_files_stay(deployed: Deployed) -> None:
    _, head, page = deployed.ask("/")
    for header in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options: nosniff"):
        assert header.lower() in head.lower()
    style = re.search(r'href="(/static/readers/paper\.[^"]+\.css)"', page)
    assert style
    status, head, _ = deployed.ask(style[1])
    assert (status, "immutable" in head) == (200, True)


def test_a_forged_address_or_request_id_does_not_go_through(deployed: Deployed) -> None:
    deployed.ask("/feeds/?forged", "-H", "X-Request-ID: forged-by-me-0000", "-H", "X-Forwarded-For: 6.6.6.6")
    wait_until(lambda: "/feeds/" in deployed.said(), "the request was logged", said=deployed.said)
    assert "forged" not in deployed.said()


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_may_write_nothing_but_its_folder(unit: str) -> None:
    assert lines_of(unit, "ProtectSystem") == ["strict"]
    assert lines_of(unit, "ReadWritePaths") == ["/var/lib/newsroom"]
    assert lines_of(unit, "User") == ["newsroom"]
    assert lines_of(unit, "Restart") == ["always"]
