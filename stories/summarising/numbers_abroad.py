"""Numbers as German, French and Spanish write and spell them: separators, scales, units and number words.

"15.000 Tonnen" is fifteen thousand tonnes, "2,4 millions d'euros" are 2,400,000 euros, "drei" is 3. Of other languages
with a decimal comma only the separators are known; every other language is read as English is (``figures``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from stories.summarising.figures import Figure, figures, figures_of, noun_at
from stories.summarising.folding import Folded, fold_map
from stories.summarising.number_words import UNITS
from stories.summarising.number_words_abroad import SCALES, SPELLED, UNIT_NAMES
from stories.summarising.vocabulary import words

WITH_COMMA = words("de fr es it pt nl da sv nb nn no fi pl cs sk ru uk tr el ro hu bg hr sl sr")
SEPARATED = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?!\d|[.,]\d)")
SWAPPED = str.maketrans(".,", ",.")
THREE, NONE = re.compile(r"\d{1,3},\d{3}"), re.compile("$^")  # Mexico writes 1,500 for fifteen hundred


@dataclass(frozen=True, slots=True)
class _Words:
    spelled: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    word: re.Pattern[str]
    after: re.Pattern[str]


def figures_in(text: str, language: str) -> tuple[Figure, ...]:
    """All numbers of a text of this language ("de", "de-AT") in reading order. Linear; never fails on any string."""
    primary = language.partition("-")[0].lower()
    return _figures(text, primary) if primary in WITH_COMMA else figures(text)


@lru_cache(maxsize=8192)
def _figures(text: str, language: str) -> tuple[Figure, ...]:
    folded = fold_map(text)
    read = Folded(_with_points(folded.text, language), folded.starts, folded.ends)
    found = figures_of(read)
    if language not in SPELLED:
        return found
    known = _words(language)
    spelled = [figure for figure in _spelled(read, known) if not any(_overlap(figure, other) for other in found)]
    placed = sorted([*found, *spelled], key=lambda figure: figure.start)
    told = [_with_unit(figure, read, known) for figure in placed]
    return tuple(one for place, one in enumerate(told) if not place or one.start >= told[place - 1].end)


def _with_points(text: str, language: str) -> str:
    """Separators as English has them, at the same places."""
    kept = THREE if language == "es" else NONE
    return SEPARATED.sub(
        lambda found: found.group() if kept.fullmatch(found.group()) else found.group().translate(SWAPPED), text
    )


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    scales, spelled = SCALES[language], SPELLED[language]
    units = UNITS | {name: unit for unit, names in UNIT_NAMES[language].items() for name in names.split("|")}
    scale, unit = _any(scales), _any(units)
    return _Words(
        spelled,
        scales,
        units,
        re.compile(rf"(?<![\w-])(?:{_any(spelled)})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?: (?P<scale>{scale})(?!\w)\.?)?(?:(?: d'| de |[ -])?(?P<unit>{unit})(?!\w))?"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _spelled(read: Folded, known: _Words) -> Iterator[Figure]:
    for match in known.word.finditer(read.text):
        start, end = read.raw_span(*match.span())
        value = Decimal(known.spelled[match.group().lower()])
        yield Figure(value, "", "quantity", start, end, noun_at(read.text, match.end()))


def _overlap(one: Figure, other: Figure) -> bool:
    return one.start < other.end and other.start < one.end


def _with_unit(figure: Figure, read: Folded, known: _Words) -> Figure:
    """With the scale and the unit that stand behind it in the language's own words."""
    at = bisect_left(read.ends, figure.end) + 1
    match = known.after.match(read.text, at)
    if match is None or not match.group() or figure.unit or figure.kind not in ("quantity", "year"):
        return figure
    unit = known.units[match["unit"]] if match["unit"] else ""
    return replace(
        figure,
        value=figure.value * 10 ** (known.scales[match["scale"]] if match["scale"] else 0),
        unit=unit,
        kind="quantity",
        end=read.ends[match.end() - 1],
        noun="" if unit else noun_at(read.text, match.end()),
    )
