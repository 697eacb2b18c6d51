"""Original reports: copies of one wire text are one origin, however many outlets printed it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from stories.summarising.preparing import SKETCH_SIZE, Prepared

SAME_BODY = 0.5


def origin_groups(prepared: Sequence[Prepared]) -> tuple[int, ...]:
    """For each article the index of the first article whose body is nearly the same."""
    parent = list(range(len(prepared)))
    for left, right in _similar(prepared):
        one, two = _root(parent, left), _root(parent, right)
        parent[max(one, two)] = min(one, two)
    return tuple(_root(parent, index) for index in range(len(prepared)))


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _similar(prepared: Sequence[Prepared]) -> Iterable[tuple[int, int]]:
    spread = Counter(chain.from_iterable(entry.sketch for entry in prepared))
    common = {shingle for shingle, count in spread.items() if count > 1}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index, entry in enumerate(prepared):
        shared: defaultdict[int, int] = defaultdict(int)
        known = entry.sketch & common
        for other in chain.from_iterable(holders[shingle] for shingle in known):
            shared[other] += 1
        for other in sorted(shared):
            theirs = prepared[other].sketch
            union = len(theirs) + len(entry.sketch) - shared[other]
            if shared[other] < SAME_BODY * min(SKETCH_SIZE, union):
                continue  # cheaper than sorting both sketches, and never wrong
            if jaccard(theirs, entry.sketch) >= SAME_BODY:
                yield other, index
        for shingle in known:
            holders[shingle].append(index)


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Estimated share of common shingles: the overlap among the smallest hashes of both."""
    smallest = sorted(left | right)[:SKETCH_SIZE]
    return sum(shingle in left and shingle in right for shingle in smallest) / max(1, len(smallest))
