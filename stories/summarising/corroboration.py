"""Which other articles say what a sentence says. A missing citation is cheaper than a false one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import numpy as np

from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence

CERTAIN = 0.50
LIKELY = 0.38
COVERAGE = 0.60
LOOKED_AT = 24
SAME_NEWS = timedelta(days=2)

Support = tuple[int, int]
"""A row that says the same, and its cosine in thousandths."""


def corroborators(matter: Matter, row: int) -> list[Support]:
    """Rows of other articles that say the same, one for each article, the nearest first."""
    index, sentence = matter.rows[row]
    cosines = matter.gram[row]
    near = np.flatnonzero((cosines >= LIKELY) & matter.same_names[row])
    ranked = sorted((int(other) for other in near), key=lambda other: (-float(cosines[other]), other))
    found: list[Support] = []
    seen = {index}
    for other in ranked[:LOOKED_AT]:
        article, candidate = matter.rows[other]
        if article in seen or not _same_time(matter, row, other):
            continue
        if says_the_same(sentence, candidate, float(cosines[other]), has_case=matter.prepared[index].has_case):
            seen.add(article)
            found.append((other, round(float(cosines[other]) * 1000)))
    return found


def _same_time(matter: Matter, row: int, other: int) -> bool:
    """Whether both rows may speak of one day: they name a common one, or neither rules it out.

    A sentence that names a day is not supported by a report of weeks later that names none.
    """
    mine, theirs = matter.days(row), matter.days(other)
    if not mine or mine & theirs:
        return True
    age = abs(matter.article(row).published_at - matter.article(other).published_at)
    return not theirs and age <= SAME_NEWS


def says_the_same(sentence: PreparedSentence, other: PreparedSentence, cosine: float, *, has_case: bool = True) -> bool:
    """Whether ``other`` may be cited for ``sentence``: near, same numbers, same polarity.

    That they share a name was asked before (``Matter.same_names``).
    A passage that hedges where the sentence does not is no support. Scripts without capital letters
    show no names, so there the shared words must carry more.
    """
    covered = len(sentence.content & other.content) >= COVERAGE * max(1, len(sentence.content))
    if cosine < LIKELY or (cosine < CERTAIN and not covered):
        return False
    if not has_case and not covered:
        return False
    theirs = other.figures
    if not all(figure.is_loose or any(figure.same_as(one) for one in theirs) for figure in sentence.figures):
        return False
    return sentence.negations % 2 == other.negations % 2 and not other.hedges - sentence.hedges


def independent_reports(matter: Matter, articles: Iterable[int]) -> int:
    """How many original reports by different publishers stand behind these articles."""
    cited = list(articles)
    return min(
        len({matter.origins[index] for index in cited}), len({matter.articles[index].publisher for index in cited})
    )
