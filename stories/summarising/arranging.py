"""From checked sentences to sections: every possible number is tried, and what stands is kept where it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stories.summarising.choosing import choose, too_loud
from stories.summarising.matter import Matter
from stories.summarising.sectioning import FEWEST, arrange, cluster, section_count, with_room
from stories.summarising.steadying import kept_rows, left_too_many
from stories.summarising.vectors import Vector

MOST_ROUNDS = 3
SHARE = 0.7  # of the sentences that passed: a summary that takes all of them chooses nothing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an arrangement must respect: the row that opens it, rows that several outlets report, the room there is,
    rows of one series, rows that stand in the summary and how many of these may leave, and for a row those that say
    the same."""

    first: int | None
    corroborated: frozenset[int]
    max_sections: int
    max_sentences: int
    series: Mapping[int, frozenset[int]] = field(default_factory=dict)
    standing: Sequence[int] = ()
    may_leave: int = 0
    versions: Mapping[int, frozenset[int]] = field(default_factory=dict)


def best_arrangement(matter: Matter, weights: Vector, rows: Sequence[int], wanted: Wanted) -> list[list[int]]:
    """Of the possible numbers of sections the one that loses least of what stands, then has room for most sentences.

    Rows by section in reading order; ties go to more sections. What comes out is built upon until nothing can be
    added to it, so that a run with nothing new on the subject changes nothing.
    """
    best = _best(matter, weights, rows, wanted)
    for _ in range(MOST_ROUNDS):
        shown = [row for found in best for row in found]
        if len(shown) >= _target(matter, rows, wanted):
            break
        again = _best(matter, weights, rows, replace(wanted, standing=shown, may_leave=0))
        if sum(map(len, again)) <= len(shown):
            break
        best = again
    return best


def _best(matter: Matter, weights: Vector, rows: Sequence[int], wanted: Wanted) -> list[list[int]]:
    best: list[list[int]] = []
    most, target = _sections(matter, rows, wanted), _target(matter, rows, wanted)
    for count in range(most, min(most, FEWEST) - 1, -1) if rows else ():
        arranged = _arranged(matter, weights, cluster(matter, rows, count), target, wanted)
        if _rank(arranged, wanted) > _rank(best, wanted):
            best = arranged
        if _rank(best, wanted) >= (0, target):
            break
    return best


def _sections(matter: Matter, rows: Sequence[int], wanted: Wanted) -> int:
    return section_count(len({matter.rows[row][0] for row in rows}), _facts(rows, wanted), wanted.max_sections)


def _facts(rows: Sequence[int], wanted: Wanted) -> int:
    """How many things the rows say, versions of one counted once."""
    told: set[int] = set()
    for row in rows:
        told |= set() if wanted.versions.get(row, frozenset()) & told else {row}
    return len(told)


def _target(matter: Matter, rows: Sequence[int], wanted: Wanted) -> int:
    """How many sentences the summary should have."""
    return min(_sections(matter, rows, wanted) * wanted.max_sentences, max(2, round(SHARE * _facts(rows, wanted))))


def _rank(arranged: list[list[int]], wanted: Wanted) -> tuple[int, int]:
    return -left_too_many(wanted.standing, arranged, wanted.may_leave), sum(map(len, arranged))


def _arranged(
    matter: Matter, weights: Vector, groups: Mapping[int, int], target: int, wanted: Wanted
) -> list[list[int]]:
    """One arrangement: chosen anew, and where that loses too much of what stands, around what must stay."""
    if wanted.standing and not wanted.may_leave:
        return _around(matter, weights, groups, target, wanted, list(wanted.standing))
    chosen = choose(
        matter,
        weights,
        groups,
        wanted.first,
        per_section=wanted.max_sentences,
        target=target,
        series=wanted.series,
        corroborated=wanted.corroborated,
        versions=wanted.versions,
    )
    arranged = arrange(matter, weights, chosen, groups, wanted.first, room=wanted.max_sentences)
    arranged = _quieted(matter, groups, arranged, wanted)
    if not left_too_many(wanted.standing, arranged, wanted.may_leave):
        return arranged
    shown = {row for rows in arranged for row in rows}
    kept = kept_rows(wanted.standing, shown, weights, wanted.may_leave)
    found = _around(matter, weights, groups, target, wanted, kept)
    if not left_too_many(wanted.standing, found, wanted.may_leave):
        return found
    # What should stay leaned on what left, or an outlet became too loud: then only what finds no room leaves.
    careful = _around(matter, weights, groups, target, wanted, list(wanted.standing))
    return max(found, careful, key=lambda one: _rank(one, wanted))


def _around(
    matter: Matter, weights: Vector, groups: Mapping[int, int], target: int, wanted: Wanted, kept: Sequence[int]
) -> list[list[int]]:
    """An arrangement of these rows, and of others where there is room."""
    stay = sorted(kept, key=lambda row: (-float(weights[row]), row))
    ahead = stay if wanted.first is None or wanted.first in stay else [wanted.first, *stay]
    roomy = with_room(matter, groups, ahead, wanted.max_sentences)
    chosen = choose(
        matter,
        weights,
        roomy,
        wanted.first,
        per_section=wanted.max_sentences,
        target=max(target, len(ahead)),
        series=wanted.series,
        corroborated=wanted.corroborated,
        versions=wanted.versions,
        kept=stay,
    )
    arranged = arrange(matter, weights, chosen, roomy, wanted.first, stay, wanted.max_sentences)
    return _quieted(matter, groups, arranged, wanted)


def _quieted(matter: Matter, groups: Mapping[int, int], arranged: list[list[int]], wanted: Wanted) -> list[list[int]]:
    """The sections without the last sentences of an outlet that has too large a share of what was arranged."""
    left = [list(rows) for rows in arranged]
    outlets = len({matter.article(row).publisher for row in groups})
    while outlet := too_loud(matter, [row for rows in left for row in rows], outlets):
        loud = [r for rows in left for r in rows if matter.article(r).publisher == outlet and r != wanted.first]
        gone = next((row for row in reversed(loud) if row not in wanted.standing), loud[-1])
        left = [[row for row in rows if row != gone] for rows in left]
    return [rows for rows in left if rows]
