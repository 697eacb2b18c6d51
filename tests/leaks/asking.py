"""Asking the doors as an outsider does, and everything an outsider, or a stopwatch, can tell of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.db import connection
from django.test import Client

from partners import press
from reference import exchanges, site

# Headers that are another at every request: `never_cache` writes the present second here.
PASSING = {"Expires"}
_STRANGER = Client(enforce_csrf_checks=True)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `path` may have a query; headers are (name, value) pairs."""

    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = " ".join(f"{name}={value[:40]}" for name, value in self.headers)
        return f"{self.method} {unquote(self.path)} {told}".rstrip()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the database is given it: without its values, their number, and how many rows it found."""

    sql: str
    values: int
    rows: int


@dataclass(slots=True)
class Answer:
    """All of an answer, but for the headers of PASSING."""

    status: int
    headers: dict[str, str]
    body: bytes
    statements: list[Statement] = field(default_factory=list)

    def with_path_as(self, path: str, other: str) -> Answer:
        """The same answer where it repeats the path that was asked for, as it would repeat the other."""
        old, new = path.partition("?")[0], other.partition("?")[0]
        headers = {name: value.replace(old, new) for name, value in self.headers.items()}
        return Answer(self.status, headers, self.body.replace(old.encode(), new.encode()), self.statements)


def answers(asks: Iterable[Ask]) -> dict[Ask, Answer]:
    """Ask each, with nothing kept in this process from before, and nothing read now and then between two of them."""
    forget_what_was_rendered()
    # As tests/conftest.py does for each test: a fixture of a whole module comes before it.
    site._held = float("inf"), site.Shown()
    exchanges._held = float("inf"), exchanges.KNOWN
    return {ask: answer(ask) for ask in asks}


def answer(ask: Ask) -> Answer:
    """Ask as a stranger without cookies, and note every statement that the answer took."""
    statements: list[Statement] = []
    with _noted(statements):
        response = _STRANGER.generic(ask.method, ask.path, headers=dict(ask.headers))
        body = response.getvalue()
    _STRANGER.cookies.clear()
    headers = {name: value for name, value in response.headers.items() if name not in PASSING}
    return Answer(response.status_code, headers, body, statements)


def forget_what_was_rendered() -> None:
    """Empty the partners' press."""
    for one in (press.DOCUMENTS, press.LINES):
        one.clear()


@contextmanager
def _noted(into: list[Statement]) -> Iterator[None]:
    asking_again = False

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asking_again
        if asking_again:
            return execute(sql, params, many, context)
        rows = 0
        if sql.lstrip().startswith("SELECT"):
            asking_again = True
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                rows = len(cursor.fetchall())
            asking_again = False
        into.append(Statement(sql, len(params or ()), rows))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
