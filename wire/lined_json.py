"""JSON read strictly, so that whatever is wrong in it can be told with its line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Far more digits than any number of a story file has, and few enough for Python to read.
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Fault:
    """Stands where a value stood that is no good JSON, until its place is known and it is told."""

    reason: str


def read_json(text: str) -> Any:
    """Return what the JSON says, with a Fault for a name that stands twice and a number that is no whole number.

    Raises json.JSONDecodeError, and RecursionError where it is nested too deeply.
    """
    return _decoder().decode(text)


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line (from 1) on which the value at the path begins; the deepest place that exists."""
    decoder, at = _decoder(), _skip(text, 0)
    for step in path:
        inner = _find(text, at, step, decoder)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole_number
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        found[name] = Fault("This name stands twice in the same object.") if name in found else value
    return found


def _no_number(written: str) -> Fault:
    return Fault(f"{written[:40]} is no whole number.")


def _whole_number(written: str) -> int | Fault:
    return int(written) if len(written) <= _MOST_DIGITS else Fault(f"{written[:40]}... is too large a number.")


def _find(text: str, at: int, step: str | int, decoder: json.JSONDecoder) -> int | None:
    """Where the item or member begins, inside the array or object that begins at `at`. None in anything else."""
    if text[at] not in "[{":
        return None
    is_object, index = text[at] == "{", 0
    at = _skip(text, at + 1)
    while at < len(text) and text[at] not in "]}":
        name: str | int = index
        if is_object:
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
