"""Whether a sentence carries a heading: its names, its figures, what it says is done, and most of its words.

Words of a heading and of a sentence meet by stem, by a common beginning, or as forms of one thing: a paper writes
"Third death" over a third person who died.
"""

from __future__ import annotations

import re

from stories.summarising.folding import squash
from stories.summarising.number_words import WORDS
from stories.summarising.vocabulary import STOP_WORDS, words
from stories.summarising.word_forms import FORM
from stories.summarising.wording import primary_language, stem, stems, tokens

MOST_OF_IT = 0.75
NEARLY_ALL = 0.85
OF_ITS_LEAD = 0.65
BEGINNING = 4
NUMBER = re.compile(rf"\$?\d[\d.,]*%?|\b(?:{WORDS}|per cent|percent)\b", re.IGNORECASE)
TITLE_CASED = 0.75

LIGHT = words(
    "give gives gave get gets got make makes made take takes took see sees face faces set sets show shows say says"
)
HOPED = words(
    "plan plans seek seeks weigh weighs consider considers want wants hope hopes expect expects await awaits fear "
    "fears may doubt doubts urge urges"
)
VERB = re.compile(
    r"^(?:is|are|was|were|has|have|to|will|wins?|loses?|[a-z]{2,}(?:[^s\W]s|ies|ches|shes|sses|xes|ed)|fall|rise|go"
    r"|get|give|say|hit"
    r"|cut|put|set|vote|open|close|call|ask|sign|begin|return|face|form|bring|wait|back|meet|join|win|lose|kill|shoot"
    r"|hold|build|ban|move|end|see|make|take|find|plan|agree|demand|reject|refuse)$"
)


def carries(text: str, heading: str, language: str, *, is_its_lead: bool = False) -> bool:
    """Whether the folded sentence carries the heading; numbers are compared elsewhere, by value and unit.

    At most a quarter of the heading's words may be missing, and of those none may be a name, or what is done unless
    nearly all else is there. The lead of the headline's own article is what its writer headed so: a third may be
    missing there.
    """
    present = _bases(text, language)
    read = [word for word in tokens(NUMBER.sub(" ", squash(heading))) if word not in STOP_WORDS and len(word) > 1]
    missing = [word for word in read if not _meets(word, present, language)]
    if not read or set(missing) & (_named(heading) | HOPED):
        return False
    if is_its_lead and len(read) - len(missing) >= max(3, OF_ITS_LEAD * len(read)):
        return True
    if len(read) - len(missing) < MOST_OF_IT * len(read):
        return False
    done = [word for word in missing if VERB.match(word) and word not in LIGHT]
    return not done or len(read) - len(missing) >= NEARLY_ALL * len(read)


def is_titled(heading: str) -> bool:
    """Whether a heading is written in Title Case, so that its capitals tell no names."""
    read = [word for word in heading.split() if word.lower() not in STOP_WORDS]
    return sum(word[:1].isupper() for word in read) >= TITLE_CASED * len(read)


def _named(heading: str) -> set[str]:
    """Words of a heading in sentence case that its capitals tell to be names, in lower case."""
    if is_titled(heading):
        return set()
    return {token for word in squash(heading).split()[1:] if word[:1].isupper() for token in tokens(word)}


def _bases(text: str, language: str) -> frozenset[str]:
    read = tokens(squash(text))
    formed = {FORM[word] for word in read if word in FORM} if primary_language(language) == "en" else set()
    return frozenset((*stems(squash(text), language), *formed))


def _meets(word: str, present: frozenset[str], language: str) -> bool:
    """Whether the sentence has the word, a form of it, or one that begins alike."""
    base = stem(word, language)
    if base in present or (primary_language(language) == "en" and FORM.get(word) in present):
        return True
    if len(base) < BEGINNING:
        return False
    return any(other.startswith(base) or (len(other) >= BEGINNING and base.startswith(other)) for other in present)
