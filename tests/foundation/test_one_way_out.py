"""No module but foundation's way out opens a connection to the web."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ["newsroom", "desk", "readers", "partners", "wire", "stories", "editions", "media", "reference", "foundation"]
CONNECTING = {
    *("requests", "urllib3", "httpx", "aiohttp", "pycurl", "http.client", "urllib.request", "ftplib", "smtplib"),
    *(
        "socket",
        "ssl",
        "telnetlib",
        "websockets",
        "trafilatura.downloads",
        "telnetlib3",
        "asyncio",
        "imaplib",
        "poplib",
    ),
}
# Who may name one, and what for.
ALLOWED = {
    "foundation/outbound.py": {"http.client", "ssl"},
    "foundation/dialling.py": {"socket", "ssl"},
    "stories/llm_accounts.py": {"socket", "ssl"},  # names of faults: which calls never reached the provider
    "desk/letters.py": {"smtplib"},  # names of faults of the operator's own mail server
    "newsroom/clock.py": {"socket"},  # the machine's own name
    "newsroom/management/commands/up.py": {"socket"},  # whether its port is free
}


def imported(source: str) -> set[str]:
    """Modules that a source imports, also within functions; `from a import b` gives a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
            "__import__",
            "import_module",
            "fetch_url",
            "fetch_response",
        }:
            found |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)} | {f"{ast.unparse(node.func)}()"}
    return found


def connecting(source: str) -> set[str]:
    names = imported(source)
    return {
        *(module for module in CONNECTING if any(n == module or n.startswith(f"{module}.") for n in names)),
        *(n for n in names if n.endswith(("fetch_url()", "fetch_response()"))),
    }


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_way_out_opens_connections(room):
    found = {}
    for path in sorted((ROOT / room).rglob("*.py")):
        named = connecting(path.read_text(encoding="utf-8"))
        if named:
            found[path.relative_to(ROOT).as_posix()] = named
    assert {path: named for path, named in found.items() if named - ALLOWED.get(path, set())} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import requests",
        "def f():\n    from urllib.request import urlopen",
        "from urllib import request",
        "import http.client as c",
        "import importlib\nimportlib.import_module('httpx')",
        "from trafilatura import fetch_url\nfetch_url('http://x')",
    ],
)
def test_the_search_finds_what_it_looks_for(source):
    assert connecting(source)
