"""A form typed on an older page, laid on what stands now: what only others changed is theirs, the rest as typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from desk.differences import Piece, pieces
from stories.meanwhile import MANY, print_of
from stories.models import Story


def lay(
    typed: QueryDict, stands: Mapping[str, Any], saw: Mapping[str, str] | None
) -> tuple[QueryDict, list[tuple[str, list[Piece]]]]:
    """Return the form as it shall come back, and the fields that both changed with the two versions as one difference.

    `stands` are the values by field, rows as lists; `saw` is what the page showed on which the form was typed
    (meanwhile.shown). Without it nobody knows what the person changed: each field that differs
    counts as changed by both.
    """
    laid, both = typed.copy(), []
    for name, value in stands.items():
        if name in MANY:
            laid.setlist(name, _ticked(typed.getlist(name), value, saw.get(name) if saw else None))
            continue
        mine = _stored(name, typed)
        is_mine = saw is None or saw.get(name) != print_of(mine)
        if not is_mine:
            _put(laid, name, value)
        elif mine != value and (saw is None or saw.get(name) != print_of(value)):
            both.append((name, pieces(_words(name, value), _words(name, mine))))
    return laid, both


def _stored(name: str, typed: QueryDict) -> Any:
    """What was typed, in the form in which it would be stored."""
    if name == "is_sensitive":
        return name in typed
    return unicodedata.normalize("NFC", typed.get(name, "").replace("\r\n", "\n")).strip()


def _put(laid: QueryDict, name: str, value: Any) -> None:
    if value is False:
        laid.pop(name, None)
    else:
        laid[name] = "on" if value is True else str(value)


def _ticked(typed: Sequence[str], standing: Sequence[Any], saw: str | None) -> list[str]:
    """The boxes that are ticked: what the person put on and took off, on what stands."""
    here = [str(row.pk) for row in standing]
    seen = here if saw is None else saw.split(",")
    kept = [pk for pk in here if pk in typed or pk not in seen]
    return [*kept, *(pk for pk in typed if pk not in here and pk not in seen)]


def _words(name: str, value: Any) -> str:
    if name == "summary_policy":
        return str(dict(Story.SummaryPolicy.choices).get(value, value))
    return str(value) if not isinstance(value, bool) else ("yes" if value else "no")
