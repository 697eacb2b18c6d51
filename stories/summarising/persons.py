"""Who is named in a sentence, and whom a surname or an office alone means.

A surname alone needs the full name earlier in the section, or is completed in brackets from the same
article. It is completed only when exactly one bearer is named there and no other anywhere in the story;
two Kims in one story are the rule. Names are seen by their capitals, so in scripts without them no person
is known and nothing is completed; in German, where every noun has one, a name needs a first name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from typing import Protocol

from stories.summarising.vocabulary import NAMED_PLACES, PLACE_OR_BODY, SPEECH, STATES, TITLES, words

KOREAN_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
NUMERALS = frozenset({"I", "II", "III", "IV", "V", "VI"})
HONORIFICS = words("Mr Mrs Ms Miss Dr Prof Herr Frau Mme Mlle Sr Sra")
LINKS = frozenset({"of", "the", "for", "and", "in", "from"})
OFFICES = (
    "prime minister|chief executive|minister|president|chancellor|governor|mayor|premier|senator|judge|king|queen"
    "|pope|prince|princess|commissioner|ambassador|sheriff|coach|speaker|councillor|spokesman|spokeswoman"
)
OFFICE_ALONE = re.compile(rf"\b[Tt]he ({OFFICES})\b(?!'s| of| for| in| who| and|-)(?! [A-Z])")
SPEAKS = rf"(?:{SPEECH}|who|whose)"
GERMAN_OFFICE = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß-]*)?(?:[Mm]inister|[Pp]räsident|[Vv]orsteher|[Ss]precher|[Ll]eiter|[Cc]hef"
    r"|[Vv]orsitzende[rn]?"
    r"|[Bb]ürgermeister|[Kk]anzler|[Tt]rainer|[Rr]ichter|[Aa]nwalt|[Aa]nwält|[Ss]ekretär|[Dd]irektor"
    r"|[Kk]ommissar|[Kk]apitän"
    r"|[Ff]orscher|[Pp]rofessor|[Kk]andidat|[Aa]bgeordnete[rn]?|[Ff]raktionschef|[Rr]at|[Ff]ührer)(?:in|s|en)?"
)
"""A German office before a name, as one word: "Ministerpräsidentin", "Wahlvorsteher"."""
NO_FIRST_NAMES = words(
    "Der Die Das Den Dem Des Ein Eine Einen Im Am Vom Zum Zur Bei Mit Nach Seit Auf Für Von Aus Um Vor Wie "
    "Als Wenn Auch "
    "Abend Morgen Vormittag Nachmittag Mittag Nacht Januar Februar März April Mai Juni Juli Oktober Dezember Montag "
    "Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Wahlkreis Stimmbezirk Bezirk Kreis Landkreis "
    "Stadt Gemeinde Land "
    "Ergebnis Zahl Prozent Euro Uhr Millionen Milliarden Stimmen Sitze Zeit Kosten El La Los Las Un Una"
)
NO_PERSON = re.compile(
    r"\b(?:(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|en|à) (?=[\w'-]+(?! [A-Z]))"
    r"|(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Dd]es|[Ii]m|[Aa]m|[Zz]um|[Zz]ur|[Vv]om|[Ee]ine[rnms]?) )"
    r"([A-ZÀ-ÖØ-Þ][\w'-]+)"
)
"""A place ("in Pelham"), or a German noun ("der Turnhalle"): what begins so is no first name."""
Bearers = Mapping[str, frozenset[str]]
"""Each word of a full name, and the full names (first and last word) in which it stands."""


class Named(Protocol):
    """What this module reads of a prepared sentence."""

    def __hash__(self) -> int:
        """Answers are remembered by sentence."""
        ...

    @property
    def folded(self) -> str:
        """The matching form of its text."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Its runs of capitalised words."""
        ...


@lru_cache(maxsize=16384)
def person(name: str) -> str:
    """A name without titles, offices and origin: "Howard Lutnick" of "U.S. Commerce Secretary Howard Lutnick".

    Names of places and bodies come back as one token, joined by underscores.
    """
    parts = _without_origin(name.split())
    for at in range(len(parts) - 2, -1, -1):
        if GERMAN_OFFICE.fullmatch(parts[at]):
            parts = parts[at + 1 :]
            break
    for at in range(len(parts) - 1, -1, -1):
        if parts[at] in TITLES:
            parts = _without_realm(parts[at + 1 :])
            break
    parts = _without_states(parts)
    if len(parts) == 2 and KOREAN_GIVEN.fullmatch(parts[1]):
        return " ".join(parts)  # Park Geun-hye is no park
    if len(parts) > 1 and (
        len(parts) > 4
        or parts[0].lower() in LINKS
        or any(part in PLACE_OR_BODY or part in LINKS or (part.isupper() and len(part) > 2) for part in parts)
    ):
        return "_".join(parts)
    return " ".join(parts)


def _without_origin(parts: list[str]) -> list[str]:
    """ "Elizabeth Warren of Massachusetts" is Elizabeth Warren; "Bank of Korea" stays."""
    if "of" in parts:
        at = parts.index("of")
        before = [part for part in parts[:at] if part not in TITLES]
        if len(before) == 2 and not any(part in PLACE_OR_BODY or part in STATES for part in before):
            return parts[:at]
    return parts


def _without_realm(parts: list[str]) -> list[str]:
    """What follows a title, without the realm of the office: "of the United States Joe Biden"."""
    if len(parts) > 3 and parts[0] in ("of", "for"):
        return parts[-2:]
    return parts


