"""Definite nouns that point back: "the phone" says that a phone was told of before.

A noun with the definite article needs no sentence before it when it is one of its kind ("the sun", "the police"),
when what follows says which one is meant ("the fire at the quay", "the phone that rang"), when the sentence has named
it, or when it opens the article, for then the reporter took it for known. Any other at the head of a sentence, and
one that the article has told of before, must be told of earlier in the section. English, German, Spanish and
French; words are cut off at the commonest verbs, for what a part of speech is cannot be known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache

from stories.summarising.definite_words import (
    ADJECTIVES,
    BODIES,
    BODIES_LOWER,
    BREAKS,
    EVENTS_ABROAD,
    GERMAN_BODY,
    KINDS_ABROAD,
    KINDS_OF_NAMED,
    OFFICES,
    OFFICES_ABROAD,
    PLACES,
    UNIQUE,
    UNIQUE_ABROAD,
)
from stories.summarising.persons import Named, full_name, person
from stories.summarising.vocabulary import STOP_WORDS
from stories.summarising.wording import stem, stems

THE = re.compile(r"\b[Tt]he (?=(?P<run>[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,3}))")
THE_BODY = re.compile(rf"\b[Tt]he (?P<noun>{BODIES})\b(?! [A-Z]|'s [A-Z]|\.\w| of\b| for\b)")
OPENS_WITH = re.compile(
    r"(?:In|On|At|For|During|After|With|Under|Next to|Behind|Below|Above|Near|Outside|Inside|Beside|Around|Through"
    r"|Across|Beneath|Beyond|Along|Before|Between|Against|From|To|By) "
)
SAYS_WHICH = re.compile(
    r"(?:'s?)? (?:(?:of|that|who|whom|whose|which|between|against|behind|about|concerning|known|called"
    r"|named)\b|\"|to (?!the\b)"
    r"|for (?!\d|two\b|three\b|the (?:first|second|third|time)\b)|(?:in|at|on|near|from|with|under|over"
    r"|into|by|off|around)"
    r" (?:an?\b|the\b|his\b|her\b|its\b|their\b|(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January"
    r"|February|March|April|May"
    r"|June|July|August|September|October|November|December)[A-Z])|(?:found|made|held|built|used|set up|left|taken)"
    r" (?:at|by|in|on|for|to)\b)"
)
BEHIND_NAME = re.compile(r"[A-Z][\w'.-]*, $")
SUPERLATIVE = re.compile(
    r"(?!protest|forest|interest|request|harvest|guest|west|east|priest|arrest|contest|conquest|inquest)[a-z]{3,}est"
    r"|most|least|only|first|next|last|same|whole|entire|best|worst"
)
NESTED = re.compile(
    r"(?:'s?)? (?:of|for|in|at|on|near|from|with|under|over|into|by|off|around|against|behind|about) the [a-z]"
)
GERMAN_THE = re.compile(
    r"\b(?P<the>[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em) (?P<adjective>[a-zäöüß]+(?:e|en|er"
    r"|es) )?(?P<noun>[A-ZÄÖÜ][a-zäöüß-]+)\b"
)
GERMAN_WHICH = re.compile(
    r" (?:der|des|dieser|von|vom|zwischen|für|gegen|über|namens|[A-ZÄÖÜ]|\")|, (?:der|die|das|den|dem|dessen|deren"
    r"|(?:in|auf|an|für|mit|bei|zu) (?:der|die|das|den|dem))\b"
)
GERMAN_WHICH_AT_HEAD = re.compile(r" (?:in|im|am|an|auf|aus|bei|mit|nach|zu|zur|zum|um|vor)\b")
ORDINAL_GERMAN = re.compile(r"(?:\w+st|erst|letzt|nächst|ganz|einzig|selb)(?:e|en|er|es) $")
SPANISH_THE = re.compile(r"\b(?P<the>[Ee]l|[Ll]a|[Ll]os|[Ll]as) (?P<noun>[a-záéíóúñü]{3,})")
SPANISH_WHICH = re.compile(
    r"(?: [a-záéíóúñü]+)? (?:de|del|contra|entre|sobre)\b| (?:que|para|cuy[oa]s?)\b| (?:en|con|por|a) (?:el"
    r"|la|los|las|un|una|[A-ZÁÉÍÓÚ])"
    r"| al? [A-ZÁÉÍÓÚ]|(?: [a-záéíóúñü]+)? [A-ZÁÉÍÓÚÑ\"]|, (?:que|quien|cuy[oa]s?)\b"
)
FRENCH_THE = re.compile(r"\b(?P<the>[Ll]es?|[Ll]a|[Ll]')(?: |(?<='))(?P<noun>[a-zàâçéèêëîïôûùüœ]{3,})")
FRENCH_WHICH = re.compile(
    r"(?: [a-zàâçéèêëîïôûùüœ]+)? (?:de|du|des|d'\w+|contre|entre|sur)\b| (?:qui|que|qu'\w+|dont|où|pour)\b"
    r"| (?:en|avec|par|à|dans) (?:le|la|les|un|une|[A-ZÉÈ])| (?:au|en|à) [A-ZÉÈ]|(?: [a-zàâçéèêëîïôûùüœ]+)? [A-ZÉÈ\"]"
)


A_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]\w")
WELL_KNOWN = UNIQUE | PLACES
Pointer = tuple[tuple[str, ...], bool]
"""Stems of one noun phrase, and whether it points back even if the article has not told of any of them."""
Finder = Callable[[Named, bool], Iterator[Pointer]]
Nouns = tuple[frozenset[str], frozenset[str]]
"""Stems that any sentence before may bring, and stems that one of the same article must bring."""


def pointing_back(sentence: Named, language: str, told: Set[str], *, is_lead: bool) -> Nouns:
    """Stems of the definite nouns that something before the sentence must have told of.

    ``told`` are the stems of the article before it; a lead needs nothing for the noun it opens with. What "the club"
    is, only the same article can say: another may mean another club.
    """
    found = frozenset(
        term
        for terms, is_certain in _pointers(sentence, language, is_lead)
        for term in (terms if is_certain else [one for one in terms if one in told])[-1:]
    )
    own = found & _kinds(language)
    return found - own, own


@lru_cache(maxsize=16384)
def _pointers(sentence: Named, language: str, is_lead: bool) -> tuple[Pointer, ...]:
    finder = _FINDERS.get(language)
    return tuple(finder(sentence, is_lead)) if finder else ()


@lru_cache(maxsize=8)
def _kinds(language: str) -> frozenset[str]:
    """Stems of nouns that every article has one of its own of: a company, a club, a president."""
    kinds = BODIES_LOWER | OFFICES if language == "en" else KINDS_ABROAD.get(language, frozenset())
    return frozenset(stem(word.lower(), language) for word in kinds)


def _english(sentence: Named, is_lead: bool) -> Iterator[Pointer]:
    folded = sentence.folded
    bodies = [name for name in sentence.names if not full_name(person(name))]
    opened = OPENS_WITH.match(folded)
    head = opened.end() if opened else 0
    for found in THE.finditer(folded):
        run = _until_break(found["run"].split())
        nouns = [word.removesuffix("'s") for word in run if word not in ADJECTIVES]
        end, is_head = found.start("run") + len(" ".join(run)), found.start() == head
        if not nouns or (SUPERLATIVE.fullmatch(run[0]) and not is_head):
            continue
        nested = NESTED.match(folded, end)
        if is_head and nested:
            head = nested.end() - len("the x")  # "the introduction of the roster" is known when the roster is
        before = folded[: found.start()]
        is_after_name = any(name in before for name in (bodies if nouns[-1] in BODIES_LOWER else sentence.names))
        if nouns[-1] in KINDS_OF_NAMED and is_after_name:
            continue
        if _is_known(nouns[-1], folded, before, end, is_first=not before):
            continue
        if nouns == run[-1:] and nouns[-1] in BODIES_LOWER and not is_lead:
            yield (stem(nouns[-1], "en"),), True
        elif is_head:
            yield from () if is_lead else (((stem(nouns[-1], "en"),), True),)
        else:
            yield tuple(stem(word, "en") for word in nouns if word not in WELL_KNOWN), False
    for found in THE_BODY.finditer(folded) if "he " in folded else ():
        term = stem(found["noun"].lower(), "en")
        if term not in stems(folded[: found.start()], "en"):
            yield (term,), found.start() == 0 and not is_lead


def _until_break(run: list[str]) -> list[str]:
    """The words of a noun phrase: up to the first that is surely none of it, or behind a possessive."""
    kept: list[str] = []
    for word in run:
        is_over = word in STOP_WORDS or (kept and (word in BREAKS or word.endswith(("ed", "ly"))))
        if is_over and word not in ADJECTIVES and not SUPERLATIVE.fullmatch(word):
            break
        kept.append(word)
        if word.endswith("'s"):
            break
    return kept


def _is_known(noun: str, folded: str, before: str, end: int, *, is_first: bool) -> bool:
    """Whether the noun is one of its kind, told of before in the sentence, or said which."""
    if noun in UNIQUE or (noun in PLACES and not is_first) or SAYS_WHICH.match(folded, end):
        return True
    if BEHIND_NAME.search(before) or re.match(r" [A-Z]", folded[end : end + 2]):
        return True
    return noun[:4] in before.lower() and stem(noun, "en") in stems(before, "en")


def _german(sentence: Named, is_lead: bool) -> Iterator[Pointer]:
    folded = sentence.folded
    for found in GERMAN_THE.finditer(folded):
        noun, end, is_head = found["noun"], found.end(), found.start() == 0
        term, before = stem(noun.lower(), "de"), folded[: found.start()]
        is_relative = before.endswith(", ") and found["the"].islower()
        is_one = (
            noun in UNIQUE_ABROAD["de"] or GERMAN_BODY.fullmatch(noun) or ORDINAL_GERMAN.match(found["adjective"] or "")
        )
        if is_relative or is_one or GERMAN_WHICH.match(folded, end) or term in stems(before, "de"):
            continue
        if not is_head:
            yield (term,), False
        elif not is_lead and not GERMAN_WHICH_AT_HEAD.match(folded, end):
            yield (term,), True


def _romance(language: str, the: re.Pattern[str], which: re.Pattern[str]) -> Finder:
    def find(sentence: Named, is_lead: bool) -> Iterator[Pointer]:
        folded = sentence.folded
        for found in the.finditer(folded):
            noun, end, is_head = found["noun"], found.end("noun"), found.start() == 0
            term, before = stem(noun, language), folded[: found.start()]
            is_office = noun in OFFICES_ABROAD[language] and re.match(r" [A-ZÁÉÍÓÚÑÈ]", folded[end : end + 2])
            is_said = which.match(folded, end) is not None and not is_office
            if noun in UNIQUE_ABROAD[language] or noun in STOP_WORDS or is_said:
                continue
            if term in stems(before, language) or BEHIND_NAME.search(before):
                continue
            if not is_head or not is_lead:
                is_unnamed = noun in KINDS_ABROAD[language] and not A_CAPITAL.search(before[2:])
                yield (term,), is_head or is_unnamed or noun in EVENTS_ABROAD[language]

    return find


_FINDERS: Mapping[str, Finder] = {
    "en": _english,
    "de": _german,
    "es": _romance("es", SPANISH_THE, SPANISH_WHICH),
    "fr": _romance("fr", FRENCH_THE, FRENCH_WHICH),
}
