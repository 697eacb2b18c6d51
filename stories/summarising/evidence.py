"""Find the passage of each article that best supports what a person wrote.

A passage is one sentence of the article's text. It scores by the share of the person's stems it holds and
by the cosine with it, rare stems weighing more. Names and figures of the person's text that the passage
lacks lower the score; a name half as much when the article has it elsewhere ("the company"). Works without
word lists, so for any language that ``wording`` can stem or pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from stories.summarising.matching import Traits, cosine, plain_form, stemming_language, traits
from stories.summarising.request import Evidence
from stories.summarising.sentences import split
from stories.summarising.wording import stems, tokens

COVERAGE_SHARE = 0.7
LACKING_COSTS = 0.4  # what a passage loses that has none of the names, and again none of the figures


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int
    text: str
    stems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Body:
    """The passages of one body, and by each stem the indexes of those that have it."""

    passages: tuple[_Passage, ...]
    where: Mapping[str, Sequence[int]]


def best_passages(
    text: str, snapshots: Sequence[tuple[str, str, str]], *, minimum: float = 0.5, limit_per_article: int = 1
) -> tuple[Evidence, ...]:
    """The best passages for a text: of each (article, snapshot, body), in the order given, the best first.

    Passages under ``minimum`` (0 to 1) are left out; equal ones go by their place in the body. Every
    passage has body[start:end] == quote. A text without any word gives ().
    """
    wanted = traits(text)
    bag = _bag(plain_form(text), stemming_language(text))
    if not bag:
        return ()
    bodies = {body: _read(body, stemming_language(text)) for _, _, body in snapshots}
    weights = _weights_over(tuple(body for _, _, body in snapshots), stemming_language(text))
    total = sum(weights[stem] for stem in bag)
    found: list[Evidence] = []
    for article, snapshot, body in snapshots:
        # The factors only lower a score, so what is under the minimum already needs no reading of names.
        near = _near(bag, bodies[body], weights, total, minimum)
        elsewhere = _tokens_of(body) if near and wanted.names else frozenset()
        scored = [(round(score * _factors(wanted, passage, elsewhere), 6), passage) for score, passage in near]
        scored = [(score, passage) for score, passage in scored if score >= max(minimum, 1e-6)]
        scored.sort(key=lambda pair: (-pair[0], pair[1].start))
        found += [_evidence(article, snapshot, score, passage) for score, passage in scored[:limit_per_article]]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def _read(body: str, language: str) -> _Body:
    """The passages of a body, each with its stems: read once, however many sentences are looked for in it."""
    passages = tuple(
        _Passage(start, end, body[start:end], _bag(plain_form(body[start:end]), language)) for start, end in split(body)
    )
    where: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        for stem in passage.stems:
            where.setdefault(stem, []).append(at)
    return _Body(passages, where)


@lru_cache(maxsize=256)
def _tokens_of(body: str) -> frozenset[str]:
    return frozenset(tokens(plain_form(body)))


@lru_cache(maxsize=8)
def _weights_over(bodies: tuple[str, ...], language: str) -> _Weights:
    return _Weights([_read(body, language) for body in bodies])


class _Weights(dict[str, float]):
    """Inverse document frequency over all passages; a stem that none of them has is as rare as one can be."""

    def __init__(self, bodies: Sequence[_Body]) -> None:
        super().__init__()
        self.bodies = bodies
        self.passages = sum(len(body.passages) for body in bodies)

    def __missing__(self, stem: str) -> float:
        seen = sum(len(body.where.get(stem, ())) for body in self.bodies)
        weight = self[stem] = log(1 + self.passages / max(seen, 1))
        return weight


def _bag(plain: str, language: str) -> Mapping[str, int]:
    """Stems with their counts; digits only where there is nothing else, for figures are compared by value."""
    found = stems(plain, language)
    worded = [stem for stem in found if not any(character.isdigit() for character in stem)]
    return Counter(worded or found)


def _near(
    bag: Mapping[str, int], body: _Body, weights: Mapping[str, float], total: float, minimum: float
) -> list[tuple[float, _Passage]]:
    """The passages of a body that reach the minimum, each with how near it is, 0 to 1, rounded to a millionth.

    That is how much of the bag is covered, and how alike the two are.
    """
    covered: dict[int, float] = {}
    for stem in bag:
        for at in body.where.get(stem, ()):
            covered[at] = covered.get(at, 0.0) + weights[stem]
    own = _weighted(bag, weights)
    found = []
    for at, part in covered.items():
        passage, score = body.passages[at], COVERAGE_SHARE * (part / total if total else 0.0)
        if score + (1 - COVERAGE_SHARE) < minimum - 1e-5:
            continue  # however alike, the minimum is out of reach
        score = round(score + (1 - COVERAGE_SHARE) * cosine(own, _weighted(passage.stems, weights)), 6)
        if score >= minimum:
            found.append((score, passage))
    return found


def _weighted(found: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    return {stem: count * weights[stem] for stem, count in found.items()}


def _factors(wanted: Traits, passage: _Passage, elsewhere: frozenset[str]) -> float:
    """What names and figures leave of a score: 1 when the passage has them all."""
    has = traits(passage.text)
    figures = [float(number in has.numbers) for number in wanted.numbers]
    names = [_held(name, has, elsewhere) for name in sorted(wanted.names)]
    return _factor(figures) * _factor(names)


def _held(name: str, has: Traits, elsewhere: frozenset[str]) -> float:
    words = frozenset(tokens(name))
    if name in has.names or words <= has.words:
        return 1.0
    return 0.5 if words <= elsewhere else 0.0


def _factor(held: Sequence[float]) -> float:
    return 1 - LACKING_COSTS * (1 - sum(held) / len(held)) if held else 1.0


def _evidence(article: str, snapshot: str, score: float, passage: _Passage) -> Evidence:
    return Evidence(article, snapshot, passage.start, passage.end, passage.text, min(1000, round(score * 1000)))
