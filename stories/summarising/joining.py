"""Two neighbouring sentences of another article that together say what one sentence says.

A paper tells in two sentences what another puts into one, or names in one of whom the next speaks. Both are then the
passage, and must hold the whole claim: every name and figure, nearly all words, the same day.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from stories.summarising.corroboration import Support, same_time, says_the_same
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence

LEAST_OF_ONE, LEAST_OF_OTHER = 0.25, 0.05
TOGETHER = 0.42
SAID_OF_IT = 0.85
LOOKED_AT = 16


def widened(matter: Matter, row: int, found: Sequence[Support], barred: Container[int]) -> list[Support]:
    """The supports of a row, and for articles without one the two sentences that say it together, if there are any."""
    index = matter.rows[row][0]
    seen = {index, *(matter.passage(other)[0] for other, _ in found)}
    cosines = matter.gram[row]
    near = np.flatnonzero(cosines >= LEAST_OF_ONE)
    more = list(found)
    for other in map(int, near[np.lexsort((near, -cosines[near]))][:LOOKED_AT]):
        for first in (other, other - 1):
            article = matter.rows[other][0]
            if article in seen or not _follows(matter, first) or first in barred or first + 1 in barred:
                continue
            cosine = _cosine(matter, row, first)
            if cosine >= TOGETHER and (
                _say_together(matter, row, first, cosine) or _names_then_says(matter, row, first, cosine)
            ):
                seen.add(article)
                more.append((matter.both(first), round(cosine * 1000)))
    return more


def _follows(matter: Matter, first: int) -> bool:
    """Whether the next row is the next sentence of the same paragraph or the one behind it, with nothing between."""
    if not 0 <= first < len(matter.rows) - 1:
        return False
    (one, before), (two, after) = matter.rows[first], matter.rows[first + 1]
    return one == two and not matter.articles[one].text[before.end : after.start].strip()


def _cosine(matter: Matter, row: int, first: int) -> float:
    """Cosine of a row with the sum of two rows, which are unit vectors."""
    one, two = float(matter.gram[row, first]), float(matter.gram[row, first + 1])
    if min(one, two) < LEAST_OF_OTHER:
        return 0.0
    length: float = (2 + 2 * float(matter.gram[first, first + 1])) ** 0.5
    return round((one + two) / length, 6)


def _say_together(matter: Matter, row: int, first: int, cosine: float) -> bool:
    index, sentence = matter.rows[row]
    language, has_case = matter.articles[index].language, matter.prepared[index].has_case
    passage = _joined(matter.rows[first][1], matter.rows[first + 1][1])
    if not has_case or len(sentence.content & passage.content) < SAID_OF_IT * len(sentence.content):
        return False
    if not says_the_same(sentence, passage, cosine, language=language, has_case=has_case):
        return False
    return same_time(matter, row, first, matter.days(first) | matter.days(first + 1))


def _names_then_says(matter: Matter, row: int, first: int, cosine: float) -> bool:
    """Whether the second says it all, but of "it" or "the minister", whom the first names."""
    index, sentence = matter.rows[row]
    before, second = matter.rows[first][1], matter.rows[first + 1][1]
    language, has_case = matter.articles[index].language, matter.prepared[index].has_case
    named = before.content & sentence.content
    if not has_case or not named:
        return False
    near = max(cosine, float(matter.gram[row, first + 1]))
    if not says_the_same(sentence, second, near, language=language, has_case=True, named_before=named):
        return False
    return same_time(matter, row, first, matter.days(first) | matter.days(first + 1))


def _joined(one: PreparedSentence, two: PreparedSentence) -> PreparedSentence:
    return PreparedSentence(
        start=one.start,
        end=two.end,
        text=f"{one.text} {two.text}",
        folded=f"{one.folded} {two.folded}",
        position=one.position,
        words=one.words + two.words,
        terms=one.terms + two.terms,
        content=one.content | two.content,
        names=one.names + two.names,
    )
