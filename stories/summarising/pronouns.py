"""English pronouns whose owner is not named before them in the sentence.

Whether an owner is a man or a woman is not known, so any person named before will do. In other languages
only openings are judged (``leaning_words``): a pronoun inside a sentence is let pass.
"""

from __future__ import annotations

import re

from stories.summarising.persons import NUMERALS, Named, full_name, person
from stories.summarising.wording import outside_quotes

OBJECT_IT = re.compile(r"\b[a-z]+ (?:it|them)(?=[.,;]| (?:in|on|at|with|from|and|for|too|when|after|before)\b)")
SAME_SUBJECT = re.compile(
    r"^An? [^,;]{3,80} and (?:(?:may|might|will|can|could|would|should|must|then) )*[a-z]+ (?:it|them)$"
)
BY_IT = re.compile(r"\b(?:by|from|to|about|of|with|for) it(?=[.,;]| (?:since|when|because|after|before|and)\b)")
DETERMINED = re.compile(r"\b(?:an?|the|every|each|one|some|its|their|his|her|\d[\d,.]*)\b", re.IGNORECASE)
ANY_PRONOUN = re.compile(
    r"\b(?:he|she|his|hers?|him|himself|herself|they|their|them|theirs|themselves|it|its|itself)\b"
)  # for lower case
PRONOUN = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:they|their|them|theirs|themselves)\b", re.IGNORECASE)
SINGULAR = re.compile(r"\b(?:it|its|itself)\b")
SAID_ASIDE = re.compile(r", (?:he|she|they) (?:said|says|added|adds|told|wrote|explained|warned|noted)\b")
PEOPLE = (
    r"man|woman|boy|girl|child|baby|teenager|student|pupil|teacher|driver|officer|firefighter|soldier|worker|farmer"
    r"|grower|doctor|nurse"
    r"|patient|judge|lawyer|suspect|victim|passenger|pilot|captain|crew member|resident|neighbour|neighbor|protester"
    r"|demonstrator"
    r"|witness|reporter|journalist|candidate|voter|minister|president|mayor|governor|senator|lawmaker|councillor"
    r"|director|chairman"
    r"|chairwoman|chief|spokesman|spokeswoman|spokesperson|leader|owner|player|coach|rider|singer|actor|actress"
    r"|author|scientist|researcher"
    r"|engineer|investor|trader|analyst|king|queen|prince|princess|pope|bishop|priest|father|mother|son|daughter"
    r"|brother|sister|wife"
    r"|husband|widow|widower|bus driver|keeper|caller|user|customer|person|citizen|migrant|refugee|tourist|climber"
    r"|diver|fisherman|baker"
)
A_PERSON = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Ee]very|[Ee]ach|[Nn]o|[Tt]he|[Aa]nother|\d\d?-year-old) (?:[\w-]+ ){{0,3}}?(?:{PEOPLE})\b"
)
A_SHIP = re.compile(
    r"\b(?:ship|vessel|boat|ferry|trawler|lifeboat|ketch|tanker|freighter|frigate|cruiser|yacht|country|nation)\b"
)
SEVERAL = re.compile(
    r"\b(?:people|men|women|children|police|crew|crews|team|group|family|families|couple|committee|and|company"
    r"|government|[a-z]{3,}s|[A-Z]\w+s)\b"
)


def pronoun(sentence: Named, language: str) -> bool:
    """An English pronoun outside quotes whose owner is not named before it in the sentence."""
    if language != "en":
        return False
    rest = outside_quotes(sentence.folded)
    if ANY_PRONOUN.search(rest.lower()) is None:
        return False
    if SAID_ASIDE.search(rest) and not any(_is_surely_person(name) for name in sentence.names):
        return True
    personal, plural, thing = PRONOUN.search(rest), PLURAL.search(rest), SINGULAR.search(rest)
    is_hers = personal is not None and personal.group() == "her"
    if personal and not _owned(sentence, rest[: personal.start()], is_possessive=is_hers):
        return True
    if personal and _is_of_a_third(sentence, rest[: personal.start()]):
        return True
    if plural and not SEVERAL.search(rest[: plural.start()]):
        return True
    if thing and len(rest[: thing.start()].split()) < 3 and not DETERMINED.search(rest[: thing.start()]):
        return not re.search(r"[A-Z]", rest[1 : thing.start()]) and not (
            sentence.names and rest.startswith(sentence.names[0])
        )
    return _is_object_unnamed(sentence, rest)


def _is_object_unnamed(sentence: Named, rest: str) -> bool:
    """ "Toni Wachter slept through it": nothing but persons was named before."""
    found = OBJECT_IT.search(rest)
    if found and SAME_SUBJECT.search(rest, 0, found.end()) and len(DETERMINED.findall(rest[: found.start()])) == 1:
        return True
    if _is_by_it(sentence, rest):
        return True
    if found is None or DETERMINED.search(rest[: found.start()]):
        return False
    named = [name for name in sentence.names if name in rest[: found.start()]]
    return all(is_person_name(name) for name in named)


def _is_by_it(sentence: Named, rest: str) -> bool:
    """ "Not a drop was lost by it": nothing was named that it could be."""
    found = BY_IT.search(rest)
    return (
        found is not None
        and len(DETERMINED.findall(rest[: found.start()])) < 2
        and not any(name in rest[: found.start()] for name in sentence.names)
    )


def _owned(sentence: Named, before: str, *, is_possessive: bool) -> bool:
    """Whether a person (or a ship) is named before a pronoun."""
    if A_PERSON.search(before) or (is_possessive and A_SHIP.search(before)):
        return True
    return any(
        is_person_name(name)
        and name.split()[-1] in before
        and (
            _is_surely_person(name)
            or not re.search(rf"\b(?:in|at|from|near|to|of|off|around|for) {re.escape(name)}\b", before)
        )
        for name in sentence.names
    )


def _is_of_a_third(sentence: Named, before: str) -> bool:
    """Whether all that was named before is a pair: "Maya Sand and Peter Lock died when his boat" is a third one's."""
    people = [name for name in sentence.names if name in before and _is_surely_person(name)]
    if len(people) != 2:
        return False
    first, second = map(re.escape, people)
    found = re.search(rf"{first}(?:, [^,]+,)? and {second}", before)
    return found is not None and (not found.start() or not A_PERSON.search(before))


def _is_surely_person(name: str) -> bool:
    core = person(name)
    return not core or core != name or full_name(core) != ""


def is_person_name(name: str) -> bool:
    """Whether a run of capitals may be a person: a full name, or a surname behind a title or by itself."""
    core = person(name)
    if not core or full_name(core) or core.split()[-1] in NUMERALS:
        return True  # "the Senator" has an office and no name
    return "_" not in core and " " not in core and (core != name or not core.isupper())
