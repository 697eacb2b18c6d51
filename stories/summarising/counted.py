"""Whether two figures count the same thing: the unit alone is not enough, for gusts and the storm both have km/h."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stories.summarising.figures import A_DIGIT, A_SPELLED, Figure
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vocabulary import STOP_WORDS, words
from stories.summarising.wording import stem

NEAR_CHARACTERS = 48
WORD = re.compile(r"[^\W\d_]{3,}")
BORDER = re.compile(r"[;:.()—–]|, | and | but | while | with | against | instead of | of which ")
PERSONS = words(
    "people person resident victim man woman patient worker passenger civilian child other dead soul death fatality "
    "casualty injury toll"
)
NO_THING = words(
    "ألف مليون مليار آلاف millones millone mil millionen milliarden tausend millions milliards mille milioni"
)
FATES = {
    "dead": words(
        "dead died dies die killed kills kill killing killings deaths death fatalities toll lost drowned perished"
    ),
    "hurt": words("injured injuries injuring hurt wounded wounding treated casualties hospitalised hospitalized"),
    "missing": words("missing unaccounted disappeared"),
    "moved": words("evacuated evacuees displaced homeless fled sheltered shelters"),
    "saved": words("rescued saved freed pulled"),
    "held": words("arrested arrests detained charged"),
    "sick": words("infected infections cases positive sick ill"),
    "destroyed": words("destroyed destroys burned burnt gutted levelled razed ruined"),
}
_FATE = {word: fate for fate, listed in FATES.items() for word in listed}
PERSON_STEMS = frozenset(stem(word, "en") for word in PERSONS)


def fates(read: Iterable[str]) -> frozenset[str]:
    """What befell somebody by these words in lower case: dead, hurt, missing ..."""
    return frozenset(_FATE[word] for word in read if word in _FATE)


_GENERIC = PERSON_STEMS | STOP_WORDS | _FATE.keys() | {""}
AREAS = frozenset({"acre", "hectare"})
APPROXIMATE = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|over|more than|at least|as many as|up to|fewer than|"
    r"less than|an estimated|not)\s*$",
    re.IGNORECASE,
)


FOLLOWING = re.compile(r" ([^\W\d_]{3,})")
PART = re.compile(r"\b(?:third|half|quarter|part|share|percent|%|most|many|one|some) of (?:the |its |their |an? )*$")
OF_A_YEAR = re.compile(r"^[^,.;]{0,24}\bin (?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of a sentence with what it counts: the noun's stem, words near it, and what befell whom it counts."""

    figure: Figure
    noun: str
    near: frozenset[str]
    fates: frozenset[str]
    head: str
    is_approximate: bool

    @property
    def key(self) -> str:
        """What two figures must share to be compared at all."""
        is_people = self.noun in PERSON_STEMS or bool(self.fates - {"destroyed"})
        return self.figure.unit or ("people" if is_people else self.noun)


@lru_cache(maxsize=16384)
def counted(sentence: PreparedSentence, language: str) -> tuple[Counted, ...]:
    """The quantities of a sentence that say what they count; "one" and bare numbers are left out."""
    found: list[Counted] = []
    if not (A_DIGIT.search(sentence.folded) or A_SPELLED.search(sentence.folded.lower())):
        return ()
    for figure in sentence.figures:
        if figure.kind != "quantity" or figure.is_loose or PART.search(sentence.text[: figure.start]):
            continue
        if OF_A_YEAR.search(sentence.text[figure.end : figure.end + 40]):
            continue  # a year's own figure is never replaced by another time's
        around = _around(sentence.text, figure)
        befell = fates(around)
        if not figure.unit and (not figure.noun or figure.noun in NO_THING) and not befell:
            continue
        names = frozenset(word for name in sentence.names for word in name.lower().split())
        noun = stem(_noun_of(figure, sentence.text), language)
        near = frozenset(stem(word, language) for word in around if word not in STOP_WORDS and word not in names)
        approximate = APPROXIMATE.search(sentence.text[: figure.start]) is not None
        head = noun or _following(sentence.text[figure.end :], language)
        found.append(Counted(figure, noun, near - {noun}, befell, head, approximate))
    return tuple(found)


def _noun_of(figure: Figure, text: str) -> str:
    """The counted noun, also behind what befell it: "197 destroyed homes"; "" where a unit stands instead."""
    if figure.noun not in _FATE:
        return figure.noun
    found = re.match(r" [^\W\d_]+ ([^\W\d_]{3,})", text[figure.end :])
    following = found.group(1).lower() if found else ""
    return figure.noun if following in STOP_WORDS else following.removesuffix("s")


def _following(rest: str, language: str) -> str:
    """The stem of the word right behind a figure, unless it is a stop word."""
    word = FOLLOWING.match(rest)
    return "" if word is None or word.group(1).lower() in STOP_WORDS else stem(word.group(1).lower(), language)


def _around(text: str, figure: Figure) -> list[str]:
    """Lower-case words about a figure, no further than its clause."""
    before = BORDER.split(text[max(0, figure.start - NEAR_CHARACTERS) : figure.start])[-1]
    after = BORDER.split(text[figure.end : figure.end + NEAR_CHARACTERS])[0]
    whole = f"{before} {after if text[figure.end : figure.end + 1] not in ',;' else ''}"
    return [word.lower() for word in WORD.findall(whole)]


def count_the_same(one: Counted, other: Counted) -> bool:
    """Whether both count one thing: unit, noun and what is said of it agree."""
    if one.key != other.key or one.figure.kind != other.figure.kind:
        return False
    if one.fates or other.fates:
        return bool(one.fates & other.fates) and not _another_noun(one, other)
    if _another_noun(one, other):
        return False
    is_bare_area = one.key in AREAS and not (one.near and other.near)
    return is_bare_area or bool(one.near & other.near)


def count_others(one: Counted, other: Counted) -> bool:
    """Whether the two surely count different things: twelve killed and twelve injured."""
    if one.fates and other.fates:
        return not one.fates & other.fates
    return _another_noun(one, other) and not one.near & other.near


def _another_noun(one: Counted, other: Counted) -> bool:
    """Whether they name different things; "31 are missing" and "26 deaths" both speak of persons."""
    return one.noun != other.noun and one.noun not in _GENERIC and other.noun not in _GENERIC


def compatible(one: Counted, other: Counted) -> bool:
    """Whether the values do not contradict: equal, or one of them rough and near the other."""
    left, right = one.figure.value, other.figure.value
    if left == right:
        return True
    return (one.is_approximate or other.is_approximate) and abs(left - right) <= max(abs(left), abs(right)) / 8
