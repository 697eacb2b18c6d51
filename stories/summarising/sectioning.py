"""Sections: which sentences belong together, and the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from stories.summarising.lexrank import EDGE
from stories.summarising.matter import Matter
from stories.summarising.vectors import DIGITS, Vector

Square = npt.NDArray[np.float64]

THIN_ARTICLES, THIN_CANDIDATES = 4, 8
MOST_CONSECUTIVE = 2
FEWEST = 3
ROOM = 2
FEWEST_SECTIONS = 2
ENOUGH = 6  # sentences
SAME_ARTICLE = 0.2
SAME_DAYS = 0.15


def section_count(articles: int, candidates: int, most: int) -> int:
    """How many sections the material carries: three to five, one or two where it is thin."""
    if articles < THIN_ARTICLES or candidates < THIN_CANDIDATES:
        return min(most, 1 if articles < 2 or candidates < 5 else 2)
    return min(most, max(3, articles // 2 + 1), 5 if candidates >= 15 else 4 if candidates >= 11 else 3)


def cluster(matter: Matter, rows: Sequence[int], count: int) -> dict[int, int]:
    """Average-link clusters of smoothed vectors, none much above its fair share.

    A row's smoothed vector is its line of cosines with all rows, so two sentences meet through what
    a third one shares with both.
    """
    ordered = sorted(rows)
    smooth = matter.gram[ordered].astype(np.float64)
    smooth[smooth < EDGE] = 0.0
    lengths = np.linalg.norm(smooth, axis=1, keepdims=True)
    smooth = np.divide(smooth, lengths, out=np.zeros_like(smooth), where=lengths > 0)
    likeness = np.round(smooth @ smooth.T + _nearness(matter, ordered), DIGITS)
    groups = _merged(likeness, count, -(-len(ordered) // max(1, count)) + ROOM)
    return {ordered[at]: number for number, group in enumerate(sorted(groups)) for at in group}


def with_room(matter: Matter, groups: Mapping[int, int], rows: Sequence[int], most: int) -> dict[int, int]:
    """The same groups, but no more than ``most`` of these rows in one: the last go where they fit best and room is."""
    placed = dict(groups)
    for at, row in enumerate(rows):
        taken = Counter(placed[other] for other in rows[:at])
        if taken[placed[row]] < most:
            continue
        free = sorted({group for group in groups.values() if taken[group] < most})
        if free:
            placed[row] = max(free, key=lambda group: (_likeness(matter, groups, row, group), -group))
    return placed


def _likeness(matter: Matter, groups: Mapping[int, int], row: int, group: int) -> float:
    """Mean cosine of a row with a group."""
    members = [other for other, number in groups.items() if number == group and other != row]
    return round(float(matter.gram[row, members].mean()), DIGITS) if members else 0.0


def _nearness(matter: Matter, rows: Sequence[int]) -> Square:
    """What one article, or one week, adds: a section tells one episode."""
    owner = np.array([matter.rows[row][0] for row in rows])
    day = np.array([_when(matter, row)[0].toordinal() for row in rows])
    apart = np.abs(day[:, None] - day[None, :])
    near: Square = SAME_ARTICLE * (owner[:, None] == owner[None, :]) + SAME_DAYS * np.exp(-apart / 5)
    return near


def _merged(likeness: Square, count: int, most: int) -> list[list[int]]:
    """Merge the two groups with the highest mean likeness until ``count`` are left; none above ``most`` if possible."""
    groups = [[at] for at in range(len(likeness))]
    sums = likeness.copy()
    while len(groups) > count:
        sizes = np.array([len(group) for group in groups])
        mean = np.round(sums / np.outer(sizes, sizes), DIGITS)
        mean[np.tril_indices(len(groups))] = -np.inf
        roomy = np.where(np.add.outer(sizes, sizes) <= most, mean, -np.inf)
        pick = roomy if np.isfinite(roomy).any() else mean
        left, right = (int(at) for at in np.unravel_index(int(pick.argmax()), pick.shape))
        groups[left] = sorted(groups[left] + groups.pop(right))
        sums[left] += sums[right]
        sums[:, left] += sums[:, right]
        sums = np.delete(np.delete(sums, right, 0), right, 1)
    return groups


def arrange(
    matter: Matter,
    weights: Vector,
    chosen: Sequence[int],
    sections: Mapping[int, int],
    first: int | None,
    kept: Sequence[int] = (),
    room: int = 3,
) -> list[list[int]]:
    """Chosen rows by section, in reading order.

    The newest development opens the summary and newer sections stand before older ones; inside a
    section the lead comes first, then time. A person is named in full before the surname stands
    alone, and from three outlets up no three sentences in a row come from one.
    """
    groups: dict[int, list[int]] = {}
    for row in chosen:
        groups.setdefault(sections[row], []).append(row)
    _house_loners(matter, groups, first, room)
    ordered = sorted(groups.values(), key=lambda group: _section_key(matter, group, first))
    limit = MOST_CONSECUTIVE if matter.outlets() >= 3 else len(chosen)
    read: list[int] = []
    arranged = []
    for group in ordered:
        placed = _arrange_section(matter, weights, group, first, read, limit)
        read.extend(placed)
        if placed:
            arranged.append(placed)
    # A lone sentence is no section while there are sections and sentences enough.
    short = [placed for placed in arranged[1:] if len(placed) < 2 and not set(placed) & set(kept)]
    spare = min(len(arranged) - FEWEST_SECTIONS, sum(map(len, arranged)) - ENOUGH)
    dropped = short[: max(0, spare)]
    return [placed for placed in arranged if placed not in dropped]


def _house_loners(matter: Matter, groups: dict[int, list[int]], first: int | None, room: int) -> None:
    """Move sentences that would be alone in a section to the section that is nearest and has room."""
    for number in sorted(groups):
        if len(groups) <= FEWEST_SECTIONS or len(groups[number]) > 1:
            continue
        row = groups[number][0]
        near = [other for other in groups if other != number and len(groups[other]) < room]
        if near:
            means = {other: round(float(matter.gram[row, groups[other]].mean()), DIGITS) for other in near}
            groups[max(near, key=lambda other: (means[other], -other))].append(row)
            del groups[number]


def _section_key(matter: Matter, group: Sequence[int], first: int | None) -> tuple[bool, float, int]:
    newest = max(matter.article(row).published_at for row in group)
    return (first not in group, -newest.timestamp(), min(group))


def _arrange_section(
    matter: Matter, weights: Vector, group: Sequence[int], first: int | None, read: Sequence[int], limit: int
) -> list[int]:
    lead = min(
        group, key=lambda row: (row != first, not matter.candidates[row].stands_alone(), -float(weights[row]), row)
    )
    waiting = sorted(group, key=lambda row: (row != lead, _when(matter, row), row))
    placed: list[int] = []
    while waiting:
        before = [matter.candidates[row] for row in placed]
        following = next(
            (
                row
                for row in waiting
                if matter.candidates[row].is_introduced_by(before)
                and not _one_too_many(matter, [*read, *placed], row, limit)
            ),
            None,
        )
        if following is None:
            break
        waiting.remove(following)
        placed.append(following)
    return placed


def _when(matter: Matter, row: int) -> tuple[date, datetime]:
    published = matter.article(row).published_at
    return matter.candidates[row].event_at or published.date(), published


def _one_too_many(matter: Matter, read: Sequence[int], row: int, limit: int) -> bool:
    """Whether this row would be one more than ``limit`` in a row from its outlet."""
    tail = read[-limit:]
    return len(tail) == limit and all(
        matter.article(other).publisher == matter.article(row).publisher for other in tail
    )
