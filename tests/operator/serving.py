"""The newsroom's web server alone, on a port of its own, and a browser's part of talking to it."""

from __future__ import annotations

import contextlib
import http.cookiejar
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.operator.running import ROOT, wait_until
from tests.servers.starting import free_port


class Site:
    """A newsroom's pages over HTTP, with a browser's cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str, data: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and bytes of a page; with data it is a form that is sent."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        try:
            with self.opener.open(self.address + urllib.parse.quote(path), body, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def log_in(self, username: str, password: str) -> str:
        """Log in at the desk and return the page that comes."""
        form = self.get("/admin/login/")[1].decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
        sent = {"username": username, "password": password, "next": "/admin/", "csrfmiddlewaretoken": token}
        return self.get("/admin/login/", sent)[1].decode()

    def answers(self) -> bool:
        """Whether the front page comes."""
        try:
            return self.get("/")[0] == 200
        except OSError:
            return False


@contextlib.contextmanager
def served(env: Mapping[str, str], log: Path) -> Iterator[Site]:
    """The newsroom's WSGI application behind its web server; what it writes goes to `log`."""
    port = free_port()
    site = Site(f"http://localhost:{port}")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]
    command += ["--port", str(port), "--workers", "1", "--no-ws"]
    with log.open("wb") as into:
        web = subprocess.Popen(
            command, cwd=ROOT, env={"PUBLIC_URL": site.address, **env}, stdout=into, stderr=into, start_new_session=True
        )
    try:
        wait_until(site.answers, "the front page came", said=lambda: log.read_text(errors="replace"))
        yield site
    finally:
        web.terminate()
        web.wait(30)
