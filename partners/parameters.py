"""What a partner may ask of the list, read strictly: a wrong parameter is refused and named, never ignored."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict

from editions.models import Listing
from editions.places import Place
from foundation.errors import BadText
from foundation.text import clean_line
from partners import cursors
from partners.problems import Problem
from reference.models import Instrument

DEFAULT_LIMIT = 50
MAX_LIMIT = 100
MAX_CHARS = 200
FILTERS = ("topic", "instrument", "publisher", "language")
KNOWN = ("limit", "cursor", "updated_since", *FILTERS)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One page of one list: (kind, key) of Listing, at most `limit` stories, after a place, not older than a time."""

    kind: str = Listing.Kind.ALL
    key: str = ""
    limit: int = DEFAULT_LIMIT
    after: Place | None = None
    since: datetime | None = None


def read_list_query(given: QueryDict) -> ListQuery:
    """Return what the parameters ask for. Raises Problem naming every parameter that is wrong."""
    values, errors = _values(given)
    chosen = [name for name in FILTERS if name in values]
    if len(chosen) > 1:
        errors += [_error(name, f"One filter at a time: this has {' and '.join(chosen)}.") for name in chosen]
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name in _READERS:
            try:
                read[name] = _READERS[name](value)
            except ValueError as error:
                errors.append(_error(name, str(error)))
    if errors:
        raise Problem("bad-parameter", "; ".join(f"{e['parameter']}: {e['detail']}" for e in errors), errors=errors)
    kind, key = (chosen[0], read[chosen[0]]) if chosen else (Listing.Kind.ALL.value, "")
    after = cursors.read(values["cursor"], of=(kind, key)) if "cursor" in values else None
    return ListQuery(kind, key, read.get("limit", DEFAULT_LIMIT), after, read.get("updated_since"))


def _values(given: QueryDict) -> tuple[dict[str, str], list[dict[str, str]]]:
    values: dict[str, str] = {}
    errors: list[dict[str, str]] = []
    for name, found in given.lists():
        if name not in KNOWN:
            errors.append(_error(_shown(name), f"There is no such parameter. Known are {', '.join(KNOWN)}."))
        elif len(found) > 1:
            errors.append(_error(name, "Give it once."))
        else:
            try:
                values[name] = clean_line(found[0], name="The value", max_chars=MAX_CHARS, required=True)
            except BadText as error:
                errors.append(_error(name, str(error)))
    return values, errors[:10]


def _error(parameter: str, detail: str) -> dict[str, str]:
    return {"parameter": parameter, "detail": detail}


def _shown(name: str) -> str:
    """Return what may be repeated of a name somebody made up."""
    return re.sub(r"[^\w.\[\]-]", "?", name)[:40]


def _limit(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", value) or not 1 <= int(value) <= MAX_LIMIT:
        raise ValueError(f"Write a whole number from 1 to {MAX_LIMIT}.")
    return int(value)


def _uid(value: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
        raise ValueError("Write a uid, like 1f0c6e0a-7d5e-4c1b-9a44-0f6f2b6c8d11.")
    return str(uuid.UUID(value))


def _instrument(value: str) -> str:
    """Return the uid of an instrument given by uid or as MIC:SYMBOL; of one we do not know, what no list has."""
    if ":" not in value:
        try:
            return _uid(value)
        except ValueError as error:
            raise ValueError("Write MIC:SYMBOL, like XNYS:LMT, or the instrument's uid.") from error
    mic, _, symbol = value.partition(":")
    if not re.fullmatch(r"[A-Za-z0-9]{4}", mic) or not 0 < len(symbol) <= 20:
        raise ValueError("Write MIC:SYMBOL, like XNYS:LMT, or the instrument's uid.")
    uid = Instrument.objects.filter(mic=mic.upper(), symbol=symbol.upper()).values_list("uid", flat=True).first()
    return str(uid) if uid else value


def _moment(value: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", value, re.ASCII):
        raise ValueError("Write a time like 2026-02-19T14:05:00Z.")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("There is no such time. Write it like 2026-02-19T14:05:00Z.") from error


def _as_written(value: str) -> str:
    if len(value) > 100:
        raise ValueError("At most 100 characters.")
    return value


_READERS: dict[str, Callable[[str], Any]] = {
    "limit": _limit,
    "updated_since": _moment,
    "topic": _as_written,
    "language": _as_written,
    "publisher": _uid,
    "instrument": _instrument,
}
