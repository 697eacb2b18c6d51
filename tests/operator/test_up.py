"""`manage.py up`: it serves, heals itself, and ends without leaving anything."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.operator.running import Newsroom, kill, manage


def _replaced(newsroom: Newsroom, word: str, old: int) -> bool:
    return old not in newsroom.processes() and bool(newsroom.find(word))


def test_it_says_where_the_site_the_desk_and_the_api_are(newsroom):
    for place in ("/", "/admin/", "/api/v1/docs/"):
        assert f"http://localhost:{newsroom.port}{place}\n" in newsroom.said()


@pytest.mark.deep
def test_the_demo_played_in_another_terminal_gives_addresses_of_that_port(newsroom):
    newsroom.wait_for_page()
    # Without the demo's log-in it plays nothing; what it would print is asked for by itself.
    asked = "from newsroom.management.commands.demo import address; print(address())"
    assert manage(newsroom.var, "shell", "-v0", "-c", asked).stdout == f"http://localhost:{newsroom.port}\n"


def test_a_killed_worker_is_started_again(newsroom):
    newsroom.wait_until(lambda: bool(newsroom.find("celery")), "a worker ran")
    old = newsroom.find("celery")[0]
    kill(old, signal.SIGKILL)
    newsroom.wait_until(lambda: _replaced(newsroom, "celery", old), "another worker ran")
    assert "worker ended with -9; it is started again." in newsroom.said()


@pytest.mark.parametrize("which", [0, -1], ids=["the web server", "the process that it started"])
def test_a_killed_web_process_is_started_again_and_the_page_comes(newsroom, which):
    newsroom.wait_for_page()
    newsroom.wait_until(lambda: len(newsroom.find("granian")) > 1, "the web server and its process ran")
    old = newsroom.find("granian")[which]
    kill(old, signal.SIGKILL)
    newsroom.wait_until(lambda: _replaced(newsroom, "granian", old), "another web process ran")
    newsroom.wait_for_page()


@pytest.mark.deep
def test_a_taken_port_gives_one_clear_line(newsroom, prepared):
    refused = manage(prepared, "up", "--port", str(newsroom.port))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.strip() == (
        f"CommandError: Port {newsroom.port} on 127.0.0.1 cannot be used (Address already in use). "
        f"Use another: PORT={newsroom.port + 1} make run"
    )


@pytest.mark.parametrize(
    "port", ["80 80", *(pytest.param(port, marks=pytest.mark.deep) for port in ("0", "-1", "http", "65536", ""))]
)
def test_what_is_no_port_is_refused_in_one_line(prepared, port):
    refused = manage(prepared, "up", f"--port={port}")
    assert refused.returncode != 0
    assert f"{port!r} is not a port; write a number from 1 to 65535." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_ctrl_c_ends_every_process(own_newsroom):
    assert len(own_newsroom.processes()) >= 3
    kill(own_newsroom.process.pid, signal.SIGINT)
    assert own_newsroom.process.wait(timeout=60) == 0
    assert own_newsroom.processes() == {}
    assert "Traceback" not in own_newsroom.said()


def test_a_killed_supervisor_takes_its_children_along(own_newsroom):
    kill(own_newsroom.process.pid, signal.SIGKILL)
    own_newsroom.process.wait()
    own_newsroom.wait_until(lambda: own_newsroom.processes() == {}, "all processes had ended")


def test_the_secret_is_kept_from_others_and_stays_the_same(newsroom: Newsroom, prepared: Path):
    secret = newsroom.var / "secret-key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.read_text() == (prepared / "secret-key").read_text()
