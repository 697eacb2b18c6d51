"""What a summary is chosen from: a pool without repetitions, and the newest development, which has a slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from stories.summarising.choosing import REDUNDANT
from stories.summarising.corroboration import Support
from stories.summarising.matter import Matter
from stories.summarising.vectors import DIGITS, Vector, position_weight

POOL = 24
COPY = 0.8  # a row that repeats one of an earlier day so nearly tells nothing new
OLD_NEWS = timedelta(hours=24)
LEADS = 6


def pool(
    matter: Matter,
    weights: Vector,
    allowed: Sequence[int],
    supports: Mapping[int, Sequence[Support]],
    limit: int = POOL,
) -> list[int]:
    """The weightiest candidates that do not repeat each other; of those that do, a corroborated one."""
    ranked = np.array(sorted(allowed, key=lambda row: (-float(weights[row]), row)), dtype=np.int64)
    free = np.ones(len(ranked), dtype=np.bool_)
    kept: list[int] = []
    for at, row in enumerate(ranked):
        if not free[at]:
            continue
        alike = ranked[(matter.gram[row, ranked] > REDUNDANT) & free]
        best = next((int(other) for other in alike if supports.get(int(other))), int(row))
        kept.append(best)
        free &= (matter.gram[best, ranked] <= REDUNDANT) & (ranked != row) & (ranked != best)
        if len(kept) == limit:
            break
    return kept


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
    for index in newest_first:
        fresh = [row for row in by_article[index] if not _told_before(matter, row)]
        leads = [row for row in fresh if matter.rows[row][1].position < LEADS] or fresh
        if leads and matter.origins[index] == index:
            return sorted(leads, key=lambda row: (-_leading(matter, weights, row), row))
    return []


def _leading(matter: Matter, weights: Vector, row: int) -> float:
    weight: float = float(weights[row]) ** 0.5
    return round(weight * position_weight(matter.rows[row][1].position) ** 4, DIGITS)


def _told_before(matter: Matter, row: int) -> bool:
    before = matter.article(row).published_at - OLD_NEWS
    return any(matter.article(int(other)).published_at < before for other in np.flatnonzero(matter.gram[row] > COPY))
