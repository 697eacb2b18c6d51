"""How much a rewording weighs: another figure, name or negation is major, other words minor, typography cosmetic.

So is the day of a report that comes behind a sentence when the story has moved on ("[reported Feb 6]").
"""

from __future__ import annotations

from collections import Counter

from stories.summarising.figures import figures
from stories.summarising.folding import squash
from stories.summarising.stamping import without_stamp
from stories.summarising.wording import has_case, hedges, name_tokens, names, negations, tokens


def weight_of_rewording(before: str, after: str) -> str:
    """Return major, minor or cosmetic: what it means for a reader that these words stand in place of those."""
    was, now = squash(without_stamp(before)), squash(without_stamp(after))
    if tokens(was) == tokens(now) and _names(was) == _names(now):
        return "cosmetic"
    if _facts(was) != _facts(now):
        return "major"
    return "minor"


def _facts(text: str) -> tuple[Counter[tuple[str, str, str]], frozenset[str], int, frozenset[str]]:
    """What a rewording may not move without weight: figures by value and unit, names, negations and hedges."""
    told = Counter((figure.kind, str(figure.unit), str(figure.value.normalize())) for figure in figures(text))
    return told, _names(text), negations(text), hedges(text)


def _names(text: str) -> frozenset[str]:
    return name_tokens(names(text)) if has_case(text) else frozenset()
