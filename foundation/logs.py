"""What every line of the log says beside its message: which request, which story, which run.

A line is `time level logger: message [request=... run=...]`, or with LOG_FORMAT=json one JSON object.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

_context: ContextVar[Mapping[str, str]] = ContextVar("log_context", default=MappingProxyType({}))
_NAMES = ("request", "story", "run")
# Words in addresses that open something by themselves: links to versions, invitations, alerts, new passwords.
_OPENING = re.compile(r"(/admin/(?:shared|invitation|alerts|password/[^/\s]+)/)[^/\s?#\"']{16,}")


@contextmanager
def log_context(**names: str) -> Iterator[None]:
    """Add these names to every line that is logged inside, in this thread. Known names: request, story, run."""
    token = _context.set({**_context.get(), **names})
    try:
        yield
    finally:
        _context.reset(token)


def masked(text: str) -> str:
    """The text without words that open something by themselves: whoever reads a log shall not be able to use them."""
    return _OPENING.sub(r"\1...", text) if "/admin/" in text else text


class ContextFilter(logging.Filter):
    """Put the names of `log_context` on every record, and mask what opens something. Never drops one.

    Django itself logs the path of what it refuses: a form without its cookie, a method that a page does not have.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.context = dict(_context.get())
        message = record.getMessage()
        if (told := masked(message)) != message:
            record.msg, record.args = told, None
        return True


class LineFormatter(logging.Formatter):
    """One line for a person; what the context says stands at its end."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the name is Python's
        line = super().formatMessage(record)
        context = getattr(record, "context", {})
        told = " ".join(f"{name}={context[name]}" for name in _NAMES if name in context)
        return f"{line} [{told}]" if told else line


class JsonFormatter(BaseJsonFormatter):
    """One JSON object a line: time, level, logger, message, the context's names, and what the call gave as `extra`."""

    def __init__(self) -> None:
        super().__init__(
            "{asctime}{levelname}{name}{message}",
            style="{",
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )

    def add_fields(
        self, log_data: dict[str, object], record: logging.LogRecord, message_dict: dict[str, object]
    ) -> None:
        super().add_fields(log_data, record, message_dict)
        if not isinstance(log_data.get("request"), str):
            # Django gives its request itself, whose words hold what stands after the question mark.
            log_data.pop("request", None)
        context = log_data.pop("context", {})
        if isinstance(context, dict):
            log_data.update(context)
