"""How a language names times: forms as regular expressions, and what their words mean.

A form is matched only where one of its ``triggers`` stands, plain words that each match of it holds: so a text is
read once for all of them. Groups of a form by kind:

* ``day``      month or m, d; d2 (and month2) where it ends; y (and y2)
* ``month``    month or m; y, part, rel; month2 where it ends
* ``year``     y, part; ``decade``: decade (its first three digits)
* ``quarter``, ``half``, ``season``   q, h or s; y, rel
* ``weekday``  wd; rel, bound ("by", "until")
* anywhere ``ahead``, a word that makes it a plan ("ab", "bis"); ``yrel``, "last year" before a month; ``wrel``, "last
  week" before a weekday
* ``near``     word: days from the article's
* ``unit``     unit with rel; part
* ``ago``, ``ahead``  n, unit
* ``follow``   dir (and n, unit): from the date before it in the sentence
* ``bare``     d, rel: a day without its month
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

YEAR = r"(?:1[89]|20|21)\d\d"


@dataclass(frozen=True)
class Form:
    """One way of naming a time. ``is_sure`` false: what it names may be another day, so no entry rests on it."""

    kind: str
    pattern: str
    triggers: tuple[str, ...]
    is_sure: bool = True

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Its regular expression."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Speech:
    """The forms of a language and what the words in their groups mean.

    ``words`` has months (1 to 12), weekdays (Monday is 0), numbers, parts ("early" to "late"), directions (-1 last,
    0 this, 1 next), units ("day" to "decade"), seasons (21 to 24) and near days, each by its word in lower case.
    ``future`` and ``past`` are cues; ``order`` says which of them governs a time (``senses``).
    """

    forms: tuple[Form, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    parts: Mapping[str, str]
    directions: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, int]
    near: Mapping[str, int]
    future: re.Pattern[str]
    past: re.Pattern[str]
    order: Literal["nearest", "behind", "clause"] = "nearest"
    no_date: re.Pattern[str] | None = None  # what makes the form that ends there no date, matched from its beginning
    closing: re.Pattern[str] | None = None  # what closes the bracket of a verb about a time: "ist für Mai geplant"
    joint: re.Pattern[str] | None = None  # where a clause with another subject begins, whose tense says nothing here
    by_trigger: Mapping[str, tuple[Form, ...]] = field(init=False)
    trigger: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Gather which forms each trigger may begin, and the one expression that finds all triggers."""
        triggers = {word for form in self.forms for word in form.triggers}
        written = triggers | {word[:1].upper() + word[1:] for word in triggers}
        found = {
            word: tuple(form for form in self.forms if any(one in word or one in word.lower() for one in form.triggers))
            for word in written
        }
        words = sorted(found, key=lambda word: (-len(word), word))
        object.__setattr__(self, "by_trigger", found)
        object.__setattr__(self, "trigger", re.compile("|".join(map(re.escape, words))))


def numbered(listed: str, first: int = 1) -> dict[str, int]:
    """Number the words of a list, from ``first``; words joined by "|" mean the same. In lower case."""
    groups = enumerate(listed.split(), first)
    return {word.lower(): number for number, group in groups for word in group.split("|")}


def any_of(words: Mapping[str, object]) -> str:
    """An expression for any of these words, the longest first, with or without a capital."""
    each = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in each)


def titled(words: Mapping[str, object]) -> str:
    """An expression for any of these words, each with a capital."""
    return "|".join(re.escape(word.title()) for word in sorted(words, key=lambda word: (-len(word), word)))
