"""Which sentences stand: salience, a pool without repetitions, then a greedy choice under the house's caps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from stories.summarising.corroboration import Support, independent_reports
from stories.summarising.matter import Matter
from stories.summarising.request import Deleted, Incumbent, Reuse
from stories.summarising.vectors import DIGITS, Vector, position_weight

EDGE = 0.1
DAMPING = 0.85
ROUNDS = 40
POOL = 30
REDUNDANT = 0.60
REDUNDANT_ACROSS = 0.55
REDUNDANT_SAME_DAY = 0.35
INCUMBENT_BONUS = 1.05
OUTLET_SHARE = 0.30
QUOTE_SHARE, QUOTE_WORDS = 0.10, 90
GOOD_LENGTH = (12, 36)
LENGTH_PENALTY = 0.85
SHORT_PENALTY = 0.6
QUOTE_PENALTY = 0.95
NEEDS_PENALTY = 0.8
CENTROID_SHARE = 0.4
DELETED_COSINE = 0.5


def salience(matter: Matter, supports: Mapping[int, Sequence[Support]], incumbents: Sequence[Incumbent]) -> Vector:
    """Weight of every row: LexRank times corroboration, length, self-sufficiency and standing."""
    rank = _lexrank(matter)
    standing = [(span.snapshot, span.start, span.end) for incumbent in incumbents for span in incumbent.spans[:1]]
    for row, candidate in matter.candidates.items():
        sentence = candidate.sentence
        reports = independent_reports(
            matter, [candidate.article, *(matter.rows[r][0] for r, _ in supports.get(row, ()))]
        )
        rank[row] *= 1 + 0.25 * min(reports - 1, 4)
        rank[row] *= SHORT_PENALTY if sentence.words < GOOD_LENGTH[0] else 1.0
        rank[row] *= LENGTH_PENALTY if sentence.words > GOOD_LENGTH[1] else 1.0
        rank[row] *= 1.0 if matter.article(row).reuse is Reuse.LICENSED else QUOTE_PENALTY
        rank[row] *= 1.0 if candidate.stands_alone() else NEEDS_PENALTY
        if _overlaps(standing, matter.article(row).snapshot, sentence.start, sentence.end):
            rank[row] *= INCUMBENT_BONUS
    return np.round(rank, DIGITS)


def _overlaps(standing: Sequence[tuple[str, int, int]], snapshot: str, start: int, end: int) -> bool:
    return any(
        same == snapshot and min(end, last) - max(start, first) >= 0.6 * (end - start) for same, first, last in standing
    )


def _lexrank(matter: Matter) -> Vector:
    """LexRank over all rows, restarting at the heads of articles; scaled to a mean of one."""
    if not matter.rows:
        return np.zeros(0)
    weights = matter.gram.astype(np.float64)
    weights[weights < EDGE] = 0.0
    owner = np.array([index for index, _ in matter.rows])
    origin = np.array([matter.origins[index] for index in owner])
    same_origin = origin[:, None] == origin[None, :]
    weights[same_origin] *= 0.5
    # A background paragraph that one publisher repeats from article to article is no agreement.
    publishers = np.array([_publisher_number(matter, row) for row in range(len(matter.rows))])
    weights[(publishers[:, None] == publishers[None, :]) & (weights >= 0.8)] = 0.0
    np.fill_diagonal(weights, 0.0)
    restart = np.array([position_weight(sentence.position) for _, sentence in matter.rows])
    restart /= restart.sum()
    totals = weights.sum(axis=1, keepdims=True)
    flow = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0)
    rank = restart.copy()
    for _ in range(ROUNDS):
        moved = DAMPING * (rank @ flow)
        before, rank = rank, moved + (1.0 - moved.sum()) * restart
        if np.abs(rank - before).max() * len(rank) < 1e-9:
            break
    return np.round(rank * len(rank), DIGITS)


def _publisher_number(matter: Matter, row: int) -> int:
    """A small number for the row's publisher: its first article's index."""
    publisher = matter.article(row).publisher
    return next(index for index, article in enumerate(matter.articles) if article.publisher == publisher)


def recalls_deleted(terms: frozenset[str], deleted: Sequence[Deleted]) -> bool:
    """Whether a sentence brings back in other words what a person took out."""
    for entry in deleted:
        gone = frozenset(entry.stems)
        if gone and len(terms & gone) >= DELETED_COSINE * (len(terms) * len(gone)) ** 0.5:
            return True
    return False


def pool(
    matter: Matter,
    weights: Vector,
    allowed: Sequence[int],
    supports: Mapping[int, Sequence[Support]],
    limit: int = POOL,
) -> list[int]:
    """The weightiest candidates that do not repeat each other; of those that do, a corroborated one."""
    ranked = sorted(allowed, key=lambda row: (-float(weights[row]), row))
    kept: list[int] = []
    for row in ranked:
        if kept and float(matter.gram[row, kept].max()) > REDUNDANT:
            continue
        same = [other for other in ranked if other == row or float(matter.gram[row, other]) > REDUNDANT]
        free = [other for other in same if not kept or float(matter.gram[other, kept].max()) <= REDUNDANT]
        kept.append(min(free, key=lambda other: (not supports.get(other), free.index(other))))
        if len(kept) == limit:
            break
    return kept


def newest_development(matter: Matter, weights: Vector, allowed: Sequence[int]) -> int | None:
    """The best lead sentence of the newest article that belongs to the subject; None below two articles."""
    if len({matter.rows[row][0] for row in allowed}) < 2:
        return None
    on_subject = [
        row
        for row in allowed
        if len(matter.rows[row][1].content & matter.subject) >= 2 and matter.candidates[row].stands_alone()
    ]
    if not on_subject:
        return None
    newest = max(matter.article(row).published_at for row in on_subject)
    heads = [row for row in on_subject if matter.article(row).published_at == newest]
    return min(
        heads,
        key=lambda row: (-round(float(weights[row]) * position_weight(matter.rows[row][1].position) ** 3, DIGITS), row),
    )


@dataclass(slots=True)
class Choice:
    """A greedy choice in progress. ``cluster`` maps pool rows to sections."""

    matter: Matter
    weights: Vector
    cluster: Mapping[int, int]
    per_section: int
    outlet_cap: int
    chosen: list[int] = field(default_factory=list)

    def fits(self, row: int) -> bool:
        """Whether this row may be added: room, caps, repetition, persons introduced."""
        candidate = self.matter.candidates[row]
        section = [other for other in self.chosen if self.cluster[other] == self.cluster[row]]
        if len(section) >= self.per_section or self._outlet_full(row) or self._quote_full(row):
            return False
        if not candidate.is_introduced_by([self.matter.candidates[other] for other in section]):
            return False
        return not any(
            self._repeats(row, other, REDUNDANT if other in section else REDUNDANT_ACROSS) for other in self.chosen
        )

    def _repeats(self, row: int, other: int, limit: float) -> bool:
        """Too alike; of one day and one place of news, less is enough."""
        one, two = self.matter.candidates[row].event_at, self.matter.candidates[other].event_at
        return float(self.matter.gram[row, other]) > (REDUNDANT_SAME_DAY if one and one == two else limit)

    def _outlet_full(self, row: int) -> bool:
        outlet = self.matter.article(row).publisher
        return sum(self.matter.article(other).publisher == outlet for other in self.chosen) >= self.outlet_cap

    def _quote_full(self, row: int) -> bool:
        """One quoted sentence for an article, or up to a tenth of its words and never above ninety."""
        index, sentence = self.matter.rows[row]
        if self.matter.articles[index].reuse is not Reuse.QUOTE:
            return False
        quoted = [self.matter.rows[other][1].words for other in self.chosen if self.matter.rows[other][0] == index]
        room = min(QUOTE_WORDS, QUOTE_SHARE * self.matter.prepared[index].words)
        return bool(quoted) and sum(quoted) + sentence.words > room


def choose(
    matter: Matter, weights: Vector, cluster: Mapping[int, int], first: int | None, per_section: int, target: int
) -> list[int]:
    """Rows of the summary in the order of choice; ``first`` is taken before all others.

    The cap for one outlet is a share of the sentences that really stand, so every cap is tried, and
    the longest summary that keeps its own cap wins.
    """
    outlets = len({matter.article(row).publisher for row in cluster})
    best: list[int] = []
    for cap in range(outlet_cap(outlets, target), 0, -1):
        choice = Choice(matter, weights, cluster, per_section, cap)
        _fill(choice, first, target)
        held = _held_to_share(choice, outlets, first)
        if len(held) > len(best):
            best = held
    return best


def _held_to_share(choice: Choice, outlets: int, first: int | None) -> list[int]:
    """The choice without the last sentences of outlets that have more than their share."""
    chosen = list(choice.chosen)
    while chosen:
        counts = Counter(choice.matter.article(row).publisher for row in chosen)
        outlet, most = max(counts.items(), key=lambda entry: (entry[1], entry[0]))
        if most <= outlet_cap(outlets, len(chosen)):
            return chosen
        chosen.remove(next(r for r in reversed(chosen) if choice.matter.article(r).publisher == outlet and r != first))
    return chosen


def outlet_cap(outlets: int, sentences: int) -> int:
    """Most sentences from one outlet: 30% from three outlets up (with three, a third is the least possible)."""
    if outlets < 3:
        return max(1, sentences)
    return max(1, int(OUTLET_SHARE * sentences), -(-sentences // outlets))


def _fill(choice: Choice, first: int | None, target: int) -> None:
    matter = choice.matter
    rows = sorted(choice.cluster)
    total = matter.gram[:, rows].sum(axis=1).astype(np.float64)
    top = max((float(choice.weights[row]) for row in rows), default=1.0) or 1.0
    if first is not None and choice.fits(first):
        choice.chosen.append(first)
    while len(choice.chosen) < target:
        open_rows = [row for row in rows if row not in choice.chosen and choice.fits(row)]
        if not open_rows:
            return
        gains = {row: _centroid_gain(matter, total, choice.chosen, row) for row in open_rows}
        best = max(gains.values()) or 1.0
        sizes = _sizes(choice)
        choice.chosen.append(
            min(
                open_rows,
                key=lambda row: (
                    -round(
                        ((1 - CENTROID_SHARE) * float(choice.weights[row]) / top + CENTROID_SHARE * gains[row] / best)
                        * (1.0 - 0.1 * sizes[choice.cluster[row]]),
                        DIGITS,
                    ),
                    row,
                ),
            )
        )


def _sizes(choice: Choice) -> Mapping[int, int]:
    sizes: defaultdict[int, int] = defaultdict(int)
    for row in choice.chosen:
        sizes[choice.cluster[row]] += 1
    return sizes


def _centroid_gain(matter: Matter, total: Vector, chosen: list[int], row: int) -> float:
    """Cosine of the summary with this row added to the centre of the pool, up to a constant."""
    rows = [*chosen, row]
    length = float(matter.gram[np.ix_(rows, rows)].sum()) ** 0.5
    return float(total[rows].sum()) / length if length else 0.0
