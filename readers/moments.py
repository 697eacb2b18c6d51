"""Times as readers see them: in the newsroom's zone, in the language of the interface."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from django.utils.timezone import localtime
from django.utils.translation import get_language

from foundation.dating import label

# Between day and time. English and others write a comma.
_BETWEEN = {"ko": " ", "ja": " ", "zh": " ", "ar": "، ", "fa": "، "}


@lru_cache(maxsize=4096)
def entry_label(edtf: str, status: str, language: str) -> str:
    """`foundation.dating.label`, remembered: a page repeats the dates of the edition before it."""
    return label(edtf, status, language=language)


def interface_language() -> str:
    """The code of the language the reader's address asks for, such as "ko"."""
    return get_language() or "en"


def day(at: datetime) -> str:
    """The day, without its time, as it stands on the clock the datetime carries: "Feb 19, 2026"."""
    return _day(at, interface_language())


def _day(at: datetime, language: str) -> str:
    return entry_label(at.date().isoformat(), "happened", language)


def moment(at: datetime) -> str:
    """Day and time in the newsroom's zone: "Feb 19, 2026, 14:05"."""
    local, language = localtime(at), interface_language()
    between = _BETWEEN.get(language.split("-")[0], ", ")
    return f"{_day(local, language)}{between}{local:%H:%M}"


def short_moment(at: datetime, *, now: datetime) -> str:
    """Only the time where it is still the same day in the newsroom ("14:05"), else day and time."""
    local = localtime(at)
    return f"{local:%H:%M}" if local.date() == localtime(now).date() else moment(at)


def article_moment(instant: str, *, precision: str) -> str:
    """When an article appeared: day and time, or only the day where no more is known.

    A day without a time is stored as its midnight in UTC, so no zone may move it.
    """
    at = read(instant)
    return day(at) if precision == "day" else moment(at)


def read(instant: str) -> datetime:
    """The instant of an edition's content ("2026-02-19T14:05:00Z") as an aware datetime in UTC."""
    return datetime.fromisoformat(instant)


def written(at: datetime) -> str:
    """The datetime as attributes and feeds take it: "2026-02-19T14:05:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def aware(at: datetime) -> datetime:
    """The datetime as a driver gave it, with its zone: SQLite's are in UTC and do not say so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
