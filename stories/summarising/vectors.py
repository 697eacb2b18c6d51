"""Story-local TF-IDF: which sentences say similar things.

Sublinear term weights over one story's sentences. A weight is a whole number of steps of 1/4096, cut off
below, so a product of two unit vectors is a whole number of steps of 2**-24 and never above one: float32 holds
it and every partial sum exactly. A cosine is therefore the same whatever BLAS, thread or order adds it up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

MAX_ROWS = 1500
BLOCK = 1024
DIGITS = 6
STEPS = 4096
RARE = 12  # a term of fewer rows is cheaper added pair by pair than multiplied as a column


class Vectors:
    """Unit vectors of sentences, as (row, term, weight) triples in the order of rows; at least one row has terms."""

    def __init__(self, terms: Sequence[Sequence[str]]) -> None:
        self.count = len(terms)
        lengths = np.fromiter(map(len, terms), dtype=np.int64, count=self.count)
        place: defaultdict[str, int] = defaultdict()
        place.default_factory = place.__len__
        flat = np.fromiter(map(place.__getitem__, chain.from_iterable(terms)), dtype=np.int64, count=int(lengths.sum()))
        width = max(1, len(place))
        keys, times = np.unique(np.repeat(np.arange(self.count), lengths) * width + flat, return_counts=True)
        self.rows, self.ids = np.divmod(keys, width)
        spread = np.bincount(self.ids, minlength=width)
        idf = np.log((1 + self.count) / (1 + spread)) + 1.0
        raw = (1.0 + np.log(times)) * idf[self.ids]
        norms = np.sqrt(np.bincount(self.rows, weights=raw * raw, minlength=max(1, self.count)))
        self.weights = np.floor(np.round(raw / norms[self.rows], 9) * STEPS) / STEPS
        self.width = width
        self.starts = np.searchsorted(self.rows, np.arange(self.count + 1))

    def centroid_cosines(self) -> Vector:
        """Cosine of every row with the sum of all rows."""
        centroid = np.bincount(self.ids, weights=self.weights, minlength=self.width)
        norm = float(np.sqrt((centroid * centroid).sum())) or 1.0
        products = self.weights * centroid[self.ids]
        return np.round(np.bincount(self.rows, weights=products, minlength=self.count) / norm, DIGITS)

    def gram(self, rows: Sequence[int]) -> Matrix:
        """Cosines between the given rows, rounded; shape (len(rows), len(rows))."""
        size = len(rows)
        chosen = np.array(rows, dtype=np.int64)
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        ends = np.cumsum(lengths)
        kept = np.repeat(self.starts[chosen] - ends + lengths, lengths) + np.arange(int(lengths.sum()))
        at, ids, weights = np.repeat(np.arange(size), lengths), self.ids[kept], self.weights[kept].astype(np.float32)
        spread = np.bincount(ids, minlength=self.width)
        product = _rare_products(size, at, ids, weights, spread)
        column = np.cumsum(spread >= RARE) - 1
        common = spread[ids] >= RARE
        at, columns, weights = at[common], column[ids[common]], weights[common]
        for start in range(0, int(column[-1]) + 1 if self.width else 0, BLOCK):
            inside = (columns >= start) & (columns < start + BLOCK)
            block = np.zeros((size, min(BLOCK, int(column[-1]) + 1 - start)), dtype=np.float32)
            block[at[inside], columns[inside] - start] = weights[inside]
            product += block @ block.T
        # On the diagonal, each row's product with itself: with the terms that no other row has.
        itself = np.bincount(self.rows, weights=self.weights * self.weights, minlength=self.count)
        np.fill_diagonal(product, itself[chosen].astype(np.float32))
        return np.round(product, DIGITS, out=product)


def _rare_products(size: int, at: Ids, ids: Ids, weights: Matrix, spread: Ids) -> Matrix:
    """The part of all products that comes from terms of two rows and more, but few."""
    product = np.zeros(size * size, dtype=np.float32)
    rare = (spread[ids] < RARE) & (spread[ids] > 1)
    order = np.argsort(ids[rare], kind="stable")
    at, ids, weights = at[rare][order], ids[rare][order], weights[rare][order]
    for step in range(1, RARE):
        same = ids[step:] == ids[:-step] if len(ids) > step else np.zeros(0, dtype=np.bool_)
        if not same.any():
            break
        left, right, added = at[:-step][same], at[step:][same], (weights[:-step] * weights[step:])[same]
        np.add.at(product, left * size + right, added)
        np.add.at(product, right * size + left, added)
    return product.reshape(size, size)


def position_weight(position: int) -> float:
    """1 for the first sentence of an article, falling to one half."""
    return float(0.5 + 0.5 * np.exp(-position / 4))


def most_central(
    vectors: Vectors, positions: Sequence[int], always: Sequence[int] = (), limit: int = MAX_ROWS
) -> list[int]:
    """Rows worth comparing, at most ``limit``, in their own order: ``always``, then by centroid times position."""
    if len(positions) <= limit:
        return list(range(len(positions)))
    weight = np.array([position_weight(position) for position in range(max(positions) + 1)])
    scores = np.round(vectors.centroid_cosines() * weight[np.array(positions)], DIGITS)
    scores[list(always)] += 2.0
    ranked = np.lexsort((np.arange(len(positions)), -scores))
    return sorted(int(row) for row in ranked[:limit])


def shares(sets: Sequence[frozenset[str]]) -> npt.NDArray[np.bool_]:
    """Which rows have an element in common; shape (len(sets), len(sets))."""
    spread = Counter(chain.from_iterable(sets))
    place = {element: at for at, element in enumerate(sorted(e for e, df in spread.items() if df > 1))}
    lengths = [sum(element in place for element in row) for row in sets]
    at = np.repeat(np.arange(len(sets)), lengths)
    columns = np.fromiter((place[e] for row in sets for e in row if e in place), dtype=np.int64)
    together = np.zeros((len(sets), len(sets)), dtype=np.bool_)
    for start in range(0, len(place), BLOCK):
        inside = (columns >= start) & (columns < start + BLOCK)
        block = np.zeros((len(sets), min(BLOCK, len(place) - start)), dtype=np.float32)
        block[at[inside], columns[inside] - start] = 1
        together |= block @ block.T > 0
    return together
