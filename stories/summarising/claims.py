"""What a sentence claims, taken apart for comparison: what must be said again, what is denied, what lies ahead.

Word lists here are English; in other languages a sentence has content words and figures alone, and the
shared words must then carry more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from stories.summarising.persons import person
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vocabulary import NEGATING_PARTS, NEGATORS, SPEECH, words
from stories.summarising.wording import primary_language, stems, tokens

AHEAD, BEHIND = 6, 2
CLAUSE = re.compile(r"[,;:—–()]| and | but | while | after | before | because ")
CREDIT = re.compile(
    rf"(?:, according to [^,]+|, [^,]{{3,90}}? (?:{SPEECH}|reported|have found|has found|estimates?|confirmed)"
    rf"(?: [^,]{{1,60}})?"
    rf"|, (?:{SPEECH}) [^,]{{3,90}})[.]?$"
)
DATELINE = re.compile(
    r"^[A-Z][A-Z .'-]{2,30}[^\"]{0,40}?(?:\([^()]{2,30}\)) ?(?:--|[-–—]) |^[A-Z][A-Z .'-]{2,30} (?:--|[-–—]) "
    r"|^[A-Z][A-Z .'-]{2,30}, [A-Z][^\"()]{2,40}? (?:--|[-–—]) "
    r"|^[^\W\d_][^.,:\"()]{1,40} \([^()]{2,12}\) ?(?:--|[-–—]) "
)
PLANNED = words(
    "scheduled slated due planned plans expected set hopes wants intends proposed proposes likely considering"
)
DENYING = words(
    "denied denies deny denying refused refuses rejected rejects failed fails declined declines unable cancelled "
    "canceled postponed withdrew withdrawn dropped overturned averted avoided prevented halted"
)
NEGATING = NEGATORS | DENYING
DEMANDING = words(
    "wants wanted demands demanded demanding asks asking asked seeks seeking sought urges urged calls called"
)
RANKS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth only record largest smallest biggest highest "
    "lowest worst best oldest youngest strongest longest fastest deadliest heaviest half twice double"
)
OF_AN_AGE = frozenset(stems("year years old aged age", "en"))
OPPOSITES = (
    "rose fell|rise fall|rises falls|risen fallen|increased decreased|up down|opened closed|opens closes|"
    "reopened closed|won lost|"
    "wins loses|approved rejected|passed failed|arrested released|raised lowered|raises lowers|gained lost|more fewer|"
    "higher lower|highest lowest|largest smallest|started ended|began ended|joined left|bought sold|before after|"
    "injured killed|hurt killed|injured dead|wounded killed|injuries deaths|east west|eastern western|north south|"
    "northern southern|convicted acquitted|guilty innocent|upheld overturned|accepted refused|for against|"
    "supported opposed|supports opposes|imports exports|men women|boys girls|alive dead|import export|guilty acquitted"
)
_OPPOSITE: dict[str, frozenset[str]] = {}
for _pair in OPPOSITES.split("|"):
    _one, _two = _pair.split()
    _OPPOSITE[_one] = _OPPOSITE.get(_one, frozenset()) | {_two}
    _OPPOSITE[_two] = _OPPOSITE.get(_two, frozenset()) | {_one}


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence taken apart. Stems all: ``plain`` what is said without names and without who says it, ``names``
    whom and what it names there, ``negated`` and ``planned`` what stands near a word that denies or puts ahead."""

    plain: frozenset[str]
    names: frozenset[str]
    negated: frozenset[str]
    planned: frozenset[str]
    is_negative: bool
    ranks: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=16384)
def claim_of(sentence: PreparedSentence, language: str) -> Claim:
    """Take a sentence apart."""
    is_english = primary_language(language) == "en"
    credit = CREDIT.search(sentence.folded) if is_english else None
    body = sentence.folded[: credit.start()] if credit and credit.start() > 0 else sentence.folded
    body = body[dateline_end(body) :]
    named = [person(name).replace("_", " ") for name in sentence.names if name in body]
    names = frozenset(stems(" ".join(named), language))
    all_names = names | frozenset(stems(" ".join(sentence.names), language))
    plain = frozenset(stems(body, language)) - all_names
    if is_english and any(figure.kind == "age" for figure in sentence.figures):
        plain -= OF_AN_AGE  # "Ana Ruiz, 19" is 19 years old
    read = frozenset(tokens(sentence.folded))
    negated = _near(sentence.folded, read, NEGATING if is_english else NEGATORS, language)
    negative = bool(negated) or any(part in sentence.folded for part in NEGATING_PARTS)
    return Claim(
        plain,
        names,
        negated,
        _near(sentence.folded, read, PLANNED, language) if is_english else frozenset(),
        negative,
        RANKS & read,
        read,
    )


def dateline_end(folded: str) -> int:
    """Where the report begins behind "OSLO, March 3 (Agency) - "; 0 without a dateline."""
    found = DATELINE.match(folded)
    return found.end() if found else 0


def _near(folded: str, read: frozenset[str], cues: frozenset[str], language: str) -> frozenset[str]:
    """Stems in the same clause as a cue, a few words before and after it. ``read`` are all its words."""
    found: set[str] = set()
    if cues.isdisjoint(read) and "n't" not in folded.lower():
        return frozenset()
    for clause in CLAUSE.split(folded):
        in_order = tokens(clause)
        for at, token in enumerate(in_order):
            if token in cues or (cues >= NEGATORS and token.endswith("n't")):
                near = in_order[max(0, at - BEHIND) : at] + in_order[at + 1 : at + 1 + AHEAD]
                found.update(stems(" ".join(near), language))
    return frozenset(found)


def agrees(one: Claim, other: Claim) -> bool:
    """Whether the two deny, foresee, demand and rank the same things, and say no opposites of what they share."""
    if DEMANDING & other.words and not DEMANDING & one.words:
        return False
    if one.is_negative != other.is_negative and (one.is_negative or other.negated & (one.plain | one.names)):
        return False
    denied = one.negated & (other.plain | other.names), other.negated & (one.plain | one.names)
    if any(denied) and not one.negated & other.negated:
        return False
    if (other.planned & one.plain) - one.planned or not one.ranks <= other.ranks:
        return False
    own, theirs = one.words - other.words, other.words - one.words
    return not any(_OPPOSITE[word] & theirs for word in own & _OPPOSITE.keys())


def trades_places(one: PreparedSentence, other: PreparedSentence, language: str) -> bool:
    """Whether two names stand about a shared word the other way round: "A beat B" and "B beat A"."""
    if primary_language(language) != "en" or len(one.names) < 2:
        return False
    first, second = one.folded, other.folded
    for left, right in zip(one.names, one.names[1:], strict=False):
        if left == right or min(second.find(left), second.find(right)) < 0 or second.find(left) < second.find(right):
            continue
        between = first[first.find(left) + len(left) : first.find(right, first.find(left) + len(left))]
        turned = second[second.find(right) + len(right) : second.find(left, second.find(right))]
        shared = frozenset(stems(between, language)) & frozenset(stems(turned, language))
        if shared and " by " not in between + turned and " from " not in between + turned:
            return True
    return False
