"""What a summary is chosen from: a pool without repetitions, and the newest development, which has a slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from stories.summarising.choosing import REDUNDANT
from stories.summarising.corroboration import Support
from stories.summarising.matter import Matter
from stories.summarising.vectors import DIGITS, Vector, position_weight
from stories.summarising.wording import stem

POOL = 24
WORTH_TELLING = 1.0  # of a mean sentence of the articles: what weighs much less was found trifling by readers
FIRST_WORD = 0.5  # of one, for an outlet that has no sentence in the pool yet: one outlet may say only so much
FEWEST = 14  # of the pool, however little they weigh
OTHERS = 16
COPY = 0.8  # a row that repeats one of an earlier day so nearly tells nothing new
OLD_NEWS = timedelta(hours=24)
LEADS = 6
ALIKE, HALF = 0.45, 0.5
OPENING = 3


def pool(
    matter: Matter,
    weights: Vector,
    allowed: Sequence[int],
    supports: Mapping[int, Sequence[Support]],
    limit: int = POOL,
) -> list[int]:
    """The weightiest candidates that do not repeat each other; of those that do, a corroborated one.

    Beyond the first few only what is worth telling, what several report, or what gives another outlet a say: a shorter
    summary is better than trifles.
    """
    ranked = np.array(sorted(allowed, key=lambda row: (-float(weights[row]), row)), dtype=np.int64)
    free = np.ones(len(ranked), dtype=np.bool_)
    kept: list[int] = []
    heard: set[str] = set()
    for at, row in enumerate(ranked):
        if not free[at]:
            continue
        worth = WORTH_TELLING if matter.article(int(row)).publisher in heard else FIRST_WORD
        if len(kept) >= FEWEST and weights[row] < worth and not supports.get(int(row)):
            continue
        best = _best_told(matter, weights, int(row), ranked[(matter.gram[row, ranked] > ALIKE) & free], supports)
        kept.append(best)
        heard.add(matter.article(best).publisher)
        free &= (matter.gram[best, ranked] <= REDUNDANT) & (ranked != row) & (ranked != best)
        if len(kept) == limit:
            break
    return [*kept, *_told_by_others(kept, frozenset(allowed), supports)]


def _told_by_others(
    kept: Sequence[int], allowed: frozenset[int], supports: Mapping[int, Sequence[Support]]
) -> list[int]:
    """What the pool has, in the words of the other outlets that report it: one may have said enough already."""
    others = (other for row in kept for other, _ in supports.get(row, ()))
    return [other for other in dict.fromkeys(others) if other in allowed and other not in kept][:OTHERS]


def _best_told(
    matter: Matter, weights: Vector, row: int, alike: npt.NDArray[np.int64], supports: Mapping[int, Sequence[Support]]
) -> int:
    """The row, or one of much the same that others report whole: shorter, and hardly less weighty."""
    if supports.get(row):
        return row
    reported = [int(other) for other in alike if supports.get(int(other))]
    return next((other for other in reported if _may_stand_for(matter, weights, row, other)), row)


def _may_stand_for(matter: Matter, weights: Vector, row: int, other: int) -> bool:
    is_copy = float(matter.gram[row, other]) > REDUNDANT
    is_newer = matter.article(other).published_at >= matter.article(row).published_at - OLD_NEWS
    return is_copy or (is_newer and matter.candidates[other].stands_alone() and weights[other] >= HALF * weights[row])


def newest_developments(matter: Matter, weights: Vector, allowed: Sequence[int]) -> list[int]:
    """Lead sentences of the newest article that tells something new, the best first; none below two articles.

    A copy of an older report, and a lead that was told a day before in nearly the same words, are no news.
    """
    if len({matter.rows[row][0] for row in allowed}) < 2:
        return []
    by_article: defaultdict[int, list[int]] = defaultdict(list)
    for row in allowed:
        if len(matter.rows[row][1].content & matter.subject) >= 2 and matter.candidates[row].stands_alone():
            by_article[matter.rows[row][0]].append(row)
    newest_first = sorted(by_article, key=lambda index: (matter.articles[index].published_at, index), reverse=True)
    aside: list[int] = []
    for index in newest_first:
        fresh = [row for row in by_article[index] if not _told_before(matter, row)]
        leads = [row for row in fresh if matter.rows[row][1].position < LEADS] or fresh
        if not leads or matter.origins[index] != index:
            continue
        if aside and matter.article(aside[0]).published_at - matter.articles[index].published_at > OLD_NEWS:
            break
        named = [row for row in leads if _names_subject(matter, row)]
        found = sorted(named or leads, key=lambda row: (-_leading(matter, weights, row), row))
        if named and matter.rows[found[0]][1].position < OPENING:
            return [*found, *aside]
        aside = aside or found  # its lead may not stand, and what else it tells is an aside beside a day's news
    return aside


def _names_subject(matter: Matter, row: int) -> bool:
    """Whether a reader who knows nothing learns what the story is about: one of its names is told."""
    index, sentence = matter.rows[row]
    language = matter.articles[index].language
    return not matter.prepared[index].has_case or any(
        stem(token, language) in matter.subject for token in sentence.name_tokens
    )


def _leading(matter: Matter, weights: Vector, row: int) -> float:
    weight: float = float(weights[row]) ** 0.5
    return round(weight * position_weight(matter.rows[row][1].position) ** 4, DIGITS)


def _told_before(matter: Matter, row: int) -> bool:
    before = matter.article(row).published_at - OLD_NEWS
    return any(matter.article(int(other)).published_at < before for other in np.flatnonzero(matter.gram[row] > COPY))
