"""The same thing with another figure: an update where one report is newer, a conflict where they are equally new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from stories.summarising.counted import Counted, compatible, count_the_same, counted
from stories.summarising.matter import Matter
from stories.summarising.wording import stems

ALIGNED = 0.33
SAME_EVENT = 0.45  # before an older figure is dropped, more must agree than before an editor is asked
SAME_FATE = 0.18  # "The toll rose to 40" and "31 people were killed when ..." share little more
EQUALLY_NEW = timedelta(hours=3)
MOST = 20
MOST_ALIKE = 400
FACTOR = 4  # a figure many times another counts another thing
CLOSE = 1.1
FACTOR_OF_FATES = 1000  # but a toll can grow so
UPDATE = re.compile(
    r"\b(?:rose|risen|rises|climbed|climbs|grew|grown|now|latest|revised|corrected|updated|confirmed|final|no longer"
    r"|previously|up from|down from|not the)\b",
    re.IGNORECASE,
)
RECORD = re.compile(r"\b(?:lowest|highest|record|first|since \d{4}|never|peak|strongest|worst)\b", re.IGNORECASE)
PLACED = r"(?:in|at|near|across|off|from)(?: the)?"
SO_FAR = re.compile(
    r"\b(?:as of|so far|to date|total|toll|already|at least|more than|over|rose|risen|now|number of|confirmed|final"
    r"|by (?:late|early|noon|midnight))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows that give different values for one thing; the first is the older one."""

    first: int
    second: int
    one: Counted
    other: Counted

    @property
    def label(self) -> str:
        """What is counted, in words."""
        both = sorted(self.one.fates & self.other.fates)
        noun = self.other.figure.unit or self.other.figure.noun or self.one.figure.noun
        return " ".join(filter(None, [noun, *both])) or self.one.key


@dataclass(frozen=True, slots=True)
class Differences:
    """Conflicts between equally new reports, figures that newer ones replaced, and the rows that give the latter.

    ``series`` says which rows give other days' values of the same thing: a level in May and one in April.
    """

    conflicts: tuple[Contradiction, ...] = ()
    replaced: tuple[Contradiction, ...] = ()
    superseded: frozenset[int] = frozenset()
    series: Mapping[int, frozenset[int]] = field(default_factory=dict)


def differences(matter: Matter) -> Differences:
    """Compare all figures of all rows that count the same thing."""
    conflicts: list[Contradiction] = []
    replaced: list[Contradiction] = []
    series: defaultdict[int, set[int]] = defaultdict(set)
    for pair in _opposed(matter):
        if _of_other_days(matter, pair) and not _is_running(matter, pair):
            series[pair.first].add(pair.second)
            series[pair.second].add(pair.first)
        elif not _is_newer(matter, pair):
            conflicts.append(pair)
        elif _replaces(matter, pair):
            replaced.append(pair)
    superseded = frozenset(pair.first for pair in replaced)
    open_still = [pair for pair in conflicts if not {pair.first, pair.second} & superseded]
    single = [pair for pair in open_still if _has_one(matter, pair.first) and _has_one(matter, pair.second)]
    return Differences(
        tuple(single[:MOST]), tuple(replaced), superseded, {row: frozenset(found) for row, found in series.items()}
    )


def _latest(matter: Matter, replaced: list[Contradiction]) -> tuple[Contradiction, ...]:
    """Each replaced figure once, with the newest that replaces it; of equally new ones the likest sentence's."""
    found: dict[tuple[int, int], Contradiction] = {}
    for pair in replaced:
        key = pair.first, pair.one.figure.start
        known = found.get(key)
        if known is None or _freshness(matter, pair) > _freshness(matter, known):
            found[key] = pair
    return tuple(found.values())


def _freshness(matter: Matter, pair: Contradiction) -> tuple[float, float]:
    return matter.article(pair.second).published_at.timestamp(), float(matter.gram[pair.first, pair.second])


def _has_one(matter: Matter, row: int) -> bool:
    """A sentence with several figures tells too much for a machine to say that it contradicts another."""
    return len(counted(matter.rows[row][1], matter.article(row).language)) == 1


def _opposed(matter: Matter) -> Iterator[Contradiction]:
    """Pairs of rows of different articles, the older first, that give other values for one thing."""
    found: defaultdict[str, list[tuple[int, Counted]]] = defaultdict(list)
    for row, (_, sentence) in enumerate(matter.rows):
        for one in counted(sentence, matter.article(row).language):
            found[one.key].append((row, one))
    for key in sorted(found):
        for (left, one), (right, other) in combinations(_loudest(matter, found[key]), 2):
            if left == right or matter.rows[left][0] == matter.rows[right][0]:
                continue
            if not _differ(one, other):
                continue
            first, second = sorted((left, right), key=lambda row: (matter.article(row).published_at, row))
            early, late = (one, other) if first == left else (other, one)
            if _of_one_event(matter, first, second, early, late):
                yield Contradiction(first, second, early, late)


