"""Which sentences stand: salience, a pool without repetitions, then a greedy choice under the house's caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import numpy as np

from stories.summarising.corroboration import Support, independent_reports
from stories.summarising.lexrank import lexrank
from stories.summarising.matter import Matter
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.request import Deleted, Incumbent, Reuse
from stories.summarising.steadying import standing_rows
from stories.summarising.vectors import DIGITS, Vector

REDUNDANT = 0.60
REDUNDANT_ACROSS = 0.55
REDUNDANT_SAME_DAY = 0.35
ALIKE_WITH_FIGURE = 0.3
SMALL = 12
INCUMBENT_BONUS = 1.05
OUTLET_SHARE = 0.30
SEVERAL_SHARE = 0.8  # of the sentences: while fewer cite several, what several report goes before
WORTHY = 0.12  # of the weightiest that waits: several outlets also report trifles
WHOLE_SUMMARY = 10  # sentences; of fewer, a share in words would be a share of chance
MOST_OF_A_SERIES = 2  # today's level and one of another day; more is a table
MOST_ROUNDS = 40
QUOTE_SHARE, QUOTE_WORDS = 0.10, 90
GOOD_LENGTH = (12, 36)
LENGTH_PENALTY = 0.85
SHORT_PENALTY = 0.6
QUOTE_PENALTY = 0.95
NEEDS_PENALTY = 0.8
CENTROID_SHARE = 0.4
DELETED_COSINE = 0.5
LEAD_BONUS = (0.2, 0.1)  # what opens a report stands alone, and tells what the report is about


def salience(
    matter: Matter,
    supports: Mapping[int, Sequence[Support]],
    incumbents: Sequence[Incumbent] = (),
    newness: Vector | None = None,
) -> Vector:
    """Weight of every row: LexRank times corroboration, length, self-sufficiency and, for incumbents, standing.

    ``newness`` has a factor for each row (``passing``).
    """
    rank = lexrank(matter)
    for row, candidate in matter.candidates.items():
        sentence = candidate.sentence
        if supports.get(row):
            reports = independent_reports(matter, [candidate.article, *(matter.rows[r][0] for r, _ in supports[row])])
            rank[row] *= 1 + 0.25 * min(reports - 1, 4)
        rank[row] *= SHORT_PENALTY if sentence.words < GOOD_LENGTH[0] else 1.0
        rank[row] *= LENGTH_PENALTY if sentence.words > GOOD_LENGTH[1] else 1.0
        rank[row] *= 1.0 if matter.article(row).reuse is Reuse.LICENSED else QUOTE_PENALTY
        rank[row] *= 1.0 if candidate.stands_alone() else NEEDS_PENALTY
        rank[row] *= 1 + LEAD_BONUS[sentence.position] if sentence.position < len(LEAD_BONUS) else 1.0
    rank = rank if newness is None else rank * newness
    return favoured(rank, standing_rows(matter, incumbents, matter.candidates))


def favoured(weights: Vector, standing: Sequence[int]) -> Vector:
    """The weights with the bonus for what stands in the summary."""
    found = weights.copy()
    found[list(standing)] *= INCUMBENT_BONUS
    return np.round(found, DIGITS)


def recalls_deleted(terms: frozenset[str], deleted: Sequence[Deleted]) -> bool:
    """Whether a sentence brings back in other words what a person took out."""
    for entry in deleted:
        gone = frozenset(entry.stems)
        if gone and len(terms & gone) >= DELETED_COSINE * (len(terms) * len(gone)) ** 0.5:
            return True
    return False


@lru_cache(maxsize=8192)
def _told(text: str, language: str) -> frozenset[tuple[str, str, Decimal]]:
    """The quantities of a sentence, by kind, unit and value; small bare numbers tell nothing."""
    found = (
        figure for figure in figures_in(text, language) if not figure.is_loose and figure.kind not in ("day", "year")
    )
    return frozenset((one.kind, one.unit, one.value) for one in found if one.unit or one.value > SMALL)


@dataclass(slots=True)
class Choice:
    """A greedy choice in progress. ``cluster`` maps pool rows to sections, ``versions`` rows to what says the same."""

    matter: Matter
    weights: Vector
    cluster: Mapping[int, int]
    per_section: int
    outlet_cap: int
    series: Mapping[int, frozenset[int]] = field(default_factory=dict)
    corroborated: frozenset[int] = frozenset()
    versions: Mapping[int, frozenset[int]] = field(default_factory=dict)
    chosen: list[int] = field(default_factory=list)
    out: set[int] = field(default_factory=set)  # rows that cannot be added any more, whatever else is chosen
    compared: dict[int, int] = field(default_factory=dict)  # with how many of the chosen a row has been compared

    def fits(self, row: int) -> bool:
        """Whether this row may be added: room, caps, repetition, persons introduced."""
        if row in self.out:
            return False
        cluster, own = self.cluster, self.cluster[row]
        section = [other for other in self.chosen if cluster[other] == own]
        if self._is_out(row, section):
            self.out.add(row)
            return False
        candidates = self.matter.candidates
        return candidates[row].is_introduced_by([candidates[other] for other in section])

    def take_back(self, row: int) -> None:
        """Choose a row no longer; what it kept out may come in."""
        self.chosen.remove(row)
        self.out.clear()
        self.compared.clear()

    def _is_out(self, row: int, section: Sequence[int]) -> bool:
        if len(section) >= self.per_section or self._outlet_full(row) or self.quote_full(row):
            return True
        series = self.series.get(row)
        if series and sum(other in series for other in self.chosen) >= MOST_OF_A_SERIES:
            return True
        new = self.chosen[self.compared.get(row, 0) :]
        self.compared[row] = len(self.chosen)
        return any(self._repeats(row, other, REDUNDANT if other in section else REDUNDANT_ACROSS) for other in new)

    def _repeats(self, row: int, other: int, limit: float) -> bool:
        """Too alike, or one report in the words of two outlets; of one day and one place of news, less is enough."""
        if other in self.versions.get(row, ()) or row in self.versions.get(other, ()):
            return True
        if self._same_figures(row, other):
            return True
        one, two = self.matter.candidates[row].event_at, self.matter.candidates[other].event_at
        return float(self.matter.gram[row, other]) > (REDUNDANT_SAME_DAY if one and one == two else limit)

    def _same_figures(self, row: int, other: int) -> bool:
        """Two figures in common, or one beside much the same words."""
        one, two = self.matter.rows[row][1], self.matter.rows[other][1]
        shared = _told(one.text, one.language) & _told(two.text, two.language)
        return len(shared) > 1 or (bool(shared) and float(self.matter.gram[row, other]) > ALIKE_WITH_FIGURE)

    def _outlet_full(self, row: int) -> bool:
        if len(self.chosen) < self.outlet_cap:
            return False
        outlet = self.matter.article(row).publisher
        return [self.matter.article(other).publisher for other in self.chosen].count(outlet) >= self.outlet_cap

    def quote_full(self, row: int) -> bool:
        """One quoted sentence for an article, or up to a tenth of its words and never above ninety."""
        index, sentence = self.matter.rows[row]
        if self.matter.articles[index].reuse is not Reuse.QUOTE:
            return False
        quoted = [self.matter.rows[other][1].words for other in self.chosen if self.matter.rows[other][0] == index]
        room = min(QUOTE_WORDS, QUOTE_SHARE * self.matter.prepared[index].words)
        return bool(quoted) and sum(quoted) + sentence.words > room


def choose(
    matter: Matter,
    weights: Vector,
    cluster: Mapping[int, int],
    first: int | None,
    *,
    per_section: int,
    target: int,
    series: Mapping[int, frozenset[int]] | None = None,
    corroborated: frozenset[int] = frozenset(),
    versions: Mapping[int, frozenset[int]] | None = None,
    kept: Sequence[int] = (),
) -> list[int]:
    """Rows of the summary in the order of choice: ``first``, then ``kept`` as far as they fit, then the best others.

    The cap for one outlet is a share of what really stands, so every cap is tried, and the longest summary that
    keeps its own cap wins.
    """
    outlets = len({matter.article(row).publisher for row in cluster})
    best: list[int] = []
    for cap in range(outlet_cap(outlets, target), 0, -1):
        choice = Choice(matter, weights, cluster, per_section, cap, series or {}, corroborated, versions or {})
        _fill(choice, first, target, kept)
        _balance(choice, outlets, first, kept)
        if _worth(choice.chosen, kept) > _worth(best, kept):
            best = choice.chosen
        if _worth(best, kept) >= (len(set(kept)), target):
            break
    return best


def _worth(chosen: Sequence[int], kept: Sequence[int]) -> tuple[int, int]:
    return len(set(chosen) & set(kept)), len(chosen)


def _balance(choice: Choice, outlets: int, first: int | None, kept: Sequence[int]) -> None:
    """While an outlet has more than its share: let another one say more, and if none can, take back its last."""
    for _ in range(MOST_ROUNDS):
        outlet = too_loud(choice.matter, choice.chosen, outlets)
        if not outlet:
            return
        row = _another_voice(choice, outlets, outlet)
        if row is not None:
            choice.chosen.append(row)
        else:
            of_it = [r for r in choice.chosen if choice.matter.article(r).publisher == outlet and r != first]
            choice.take_back(next((r for r in reversed(of_it) if r not in kept), of_it[-1]))


def _another_voice(choice: Choice, outlets: int, outlet: str) -> int | None:
    """The weightiest row of another outlet that may be added and is not itself too much."""
    waiting = [row for row in sorted(choice.cluster) if row not in choice.chosen]
    others = [row for row in waiting if choice.matter.article(row).publisher != outlet and choice.fits(row)]
    for row in sorted(others, key=lambda row: (-float(choice.weights[row]), row)):
        if too_loud(choice.matter, [*choice.chosen, row], outlets) in ("", outlet):
            return row
    return None


def too_loud(matter: Matter, chosen: Sequence[int], outlets: int) -> str:
    """The outlet with the most words, if that is too many: 30% of the sentences, and of the words of ten and more.

    With three outlets it is a third, for 30% each is less than the whole; one sentence is never too much.
    """
    sentences = Counter(matter.article(row).publisher for row in chosen)
    spoken: Counter[str] = Counter()
    for row in chosen:
        spoken[matter.article(row).publisher] += matter.rows[row][1].words
    allowed = OUTLET_SHARE * spoken.total()
    for outlet, most in sorted(spoken.items(), key=lambda entry: (-entry[1], entry[0])):
        is_wordy = outlets > 3 and len(chosen) >= WHOLE_SUMMARY and most > allowed
        is_over = is_wordy or sentences[outlet] > outlet_cap(outlets, len(chosen))
        if is_over and outlets >= 3 and sentences[outlet] > 1:
            return outlet
    return ""


def outlet_cap(outlets: int, sentences: int) -> int:
    """Most sentences from one outlet: 30% from three outlets up (with three, a third is the least possible)."""
    if outlets < 3:
        return max(1, sentences)
    return max(1, int(OUTLET_SHARE * sentences), -(-sentences // outlets))


def _fill(choice: Choice, first: int | None, target: int, kept: Sequence[int] = ()) -> None:
    matter = choice.matter
    rows = sorted(choice.cluster)
    total = matter.gram[:, rows].sum(axis=1).astype(np.float64)
    top = max((float(choice.weights[row]) for row in rows), default=1.0) or 1.0
    if first is not None and choice.fits(first):
        choice.chosen.append(first)
    for row in (*kept, *kept):  # twice: one may need another of them before it
        if row not in choice.chosen and choice.fits(row):
            choice.chosen.append(row)
    while len(choice.chosen) < target:
        open_rows = [row for row in rows if row not in choice.chosen and choice.fits(row)]
        if not open_rows:
            return
        strongest = max(float(choice.weights[row]) for row in open_rows)
        several = [row for row in open_rows if row in choice.corroborated and choice.weights[row] >= WORTHY * strongest]
        if several and len(choice.corroborated.intersection(choice.chosen)) < SEVERAL_SHARE * len(choice.chosen):
            open_rows = several
        gains = _centroid_gains(matter, total, choice.chosen, open_rows)
        worth = (1 - CENTROID_SHARE) * choice.weights[open_rows] / top + CENTROID_SHARE * gains / (gains.max() or 1.0)
        sizes = Counter(choice.cluster[row] for row in choice.chosen)
        worth *= [1.0 - 0.1 * sizes[choice.cluster[row]] for row in open_rows]
        choice.chosen.append(open_rows[int(np.round(worth, DIGITS).argmax())])


def _centroid_gains(matter: Matter, total: Vector, chosen: list[int], rows: list[int]) -> Vector:
    """Cosine of the summary with each row added to the centre of the pool, up to a constant; shape (len(rows),)."""
    gram = matter.gram
    inside = float(gram[np.ix_(chosen, chosen)].sum())
    lengths = inside + 2.0 * gram[np.ix_(rows, chosen)].sum(axis=1, dtype=np.float64) + gram[rows, rows]
    gains: Vector = (total[chosen].sum() + total[rows]) / np.sqrt(np.maximum(lengths, 1e-9))
    return gains
