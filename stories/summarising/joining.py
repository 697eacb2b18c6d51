"""A few neighbouring sentences of another article that together say what one sentence says.

A paper tells in two or three sentences what another puts into one, or names in one of whom the next speaks. They are
then the passage, and must hold the claim: every name and figure, three quarters of its words (of a long one that
counts something, half), the same day.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

import numpy as np

from stories.summarising.claims import DENYING, Claim, agrees, claim_of, trades_places
from stories.summarising.corroboration import Support, names_stand, same_figures, same_time
from stories.summarising.counted import fates
from stories.summarising.days_told import days_told, words_of_time
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence
from stories.summarising.word_forms import said_of

LEAST_OF_ONE = 0.25
SAID_OF_IT = 0.75
SAID_OF_ITS_FIGURES = 0.5  # who has the same figures beside so many words tells of the same
MANY_WORDS = 6
FEWEST_WORDS = 4  # of a claim, besides names: less could be said of anything
TELLING = 2  # words of the claim with which a sentence of the passage is part of it
LONGEST = 3
LOOKED_AT = 16


def widened(matter: Matter, row: int, found: Sequence[Support], barred: Container[int]) -> list[Support]:
    """The supports of a row, and for articles without one the sentences that say it together, if there are any."""
    index = matter.rows[row][0]
    if not matter.prepared[index].has_case:
        return list(found)
    seen = {index, *(matter.passage(other)[0] for other, _ in found)}
    cosines = matter.gram[row]
    near = np.flatnonzero(cosines >= LEAST_OF_ONE)
    more = list(found)
    for other in map(int, near[np.lexsort((near, -cosines[near]))][:LOOKED_AT]):
        if matter.rows[other][0] in seen:
            continue
        for first, length in _around(matter, other):
            rows = range(first, first + length)
            if not any(one in barred for one in rows) and _say_together(matter, row, rows):
                seen.add(matter.rows[other][0])
                more.append((matter.together(first, length), round(float(cosines[other]) * 1000)))
                break
    return more


def _around(matter: Matter, row: int) -> Iterator[tuple[int, int]]:
    """Runs of neighbours with this row in them: their first row and how many; short ones first."""
    for length in range(2, LONGEST + 1):
        for first in range(row - length + 1, row + 1):
            if all(_follows(matter, one) for one in range(first, first + length - 1)):
                yield first, length


def _follows(matter: Matter, first: int) -> bool:
    """Whether the next row is the next sentence of the article, with nothing between."""
    if not 0 <= first < len(matter.rows) - 1:
        return False
    (one, before), (two, after) = matter.rows[first], matter.rows[first + 1]
    return one == two and not matter.articles[one].text[before.end : after.start].strip()


def _say_together(matter: Matter, row: int, rows: Sequence[int]) -> bool:
    """Whether these rows hold the claim, and none that tells a part of it says otherwise."""
    index, sentence = matter.rows[row]
    language = matter.articles[index].language
    claim, parts = claim_of(sentence, language), [matter.rows[one][1] for one in rows]
    told = days_told(matter, row, rows)
    content = words_of_time(matter, row, rows, told).union(*(part.content for part in parts))
    if len(claim.plain) < FEWEST_WORDS or not names_stand(claim, content, language):
        return False
    if said_of(claim.plain, content, language) < _least(sentence, claim):
        return False
    if not (claim.names or sentence.figures):
        return False
    if not _weighs_as_much(claim, [claim_of(part, language) for part in parts]):
        return False
    whole = _joined(parts)
    if not same_figures(sentence, whole, language, told) or not claim.ranks <= claim_of(whole, language).ranks:
        return False
    if any(_contradicts(part, sentence, claim, language) for part in parts):
        return False
    return same_time(matter, row, rows[0], frozenset().union(*(matter.days(one) for one in rows)))


def _weighs_as_much(claim: Claim, theirs: Sequence[Claim]) -> bool:
    """Whether the passage denies what the claim denies, tells of the same fates, and does not still expect them."""
    told = frozenset[str]().union(*(other.words for other in theirs))
    if any((other.planned & claim.plain) - claim.planned for other in theirs):
        return False
    if claim.is_negative and not any(other.is_negative for other in theirs):
        return False
    return not (DENYING & claim.words and not DENYING & told) and fates(claim.words) <= fates(told)


def _least(sentence: PreparedSentence, claim: Claim) -> float:
    """The share of a claim's words that the passage must say."""
    counts = any(not one.is_loose and one.kind not in ("day", "year") for one in sentence.figures)
    return SAID_OF_ITS_FIGURES if counts and len(claim.plain) >= MANY_WORDS else SAID_OF_IT


def _contradicts(part: PreparedSentence, sentence: PreparedSentence, claim: Claim, language: str) -> bool:
    """Whether a sentence of the passage that tells a part of the claim denies, hedges or turns it."""
    if len(claim.plain & part.content) < TELLING:
        return False
    if not agrees(replace(claim, ranks=frozenset()), claim_of(part, language)):
        return True
    return bool(part.hedges - sentence.hedges) or trades_places(sentence, part, language)


def _joined(parts: Sequence[PreparedSentence]) -> PreparedSentence:
    return PreparedSentence(
        start=parts[0].start,
        end=parts[-1].end,
        text=" ".join(part.text for part in parts),
        folded=" ".join(part.folded for part in parts),
        position=parts[0].position,
        words=sum(part.words for part in parts),
        terms=tuple(term for part in parts for term in part.terms),
        content=frozenset[str]().union(*(part.content for part in parts)),
        names=tuple(name for part in parts for name in part.names),
        language=parts[0].language,
    )
