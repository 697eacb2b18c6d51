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
from math import log

from stories.summarising.matching import Traits, cosine, plain_form, stemming_language, traits
from stories.summarising.request import Evidence
from stories.summarising.sentences import split
from stories.summarising.wording import stems, tokens

COVERAGE_SHARE = 0.7
LACKING_COSTS = 0.4  # what a passage loses that has none of the names, and again none of the figures


@dataclass(frozen=True, slots=True)
class _Passage:
    article: str
    snapshot: str
    start: int
    end: int
    text: str
    stems: Mapping[str, int]


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
    passages = [passage for article in snapshots for passage in _passages(*article, language=stemming_language(text))]
    weights = _weights(bag, passages)
    found: list[Evidence] = []
    for article, snapshot, body in snapshots:
        elsewhere = frozenset(tokens(plain_form(body))) if wanted.names else frozenset()
        own = [passage for passage in passages if (passage.article, passage.snapshot) == (article, snapshot)]
        near = [(_nearness(bag, passage, weights), passage) for passage in own]
        # The factors only lower a score, so what is under the minimum already needs no reading of names.
        scored = [
            (score * _factors(wanted, passage, elsewhere), passage) for score, passage in near if score >= minimum
        ]
        scored = [(round(score, 6), passage) for score, passage in scored if score >= max(minimum, 1e-6)]
        scored.sort(key=lambda pair: (-pair[0], pair[1].start))
        found += [_evidence(score, passage) for score, passage in scored[:limit_per_article]]
    return tuple(dict.fromkeys(found))


def _passages(article: str, snapshot: str, body: str, *, language: str) -> list[_Passage]:
    return [
        _Passage(article, snapshot, start, end, body[start:end], _bag(plain_form(body[start:end]), language))
        for start, end in split(body)
    ]


def _bag(plain: str, language: str) -> Mapping[str, int]:
    """Stems with their counts; digits only where there is nothing else, for figures are compared by value."""
    found = stems(plain, language)
    worded = [stem for stem in found if not any(character.isdigit() for character in stem)]
    return Counter(worded or found)


def _weights(bag: Mapping[str, int], passages: Sequence[_Passage]) -> dict[str, float]:
    """Inverse document frequency over all passages; a stem that none of them has is as rare as one can be."""
    seen = Counter(stem for passage in passages for stem in passage.stems)
    return {stem: log(1 + len(passages) / max(seen[stem], 1)) for stem in (*seen, *bag)}


def _nearness(bag: Mapping[str, int], passage: _Passage, weights: Mapping[str, float]) -> float:
    """From 0 to 1, rounded to a millionth: how much of the bag is covered, and how alike the two are."""
    total = sum(weights[stem] for stem in bag)
    covered = sum(weights[stem] for stem in bag if stem in passage.stems) / total if total else 0.0
    near = cosine(_weighted(bag, weights), _weighted(passage.stems, weights))
    return round(COVERAGE_SHARE * covered + (1 - COVERAGE_SHARE) * near, 6)


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


def _evidence(score: float, passage: _Passage) -> Evidence:
    return Evidence(
        passage.article, passage.snapshot, passage.start, passage.end, passage.text, min(1000, round(score * 1000))
    )
