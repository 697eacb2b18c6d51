"""The allowed deletions, found in a sentence or planted in its article: the summary tells the shorter form.

No operations are passed: what is measured is whether the check knows these deletions by itself (``recorded`` has them
with operations).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.corpus import Case, Mutant
from benchmarks.mutations.finding import names

CONNECTIVES = (
    "Meanwhile", "However", "In addition", "Moreover", "Separately", "Also", "Furthermore", "Additionally",
    "Earlier", "Nevertheless",
)  # fmt: skip
PARENTHESES = ("(pictured)", "(see map)", "(left)", "(photo below)", "(in blue)")
DATELINES = (
    "PORT ESSEN - ",
    "MARLOW (Coastal Wire) - ",
    "ORRIN, May 8 (Coastal Wire) — ",
    "CALVERA — ",
    "East Haven – ",
)
CLAUSES = (
    ", long a familiar name in the region,", ", which lies on the coast,", ", who grew up by the river,",
    ", a father of twins,", ", known for its quiet streets,", ", who took over from her uncle,",
    ", itself a family business,",
)  # fmt: skip
LEADING = re.compile(
    r"^(Meanwhile|However|But|And|In addition|Moreover|Separately|Also|Furthermore|Still|Yet|Nevertheless),? (\w)"
)
UNSAFE = re.compile(
    r"\d|n['’]t|\b(?:said|says|told|according|claim\w*|report\w*|announced|argued|warned|not|no|never|may|might|could|"
    r"alleged\w*|likely|about|nearly|least|if|unless|without|only|and|or|but|half|hundred\w*|dozen\w*|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|twenty|until|since|reject\w*|den\w+|refus\w*|will|would|\w+day)\b"
)
NON_RESTRICTIVE = re.compile(r", (?:which|who|where|whose) [^,.;\"“”()]{5,80},(?= \w)")


def connective(case: Case, chance: Random) -> Iterator[Mutant]:
    """A leading connective goes; the next letter becomes a capital, or stays as it was."""
    match = LEADING.match(case.sentence)
    if match:
        yield case.mutant(match.group(2).upper() + case.sentence[match.end() :])
    if not match and case.sentence[0].isalpha() and chance.random() < 0.2:
        first = case.sentence.split()[0]
        lower = (
            case.sentence
            if first not in ("The", "A", "An", "About", "In", "On", "At")
            else case.sentence[0].lower() + case.sentence[1:]
        )
        source = f"{chance.choice(CONNECTIVES)}, {lower}"
        yield case.in_article(source, case.sentence if chance.random() < 0.8 else lower)


def parenthesis(case: Case, chance: Random) -> Iterator[Mutant]:
    """What stands in parentheses goes, if it is neither figure, hedge, negation nor speech."""
    for match in re.finditer(r" \([^()]+\)", case.sentence):
        if not UNSAFE.search(match.group()):
            yield case.mutant(case.sentence[: match.start()] + case.sentence[match.end() :])
    for match in names(case.sentence)[:1]:
        is_whole = not re.match(r"['’-]|\w", case.sentence[match.end() :])
        if chance.random() < 0.2 and is_whole and not re.search(r"[\"“”]", case.sentence):
            planted = f"{match.group()} {chance.choice(PARENTHESES)}"
            yield case.in_article(
                case.sentence[: match.start()] + planted + case.sentence[match.end() :], case.sentence
            )


def dateline(case: Case, chance: Random) -> Iterator[Mutant]:
    """The dateline before the first words goes."""
    match = re.match(r"[A-Z]{3,}[A-Z .,]*(?:\([^)]*\))? ?[-–—] (?=[A-Z])", case.sentence)
    if match:
        yield case.mutant(case.sentence[match.end() :])
    elif case.sentence[0].isalpha() and not re.match(r"[A-Z]{3}|Today\b", case.sentence) and chance.random() < 0.2:
        yield case.in_article(chance.choice(DATELINES) + case.sentence, case.sentence)


def clause(case: Case, chance: Random) -> Iterator[Mutant]:
    """A clause between commas that narrows nothing goes."""
    for match in NON_RESTRICTIVE.finditer(case.sentence):
        if not UNSAFE.search(match.group()):
            yield case.mutant(case.sentence[: match.start()] + case.sentence[match.end() :])
    for match in names(case.sentence)[:1]:
        follows = re.match(
            r" (?:was|is|were|has|had|said|will|fined|closed|opened|rose|fell|[a-z]{3,}ed)\b",
            case.sentence[match.end() :],
        )
        if follows and chance.random() < 0.5:
            planted = match.group() + chance.choice(CLAUSES)
            yield case.in_article(
                case.sentence[: match.start()] + planted + case.sentence[match.end() :], case.sentence
            )
