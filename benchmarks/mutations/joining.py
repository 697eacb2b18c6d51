"""Two facts made one, tails invented, conditions and places dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.corpus import Case, Mutant

LINKS = (" because ", " after ", ", which is why ", " even though ", ", and as a result ", " so that ")
VERB = re.compile(r" (?:was|were|is|are|has|have|had|will|would|said|rose|fell|won|lost|began|[a-z]{3,}ed) ")
TAILS = (
    ", underscoring the depth of the crisis", ", raising fears of further trouble", " amid growing public anger",
    ", the first such case this year", " for the first time", ", in a blow to the government", ", officials said",
    ", sparking outrage", " despite repeated warnings", ", according to people familiar with the matter",
    ", experts warned", " and nobody has taken responsibility", ", a record", " as tensions rise",
    ", with more to follow", " on purpose",
)  # fmt: skip
CONDITION = re.compile(
    r",? (?:if|unless|except|provided|until|only if|as long as|in case|so long as|pending|subject to|without)\b"
    r"[^,.;\"“”]+(?=[.,;])"
)
CONDITIONS = (
    ", unless the court objects", " if the inspectors agree", ", provided that the money is found",
    " unless it rains", ", according to an early draft", ", in theory", ", on paper", " in a computer model",
    " in the film", ", rivals claim", " in most cases", ", with few exceptions", " at some of the sites",
    ", at first sight", ", as far as is known",
)  # fmt: skip
LIMITS = (" in the northern district alone", " among members of the club", " in one of two tests", " for a single day")
WHOLE = re.compile(r"\b(?:[a-z]{3,}est|first|only|all|no|every|most|none)\b")
LIMIT = re.compile(
    r" (?:in|near|among|outside|within|inside|around|across) (?:the |its |their |his |her )?"
    r"(?:[A-Z]?[\w-]+ ){0,2}[A-Z]?[\w-]+(?=\.$)"
)

END = re.compile(r",? (?:in|on|after|by|for|with|to|of|from|at) [^,\"“”]{8,60}\.$")


def joined(case: Case, chance: Random) -> Iterator[Mutant]:
    """Make one sentence of two, both cited: one the cause of the other, or the subject of one with the other's verb."""
    near = [span for span in case.others if 20 < span[1] - span[0] < 200 and abs(span[0] - case.start) < 1500]
    if not near or re.search(r"[\"“”]", case.sentence):
        return
    span = chance.choice(near)
    second = case.article[span[0] : span[1]]
    if second[-1] != "." or re.search(r"[\"“”]", second):
        return
    tail = second[0].lower() + second[1:] if second.split()[0] in ("The", "A", "In", "On", "About", "At") else second
    yield case.mutant(case.sentence[:-1] + chance.choice(LINKS) + tail, span)
    mine, theirs = VERB.search(case.sentence), VERB.search(second)
    if mine and theirs and case.sentence[: mine.start()] != second[: theirs.start()]:
        yield case.mutant(case.sentence[: mine.start()] + second[theirs.start() :], span)


def tail(case: Case, chance: Random) -> Iterator[Mutant]:
    """Add what nobody said at the end."""
    if case.sentence.endswith(".") and chance.random() < 0.3:
        yield case.mutant(case.sentence[:-1] + chance.choice(TAILS) + ".")


def article_tail(case: Case, chance: Random) -> Iterator[Mutant]:
    """Add the end of another sentence of the article at the end, and cite it too."""
    ends = [(span, END.search(case.article[span[0] : span[1]])) for span in case.others]
    found = [(span, match.group()) for span, match in ends if match and match.group()[:-1] not in case.sentence]
    if found and case.sentence.endswith(".") and chance.random() < 0.4:
        span, words = chance.choice(found)
        yield case.mutant(case.sentence[:-1] + words, span)


def unconditional(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop an if, unless, until or without, with all that hangs on it; one is planted in some sentences."""
    if case.sentence.endswith(".") and not re.search(r"[\"“”]", case.sentence) and chance.random() < 0.1:
        yield case.in_article(case.sentence[:-1] + chance.choice(CONDITIONS) + ".", case.sentence)
    for match in CONDITION.finditer(case.sentence):
        if match.start() > 15:
            yield case.mutant(case.sentence[: match.start()] + case.sentence[match.end() :])


def unlimited(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop the place or the group within which alone something is the first, the largest, all or none."""
    match = LIMIT.search(case.sentence)
    if match and match.start() > 20 and WHOLE.search(case.sentence, 0, match.start()):
        yield case.mutant(case.sentence[: match.start()] + ".")
    if case.sentence.endswith(".") and not re.search(r"[\"“”]", case.sentence) and chance.random() < 0.1:
        yield case.in_article(case.sentence[:-1] + chance.choice(LIMITS) + ".", case.sentence)
