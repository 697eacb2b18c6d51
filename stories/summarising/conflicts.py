"""The same thing with another figure: an update where one report is newer, a conflict where they are equally new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from stories.summarising.corroboration import CERTAIN
from stories.summarising.figures import Figure
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence
from stories.summarising.vectors import shares
from stories.summarising.vocabulary import STOP_WORDS

ALIGNED = 0.33
SAME_EVENT = 0.45  # before an older figure is dropped, more must agree than before an editor is asked
EQUALLY_NEW = timedelta(hours=24)
MOST = 20
FACTOR = 4  # a figure many times another counts another thing
NEAR_CHARACTERS = 32
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows with one number each of the same unit and different value."""

    first: int
    second: int
    unit: str
    first_figure: Figure
    second_figure: Figure


def contradictions(matter: Matter) -> tuple[list[Contradiction], frozenset[int]]:
    """Conflicts between equally new rows, and rows whose figure a newer report has replaced."""
    single = {row: figure for row, (_, sentence) in enumerate(matter.rows) if (figure := only_figure(sentence))}
    order = sorted(single)
    if not order:
        return [], frozenset()
    conflicts: list[Contradiction] = []
    superseded: set[int] = set()
    for left, right in np.argwhere(np.triu(_opposed(matter, order, single), 1)):
        first, second = order[int(left)], order[int(right)]
        age = matter.article(second).published_at - matter.article(first).published_at
        if abs(age) <= EQUALLY_NEW:
            conflicts.append(Contradiction(first, second, _unit(single[first]), single[first], single[second]))
        elif matter.gram[first, second] >= SAME_EVENT:
            superseded.add(first if age > timedelta(0) else second)
    kept = [pair for pair in conflicts if pair.first not in superseded and pair.second not in superseded]
    return kept[:MOST], frozenset(superseded)


def _opposed(matter: Matter, order: list[int], single: Mapping[int, Figure]) -> npt.NDArray[np.bool_]:
    """Which of these rows are aligned, of other articles, and give another value of one unit."""
    grid = np.ix_(order, order)
    units = np.array([_unit(single[row]) for row in order])
    values = np.array([str(single[row].value.normalize()) for row in order])
    sizes = np.array([float(abs(single[row].value)) for row in order])
    owner = np.array([matter.rows[row][0] for row in order])
    words = shares([_near_words(matter.rows[row][1], single[row]) for row in order])
    found = (matter.gram[grid] >= ALIGNED) & matter.same_names[grid] & (words | (matter.gram[grid] >= CERTAIN))
    found &= (units[:, None] == units) & (values[:, None] != values) & (owner[:, None] != owner)
    opposed: npt.NDArray[np.bool_] = found & (
        np.maximum(sizes[:, None], sizes) <= FACTOR * np.minimum(sizes[:, None], sizes)
    )
    return opposed


def _unit(figure: Figure) -> str:
    return figure.unit or figure.noun


def only_figure(sentence: PreparedSentence) -> Figure | None:
    """The one quantity of a sentence, if it has exactly one and it says what it counts."""
    found = [figure for figure in sentence.figures if figure.kind == "quantity" and not figure.is_loose]
    return found[0] if len(found) == 1 and (found[0].unit or found[0].noun) else None


def _near_words(sentence: PreparedSentence, figure: Figure) -> frozenset[str]:
    """Longer words about a figure, cut to five letters: "killed" and "killing" meet; the counted noun is left out."""
    around = sentence.text[max(0, figure.start - NEAR_CHARACTERS) : figure.start]
    around += " " + sentence.text[figure.end : figure.end + NEAR_CHARACTERS]
    found = (word.lower() for word in WORD.findall(around))
    return frozenset(word[:5] for word in found if word.removesuffix("s") != figure.noun and word not in STOP_WORDS)
