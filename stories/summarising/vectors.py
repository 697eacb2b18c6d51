"""Story-local TF-IDF: which sentences say similar things.

Sublinear term weights over one story's sentences, float32. Terms that stand in one sentence only
count for its length but never for a product, so the matrix is built from shared terms alone, in
blocks: 500 articles stay small. Cosines are rounded, so that no BLAS build changes a choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]

MAX_ROWS = 1500
BLOCK = 1024
DIGITS = 6


class Vectors:
    """Unit vectors of sentences over the terms that at least two of them share."""

    def __init__(self, terms: Sequence[Sequence[str]]) -> None:
        counts = [Counter(row) for row in terms]
        spread = Counter(term for row in counts for term in row)
        shared = {term: column for column, term in enumerate(sorted(t for t, df in spread.items() if df > 1))}
        self.columns = len(shared)
        self.ids: list[npt.NDArray[np.int64]] = []
        self.weights: list[Matrix] = []
        total = len(terms)
        idf = {term: log((1 + total) / (1 + df)) + 1.0 for term, df in spread.items()}
        for row in counts:
            weight = {term: (1.0 + log(tf)) * idf[term] for term, tf in row.items()}
            norm = fsum(value * value for value in weight.values()) ** 0.5 or 1.0
            kept = sorted(term for term in row if term in shared)
            self.ids.append(np.array([shared[term] for term in kept], dtype=np.int64))
            self.weights.append(np.array([weight[term] / norm for term in kept], dtype=np.float32))

    def centroid_cosines(self) -> Vector:
        """Cosine of every row with the sum of all rows."""
        centroid = np.zeros(max(1, self.columns))
        for ids, weights in zip(self.ids, self.weights, strict=True):
            centroid[ids] += weights
        norm = float(np.linalg.norm(centroid)) or 1.0
        pairs = zip(self.ids, self.weights, strict=True)
        return np.round(np.array([float(weights @ centroid[ids]) / norm for ids, weights in pairs]), DIGITS)

    def gram(self, rows: Sequence[int]) -> Matrix:
        """Cosines between the given rows, rounded; shape (len(rows), len(rows))."""
        product = np.zeros((len(rows), len(rows)), dtype=np.float32)
        for start in range(0, self.columns, BLOCK):
            width = min(BLOCK, self.columns - start)
            block = np.zeros((len(rows), width), dtype=np.float32)
            for at, row in enumerate(rows):
                ids = self.ids[row]
                low, high = np.searchsorted(ids, (start, start + width))
                block[at, ids[low:high] - start] = self.weights[row][low:high]
            product += block @ block.T
        return np.round(product, DIGITS)


def position_weight(position: int) -> float:
    """1 for the first sentence of an article, falling to one half."""
    return float(0.5 + 0.5 * np.exp(-position / 4))


def most_central(vectors: Vectors, positions: Sequence[int], limit: int = MAX_ROWS) -> list[int]:
    """Rows worth comparing, at most ``limit``, in their own order: centroid times position."""
    if len(positions) <= limit:
        return list(range(len(positions)))
    scores = vectors.centroid_cosines() * np.array([position_weight(position) for position in positions])
    ranked = sorted(range(len(positions)), key=lambda row: (-round(float(scores[row]), DIGITS), row))
    return sorted(ranked[:limit])


def shares(sets: Sequence[frozenset[str]]) -> npt.NDArray[np.bool_]:
    """Which rows have an element in common; shape (len(sets), len(sets))."""
    spread = Counter(element for row in sets for element in row)
    place = {element: at for at, element in enumerate(sorted(e for e, df in spread.items() if df > 1))}
    together = np.zeros((len(sets), len(sets)), dtype=np.bool_)
    for start in range(0, len(place), BLOCK):
        block = np.zeros((len(sets), min(BLOCK, len(place) - start)), dtype=np.float32)
        for at, row in enumerate(sets):
            block[at, [place[e] - start for e in row if e in place and start <= place[e] < start + BLOCK]] = 1
        together |= block @ block.T > 0
    return together