def _without_states(parts: list[str]) -> list[str]:
    """A name without the state it was written behind: "from Vermont Bernie Sanders", "United States Joe Biden"."""
    for length in (2, 1):
        if len(parts) >= length + 2 and " ".join(parts[:length]) in STATES:
            return parts[length:]
    return parts


@lru_cache(maxsize=16384)
def full_name(core: str) -> str:
    """First and last word of a person's name, by which its spellings meet; "" for anything else."""
    parts = core.split()
    if not 2 <= len(parts) <= 4 or "_" in core or core in STATES or parts[-1] in NUMERALS:
        return ""
    if "der" in parts or parts[0] in NO_FIRST_NAMES or parts[-1] in NO_FIRST_NAMES:
        return ""  # "Zahl der Stimmen", "am Abend Gespräche": German writes every noun like a name
    return f"{parts[0]} {parts[-1]}"


@lru_cache(maxsize=8192)
def office_alone(folded: str) -> re.Match[str] | None:
    """Where an English sentence says an office with no name: "the minister said"."""
    return OFFICE_ALONE.search(folded)


def bearers_of(sentences: Iterable[Named]) -> dict[str, frozenset[str]]:
    """Full names of persons in the sentences, by each of their words."""
    found: dict[str, set[str]] = {}
    read = tuple(sentences)
    cores = dict.fromkeys(core for sentence in read for core in map(person, sentence.names) if full_name(core))
    nouns = _no_persons(read, {core.split()[0] for core in cores})
    for core in cores:
        if core.split()[0] in nouns:
            continue  # "in Pelham": the Pelham Masters are no person
        for word in core.split():
            if word not in NAMED_PLACES and len(word.rstrip(".")) > 1:
                found.setdefault(word, set()).add(full_name(core))
    return {word: frozenset(names) for word, names in found.items()}


def _no_persons(sentences: Iterable[Named], first_names: Set[str]) -> set[str]:
    """Those of the first names that begin no person's name; only sentences that hold one of them are searched."""
    found: set[str] = set()
    for folded in (sentence.folded for sentence in sentences):
        if any(name in folded for name in first_names):
            found.update(NO_PERSON.findall(folded))
    return found


def together(several: Iterable[Bearers]) -> dict[str, frozenset[str]]:
    """The bearers of a whole story, from those of its articles."""
    found: dict[str, set[str]] = {}
    for bearers in several:
        for word, names in bearers.items():
            found.setdefault(word, set()).update(names)
    return {word: frozenset(names) for word, names in found.items()}


def given(sentence: Named) -> frozenset[str]:
    """Full names of the persons that the sentence names in full."""
    return frozenset(filter(None, (full_name(person(name)) for name in sentence.names)))


def needed(sentence: Named, own: Bearers, story: Bearers) -> dict[str, frozenset[str]]:
    """Surnames (or first names) alone in a sentence, and who may be meant: in the article, else in the story.

    An office before the surname ("President Trump") is enough where the story knows one bearer only, "Dr" is not.
    """
    full = given(sentence)
    needs: dict[str, frozenset[str]] = {}
    for name in sentence.names:
        core = person(name)
        meant = own.get(core) or story.get(core)
        if not meant or any(core in known.split() for known in full) or _is_thing(sentence.folded, core):
            continue
        everyone = own.get(core, frozenset()) | story.get(core, frozenset())
        if core == name or len(everyone) > 1 or name.split()[0].rstrip(".") in HONORIFICS:
            needs[core] = meant
    return needs


def _is_thing(folded: str, name: str) -> bool:
    """Whether the name is that of a thing called after a person: "the comet Ibarra"."""
    return re.search(rf"\b[Tt]he [a-z]{{3,}} {re.escape(name)}\b", folded) is not None


def surname_place(folded: str, word: str) -> int:
    """The end of the first place where the word stands alone as a name; -1 where a bracket would break it."""
    found = re.search(rf"(?<![\w'-]){re.escape(word)}(?![\w-])(?!'s)(?! [A-Z]|'(?: |$)| \[)", folded)
    return found.end() if found and folded[: found.start()].count('"') % 2 == 0 else -1


def full_form(sentences: Iterable[Named], full: str) -> tuple[int, str] | None:
    """Which sentence (by place) first gives this full name, and how it is written there."""
    for place, sentence in enumerate(sentences):
        for name in sentence.names:
            core = person(name)
            if full_name(core) == full:
                return place, core
    return None


def is_person(sentences: Iterable[Named], full: str) -> bool:
    """Whether the article treats the name as a person: an office before it, or it speaks, or has an age."""
    first, last = full.split()
    spoken = re.compile(
        rf"\b{re.escape(last)},? {SPEAKS}\b|\b(?:{SPEECH}) (?:{re.escape(first)} )?{re.escape(last)}\b"
        rf"|\b{re.escape(last)}, (?:aged )?\d\d\b"
    )
    office = re.compile(
        rf"\b(?:[a-z]+(?:er|or|ist|man|woman|son|ian|ant|ent|ee|yst|ate|chief|head|judge|coach)) {re.escape(first)} "
    )
    for sentence in sentences:
        titled = any(person(name) != name and full_name(person(name)) == full for name in sentence.names)
        if titled or spoken.search(sentence.folded) or office.search(sentence.folded):
            return True
    return False


def office_holders(sentences: Iterable[Named], office: str) -> frozenset[str]:
    """Full names that carry the office as a title: "Water Minister Tobias Kamande" for minister."""
    title = office.split()[-1].capitalize()
    found = set()
    for sentence in sentences:
        for name in sentence.names:
            full = full_name(person(name))
            if full and title in name.split():
                found.add(full)
    return frozenset(found)
