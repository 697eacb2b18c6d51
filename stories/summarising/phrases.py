"""Names and noun phrases that a label may take whole from a section, in languages whose capitals tell names.

A label is no fragment: a name must stand whole where it stands, must be what most sentences speak of and not the place
or the person beside it; a phrase ("Recount in Cala Nera") needs its noun and its name in most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stories.summarising.claims import dateline_end
from stories.summarising.persons import full_name, person
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vocabulary import MONTH_NAMES, NAMED_PLACES, PLACE_OR_BODY, STOP_WORDS, TITLES, WEEKDAYS, words
from stories.summarising.wording import outside_quotes

MOST_OF_THEM = 2 / 3
MOST_WORDS = 7
LONG_NOUN = 8
PHRASE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|its|their|of|into|for|on|to) ((?:[a-z][a-z-]{2,} )?[a-z][a-z-]{3,}) (of|in|at|on|for"
    r"|against|into)"
    r" ((?:the )?(?=[A-Z]))"
)
BEHIND_ARTICLE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|its|their|his|her) ((?:[a-z][a-z-]{2,} )?[a-z][a-z-]{3,})\b(?! [a-z]*(?:or|er|ist|man"
    r"|woman)\b)"
)
BODIES = words(
    "company firm union government club bank police commission ministry team group board panel hospital hospitals "
    "agency "
    "authority authorities association federation newspaper island school university lawyer coach judge player owner "
    "operator maker husband wife brother sister mother father family families couple pair place name names news"
)
NO_NOUN = words(
    "more most less least been being their there these those which where while after before about above below other "
    "first second third last next same such many much several various own able likely late early later former part "
    "number total percentage point member members time times year years month months week weeks day days hour hours "
    "people person percent cent million billion thousand hundred response request order fact case cases thing "
    "things kind sort "
    "both also even ever never just only very well back down over under onto from with without within during until "
    "since because however according including against among between through outside inside around along across near "
    "following rest have has had having will would shall should could might must were what when who whose whom said "
    "says head chief president minister chairman chairwoman secretary director leader mayor governor end start "
    "middle side home homes city town state capital country north south east west way front view name governor half "
    "third quarter most lot hundreds thousands dozens one two three four five council court party office "
    "residents citizens passengers voters"
)
NO_END = re.compile(r"(?:ly|ed|ing|ous|ful|ive|able|ible|less|ish|ary|ical|ern|ian|est|ize|ise|[eo]rs)$")
ADJUNCT = re.compile(
    r"\b(?:in|at|near|to|from|off|on|by|with|into|outside|around|across|through|behind|"
    r"im|am|bei|nach|aus|von|zu|vor|auf|en|de|del|desde|hacia|contra|à|dans|chez|sur|des|du)(?: the| el| la| los"
    r"| las| den| dem| der)?\s*$",
)
LONGER = re.compile(
    r"(?<![\w.'-])(?:(?!(?:The|An?|In|On|At|Of|For|El|La|Los|Las|Der|Die|Das|Le|Les)\b)[A-ZÀ-Þ][\w.'-]*"
    r"|\d)((?:,? (?:and|of|for|the|of the|und|y|et|de|del|la))*)\s*$"
)
DEMONYM = re.compile(r"(?:[ric]can|ese|ish|[^r]ian|raqi|aeli|onal|ical|ive|er|ers)$")
DAYS = frozenset((*WEEKDAYS, *MONTH_NAMES.split("|"))) | words(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Februar März Mai Juni Juli Oktober "
    "Dezember Uhr Stimmen Prozent Millionen Euro lunes martes miércoles jueves viernes sábado domingo lundi mardi "
    "mercredi "
    "jeudi vendredi samedi dimanche"
)


def whole_names(sentences: Sequence[PreparedSentence], language: str) -> Iterator[str]:
    """Names of bodies, things and events that stand whole in most of the sentences, in reading order."""
    texts = [_read(sentence) for sentence in sentences]
    for name in dict.fromkeys(name for sentence in sentences for name in sentence.names):
        if _is_label(name, language) and _in_most([name in text for text in texts]):
            places = [(text, found) for text in texts for found in _places(name, text)]
            if all(_stands_whole(*place) for place in places) and _is_spoken_of(places):
                yield name


def phrases(sentences: Sequence[PreparedSentence], language: str) -> Iterator[str]:
    """English noun phrases about a name ("Recount in Cala Nera"), of which noun and name stand in most sentences."""
    if language != "en":
        return
    texts = [_read(sentence) for sentence in sentences]
    for sentence, text in zip(sentences, texts, strict=True):
        for found in PHRASE.finditer(text):
            noun, link, article = found.groups()
            name = next((name for name in sentence.names if text.startswith(name, found.end())), "")
            shown = _noun(noun)
            if not shown or not name or (link not in ("in", "at") and full_name(person(name))):
                continue
            if not _ends_there(text, found.end() + len(name)) or not _starts_there(text, found.start(1)):
                continue
            both = [_has(other, noun.split()[-1]) and name in other for other in texts]
            label = f"{shown} {link} {article}{name}"
            if len(texts) > 1 and _in_most(both) and len(label.split()) <= MOST_WORDS:
                yield label


def nouns(sentences: Sequence[PreparedSentence], language: str) -> Iterator[str]:
    """English nouns that most sentences speak of behind an article, two words where they stand together."""
    if language != "en" or len(sentences) < 2:
        return
    texts = [_read(sentence) for sentence in sentences]
    found = [[_noun(noun) for noun in BEHIND_ARTICLE.findall(text)] for text in texts]
    for noun in dict.fromkeys(noun for several in found for noun in several if noun):
        if noun.split()[-1] not in BODIES and _in_most([noun in several for several in found]):
            yield f"the {noun}"


def _read(sentence: PreparedSentence) -> str:
    rest = outside_quotes(sentence.folded)
    return " " * dateline_end(rest) + rest[dateline_end(rest) :]


def _in_most(found: Sequence[bool]) -> bool:
    return sum(found) >= max(2, MOST_OF_THEM * len(found)) if len(found) > 1 else all(found)


def _is_label(name: str, language: str) -> bool:
    """Whether a name can be a label: two words and more, no person, no day, no office, no people's name."""
    parts = name.split()
    if name in NAMED_PLACES:
        return False
    if (
        DAYS.intersection(parts)
        or TITLES.intersection(parts[:-1])
        or any(not part[0].isalpha() for part in parts)
        or DEMONYM.search(parts[-1])
    ):
        return False
    if language == "de" and len(parts) == 1:
        return len(name) >= LONG_NOUN
    is_body = "_" in person(name) or bool(PLACE_OR_BODY.intersection(parts))
    return 2 <= len(parts) <= 5 and (is_body or (language != "en" and not full_name(person(name))))


