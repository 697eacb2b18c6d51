"""Edits that come with a recorded operation, right and forged.

The two shapes are those that the engine's own drafts show: a day put in a bracket, and words cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.mutations.corpus import Case, Mutant
from benchmarks.mutations.deceiving import clause, lead, parenthesis
from benchmarks.mutations.naming import right_day, told_day, wrong_day
from benchmarks.mutations.speech import unattributed
from benchmarks.mutations.trims import connective, dateline

KINDS = ("leading_connective", "dateline", "parenthesis", "parenthetical", "clause", "non_restrictive_clause")


def right_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """A weekday of the past with its day in a bracket behind it, recorded."""
    for end, day in right_day(case):
        yield _bracketed(case, end, told_day(day)[0])


def wrong_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """A weekday with another day in a bracket behind it, recorded as if it were right."""
    for end, day in wrong_day(case, chance):
        yield _bracketed(case, end, told_day(day)[0])


def _bracketed(case: Case, end: int, bracket: str) -> Mutant:
    told = f"{case.sentence[:end]} {bracket}{case.sentence[end:]}"
    operation: dict[str, object] = {"op": "resolve_date", "at": end + 1, "inserted": bracket}
    return replace(case.mutant(told), operations=(operation,))


def right_cut(case: Case, chance: Random) -> Iterator[Mutant]:
    """A leading connective or a dateline cut, recorded."""
    for kind, mutants in (("leading_connective", connective), ("dateline", dateline)):
        for mutant in mutants(case, chance):
            at, removed = _difference(mutant)
            if at == 0 and removed:
                raised = not mutant.original[len(removed) :].startswith(mutant.text[0])
                operation = {"op": "cut", "at": 0, "removed": removed, "kind": kind, "raised": raised}
                yield replace(mutant, operations=(operation,))


def wrong_cut(case: Case, chance: Random) -> Iterator[Mutant]:
    """An attribution, doubt, denial or condition cut, recorded as if it were one of the allowed kinds."""
    for make in (clause, parenthesis, unattributed, lead):
        for mutant in make(case, chance):
            at, removed = _difference(mutant)
            if removed:
                raised = at == 0 and not mutant.original[len(removed) :].startswith(mutant.text[0])
                operation = {"op": "cut", "at": at, "removed": removed, "kind": chance.choice(KINDS), "raised": raised}
                yield replace(mutant, operations=(operation,))


def _difference(mutant: Mutant) -> tuple[int, str]:
    """Where the original has one run of characters more, and which; ("" if that is not all that differs)."""
    longer, text = mutant.original, mutant.text
    size = len(longer) - len(text)
    at = next((n for n, (one, other) in enumerate(zip(longer, text, strict=False)) if one != other), len(text))
    if size > 0 and longer[:at] + longer[at + size :] == text:
        return at, longer[at : at + size]
    if size > 0 and re.match(r"[A-Z]", text) and longer[size + 1 :] == text[1:] and longer[size].upper() == text[0]:
        return 0, longer[:size]
    return at, ""
