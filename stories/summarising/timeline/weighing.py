"""How much each date weighs in the articles, and how like their sentences are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from stories.summarising.timeline.naming_days import Day, Named

TOGETHER = 0.5
MOST_COMPARED = 40  # sentences of a date that are laid side by side


@dataclass(frozen=True, slots=True)
class Bucket:
    """A date, or two a day apart that tell the same, with the sentences that name it."""

    days: frozenset[Day]
    members: tuple[Named, ...]
    salience: int


class Weights:
    """Weights of the words in the sentences that name times; rounded, so that no build changes a choice."""

    def __init__(self, named: Sequence[Named]) -> None:
        counts = Counter(word for one in named for word in one.sentence.content)
        self.rarity = {word: log(1 + len(named) / count) for word, count in counts.items()}

    def vector(self, words: Counter[str]) -> dict[str, float]:
        """The words with their weights, of length 1."""
        found = {word: (1 + log(count)) * self.rarity.get(word, 0.0) for word, count in words.items()}
        length = sqrt(sum(value * value for value in found.values())) or 1.0
        return {word: value / length for word, value in found.items()}

    def cosine(self, one: Named, other: Named) -> float:
        """How like two sentences are."""
        return _dot(self.vector(Counter(one.sentence.terms)), self.vector(Counter(other.sentence.terms)))

    def of_bucket(self, members: Sequence[Named]) -> dict[str, float]:
        """What the sentences of a date have in common."""
        return self.vector(Counter(word for one in members[:MOST_COMPARED] for word in one.sentence.content))

    def centrality(self, one: Named, centre: Mapping[str, float]) -> float:
        """How like a sentence is to what all of its date have in common."""
        return _dot(self.vector(Counter(one.sentence.terms)), centre)


def buckets(named: Sequence[Named], weights: Weights) -> list[Bucket]:
    """The dates, the weightiest first; two that are a day apart and tell the same are one."""
    by_day: dict[Day, list[Named]] = defaultdict(list)
    for one in named:
        for day in one.days:
            by_day[day].append(one)
    found = [Bucket(frozenset({day}), tuple(members), _salience(members)) for day, members in by_day.items()]
    found = _merged(sorted(found, key=_first), weights)
    return sorted(found, key=lambda bucket: (-bucket.salience, _first(bucket)))


def _salience(members: Sequence[Named]) -> int:
    """How many distinct sentences: copies of one wire text count once."""
    return len({one.sentence.content for one in members})


def _first(bucket: Bucket) -> Day:
    return min(bucket.days)


def _merged(found: list[Bucket], weights: Weights) -> list[Bucket]:
    """Join each single day with the next one where both tell the same."""
    done: list[Bucket] = []
    for bucket in found:
        before = next((one for one in done if _is_beside(one, bucket)), None)
        if before is None or _likeness(before, bucket, weights) < TOGETHER:
            done.append(bucket)
            continue
        done.remove(before)
        members = tuple(dict.fromkeys([*before.members, *bucket.members]))
        done.append(Bucket(before.days | bucket.days, members, _salience(members)))
    return done


def _is_beside(one: Bucket, other: Bucket) -> bool:
    """Whether both are one day each, the next one to the other; joined ones are joined no further."""
    if len(one.days) > 1 or len(other.days) > 1:
        return False
    (first, last), (start, end) = _first(one), _first(other)
    return first == last and start == end and (start - last).days == 1


def _likeness(one: Bucket, other: Bucket, weights: Weights) -> float:
    return _dot(weights.of_bucket(one.members), weights.of_bucket(other.members))


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return round(sum(value * large.get(word, 0.0) for word, value in small.items()), 6)
