"""LexRank: the weight of a sentence from those that are like it, by a random walk over the matrix of cosines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stories.summarising.matter import Matter
from stories.summarising.vectors import DIGITS, Vector, position_weight

EDGE = 0.1
DAMPING = 0.85
ROUNDS = 40
SETTLED = 1e-9
REPEATED = 0.8


def lexrank(matter: Matter) -> Vector:
    """Weights of all rows, restarting at the heads of articles; scaled to a mean of one. Erkan and Radev, 2004."""
    if not matter.rows:
        return np.zeros(0)
    weights = _edges(matter)
    restart = np.array([position_weight(sentence.position) for _, sentence in matter.rows])
    restart /= restart.sum()
    rank = restart.copy()
    for _ in range(ROUNDS):
        moved = DAMPING * (rank @ weights)
        before, rank = rank, moved + (1.0 - moved.sum()) * restart
        if np.abs(rank - before).max() * len(rank) < SETTLED:
            break
    return np.round(rank * len(rank), DIGITS)


def _edges(matter: Matter) -> npt.NDArray[np.float64]:
    """How much of a row's weight goes to each other row; shape (rows, rows). One pair in ten has an edge at all."""
    size = len(matter.rows)
    cosines = matter.gram.ravel()
    at = np.flatnonzero(cosines >= EDGE)
    (left, right), found = np.divmod(at, size), cosines[at].astype(np.float64)
    origin = np.array([matter.origins[index] for index, _ in matter.rows])
    found[origin[left] == origin[right]] *= 0.5
    # A background paragraph that one publisher repeats from article to article is no agreement.
    numbers: dict[str, int] = {}
    publishers = np.array([numbers.setdefault(matter.article(row).publisher, row) for row in range(size)])
    found[((publishers[left] == publishers[right]) & (found >= REPEATED)) | (left == right)] = 0.0
    totals = np.bincount(left, weights=found, minlength=size)
    weights = np.zeros(size * size)
    weights[at] = found / np.where(totals > 0, totals, 1.0)[left]
    return weights.reshape(size, size)