def _loudest(matter: Matter, rows: list[tuple[int, Counted]]) -> list[tuple[int, Counted]]:
    """At most MOST_ALIKE of them, the newest, so that pairs stay few in a story of hundreds of articles."""
    ranked = sorted(rows, key=lambda entry: (matter.article(entry[0]).published_at, entry[0]), reverse=True)
    return sorted(ranked[:MOST_ALIKE], key=lambda entry: (entry[0], entry[1].figure.start))


def _differ(one: Counted, other: Counted) -> bool:
    left, right = sorted((abs(one.figure.value), abs(other.figure.value)))
    factor = FACTOR_OF_FATES if one.fates & other.fates else FACTOR
    return right <= factor * left and not compatible(one, other) and count_the_same(one, other)


def _of_one_event(matter: Matter, first: int, second: int, early: Counted, late: Counted) -> bool:
    """Near enough, of the same names, and neither itself tells the other's value ("up from 31")."""
    if not (_both_so_far(matter, first, second, early, late) or _are_near(matter, first, second, early, late)):
        return False
    told = {figure.value for figure in matter.rows[second][1].figures if figure.unit == early.figure.unit}
    known = {figure.value for figure in matter.rows[first][1].figures if figure.unit == late.figure.unit}
    if late.figure.value in known:
        return False
    return early.figure.value not in told or UPDATE.search(_text(matter, second)) is not None


def _are_near(matter: Matter, first: int, second: int, early: Counted, late: Counted) -> bool:
    """A sentence without any name speaks of the story's subject."""
    floor = SAME_FATE if early.fates & late.fates else ALIGNED
    is_nameless = not (matter.rows[first][1].names and matter.rows[second][1].names)
    return bool(matter.gram[first, second] >= floor and (matter.same_names[first, second] or is_nameless))


def _both_so_far(matter: Matter, first: int, second: int, early: Counted, late: Counted) -> bool:
    """Whether both count the whole story so far: "has killed more than 1,000", "at least 52,000 deaths", or nearly so.

    The earlier one must name no place or body of its own, which could be a part of the story.
    """
    left, right = sorted((abs(early.figure.value), abs(late.figure.value)))
    is_close = float(right) <= CLOSE * float(left)  # 118 pulled from the water, 120 saved
    if not early.fates & late.fates or not (
        is_close or (SO_FAR.search(_text(matter, first)) and SO_FAR.search(_text(matter, second)))
    ):
        return False
    sentence, language = matter.rows[first][1], matter.article(first).language
    places = [name for name in sentence.names if re.search(rf"\b{PLACED} {re.escape(name)}", sentence.folded)]
    own = frozenset(stems(" ".join(places), language)) - matter.rows[second][1].content
    return frozenset(term for term in own if not term.isdigit()) <= matter.subject


def _of_other_days(matter: Matter, pair: Contradiction) -> bool:
    """Whether each gives the value of its own day."""
    mine, theirs = matter.days(pair.first), matter.days(pair.second)
    return bool(mine and theirs and not mine & theirs)


def _is_running(matter: Matter, pair: Contradiction) -> bool:
    """Whether the values are stages of one count that only grows, and the older one is no record of its own."""
    if RECORD.search(_text(matter, pair.first)):
        return False
    return bool(pair.one.fates & pair.other.fates) or pair.other.figure.value > pair.one.figure.value


def _text(matter: Matter, row: int) -> str:
    return matter.rows[row][1].folded


def _is_newer(matter: Matter, pair: Contradiction) -> bool:
    """Whether the second report replaces the first: hours later, or of the same publisher, or as an update in words."""
    one, other = matter.article(pair.first), matter.article(pair.second)
    age = other.published_at - one.published_at
    if age > EQUALLY_NEW:
        return True
    return age > timedelta(0) and (
        one.publisher == other.publisher or UPDATE.search(_text(matter, pair.second)) is not None
    )


def _replaces(matter: Matter, pair: Contradiction) -> bool:
    """Whether the older figure may go: one event for sure, by what is counted, by likeness, or in words."""
    one, other = matter.rows[pair.first][1], matter.rows[pair.second][1]
    if pair.one.fates & pair.other.fates or UPDATE.search(other.folded):
        return True
    if pair.one.head and pair.one.head == pair.other.head and pair.one.near & pair.other.near:
        return not (one.hedges ^ other.hedges)
    return float(matter.gram[pair.first, pair.second]) >= SAME_EVENT
