"""The same thing with another figure: an update where one report is newer, a conflict where they are equally new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from stories.summarising.corroboration import CERTAIN
from stories.summarising.figures import Figure
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence
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
    conflicts: list[Contradiction] = []
    superseded: set[int] = set()
    order = sorted(single)
    if not order:
        return [], frozenset()
    near = matter.gram[np.ix_(order, order)] >= ALIGNED
    units = np.array([single[row].unit or single[row].noun for row in order])
    near &= units[:, None] == units[None, :]
    for left, right in np.argwhere(np.triu(near, 1)):
        pair = _contradiction(matter, order[int(left)], order[int(right)], single)
        if pair is None:
            continue
        age = matter.article(pair.second).published_at - matter.article(pair.first).published_at
        if abs(age) <= EQUALLY_NEW:
            conflicts.append(pair)
        elif matter.gram[pair.first, pair.second] >= SAME_EVENT:
            superseded.add(pair.first if age > timedelta(0) else pair.second)
    kept = [pair for pair in conflicts if pair.first not in superseded and pair.second not in superseded]
    return kept[:MOST], frozenset(superseded)


def only_figure(sentence: PreparedSentence) -> Figure | None:
    """The one quantity of a sentence, if it has exactly one and it says what it counts."""
    found = [figure for figure in sentence.figures if figure.kind == "quantity" and not figure.is_loose]
    return found[0] if len(found) == 1 and (found[0].unit or found[0].noun) else None


def _contradiction(matter: Matter, first: int, second: int, single: dict[int, Figure]) -> Contradiction | None:
    one, two = single[first], single[second]
    (left, sentence), (right, other) = matter.rows[first], matter.rows[second]
    unit = one.unit or one.noun
    if left == right or unit != (two.unit or two.noun) or one.value == two.value:
        return None
    if max(abs(one.value), abs(two.value)) > FACTOR * min(abs(one.value), abs(two.value)):
        return None
    if matter.gram[first, second] < CERTAIN and not _near_words(sentence, one) & _near_words(other, two):
        return None
    if matter.prepared[left].has_case and not sentence.name_tokens & other.name_tokens:
        return None
    return Contradiction(first, second, unit, one, two)


def _near_words(sentence: PreparedSentence, figure: Figure) -> frozenset[str]:
    """Longer words about a figure, cut to five letters: "killed" and "killing" meet; the counted noun is left out."""
    around = sentence.text[max(0, figure.start - NEAR_CHARACTERS) : figure.start]
    around += " " + sentence.text[figure.end : figure.end + NEAR_CHARACTERS]
    found = (word.lower() for word in WORD.findall(around))
    return frozenset(word[:5] for word in found if word.removesuffix("s") != figure.noun and word not in STOP_WORDS)