def _places(name: str, text: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def _stands_whole(text: str, place: tuple[int, int]) -> bool:
    return _starts_there(text, place[0]) and _ends_there(text, place[1])


def _starts_there(text: str, at: int) -> bool:
    """Whether no part of a longer name, and no figure, stands right before; "Engineers of" at the start is none."""
    found = LONGER.search(text[:at])
    return found is None or (found.group(1) != "" and not text[: found.start()].strip())


def _ends_there(text: str, at: int) -> bool:
    """Whether a name is over there: no longer name, no possessive, no "and" with another."""
    rest = text[at:]
    return re.match(r"(?: (?:(?:and|of|of the|for|und|y|et|de|del) )?[A-ZÀ-Þ]|[\w-])", rest) is None


def _is_spoken_of(places: Sequence[tuple[str, tuple[int, int]]]) -> bool:
    """Whether a name is mostly no mere place: "in Port Lisle", "at the Customs Palace"."""
    beside = [ADJUNCT.search(text[: place[0]]) is not None for text, place in places]
    return sum(beside) <= len(beside) / 2


def _has(text: str, noun: str) -> bool:
    return re.search(rf"\b{re.escape(noun.removesuffix('s'))}", text, re.IGNORECASE) is not None


def _noun(found: str) -> str:
    """The noun of "the (modifier) noun", with the modifier where it is one; "" if it looks like none."""
    *before, last = found.split()
    if last in STOP_WORDS or last in NO_NOUN or NO_END.search(last):
        return ""
    return f"{before[0]} {last}" if before and _modifies(before[0]) else last


def _modifies(word: str) -> bool:
    return word not in STOP_WORDS and word not in NO_NOUN and not word.endswith(("ly", "ed", "s", "ing"))
