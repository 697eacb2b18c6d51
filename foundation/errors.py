"""Refusals: what a verb raises when it will not do a thing, each with a sentence an editor can read.

Every door translates them once: admin to a message, a page to a form error, the API to a problem
document, a task to a line in the log. Bugs are not refusals and are never caught.
"""

from __future__ import annotations


class NewsroomError(Exception):
    """A refusal. str(error) says what is wrong and what to do."""


class BadText(NewsroomError):
    """The text holds what no stored text may hold, or is too long, or is empty."""


class NotAllowed(NewsroomError):
    """This person's role does not include the act."""


class StaleSave(NewsroomError):
    """Somebody else changed the thing meanwhile; `current` is what stands now, by field."""

    def __init__(self, message: str, *, current: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.current = current or {}


class TryLater(NewsroomError):
    """A passing fault that a task may try again."""
