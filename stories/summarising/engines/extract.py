"""The embedded engine: sentences of the articles themselves, with evidence; no model and no network."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Iterator, Mapping, Sequence

from stories.summarising.arranging import Wanted, best_arrangement
from stories.summarising.barring import bar, cleared, spared
from stories.summarising.candidates import article_refusal
from stories.summarising.choosing import favoured, recalls_deleted, salience
from stories.summarising.conflicts import Contradiction, Differences, differences
from stories.summarising.corroboration import corroborators
from stories.summarising.headings import heading_for
from stories.summarising.joining import widened
from stories.summarising.matter import Matter, gather
from stories.summarising.passing import left_out, passing
from stories.summarising.pooling import newest_developments, pool
from stories.summarising.request import (
    Conflict,
    Draft,
    DraftSection,
    DraftSentence,
    OutOfTime,
    Refusal,
    Report,
    Request,
    SourceArticle,
    Superseded,
)
from stories.summarising.steadying import may_leave, standing_rows
from stories.summarising.vectors import Vector
from stories.summarising.verifying import MOST_CITATIONS as MOST_CITATIONS
from stories.summarising.verifying import MOST_TRIED, Desk, evidence_of, verify_first
from stories.summarising.verifying import verify as verify


class ExtractEngine:
    """Chooses source sentences, groups them and shows the evidence of each."""

    name = "extract"
    version = "7"

    def draft(self, request: Request, report: Report) -> Draft:
        """Propose a summary; same input, same output, in whatever order the articles come.

        Nothing usable gives an empty draft with the reasons. Raises OutOfTime.
        """
        with _uncollected():
            return self._draft(request, report)

    def _draft(self, request: Request, report: Report) -> Draft:
        step = _Steps(request.deadline, report)
        step("reading articles", 0)
        usable, unused = screen(request)
        standing = [incumbent.spans[0] for incumbent in request.incumbents if incumbent.spans]
        matter = gather(usable, standing)
        barred, unnameable = bar(matter, request)
        step("comparing sentences", 40)
        supports = spared({row: corroborators(matter, row) for row in matter.candidates}, barred)
        past = passing(matter)
        weights = salience(matter, supports, newness=past.factors)
        figures = differences(matter)
        step("checking evidence", 60)
        allowed = [
            row for row in matter.candidates if row not in figures.superseded and not _is_deleted(matter, row, request)
        ]
        gone = left_out(matter, allowed, past)
        stays = standing_rows(matter, request.incumbents, frozenset(allowed))
        allowed = [row for row in allowed if row not in gone or row in stays]
        heads = newest_developments(matter, weights, allowed)
        supports |= {row: widened(matter, row, supports[row], barred) for row in heads[:MOST_TRIED]}
        first, checked, refusals = verify_first(matter, supports, heads, frozenset(allowed), request.language)
        others = allowed if first is None else [row for row in allowed if _apart(matter, row, first)]
        ranked = pool(matter, weights, others, supports)
        stand = standing_rows(matter, request.incumbents, frozenset(others))
        supports |= {row: widened(matter, row, supports[row], barred) for row in {*ranked, *stand}}
        more, refused = verify(matter, supports, list(dict.fromkeys([*ranked, *stand])), request.language)
        checked, refusals = checked | more, [*refusals, *refused]
        step("choosing", 80)
        steady = [row for row in stand if row in checked]
        wanted = Wanted(
            first,
            frozenset(row for row, sentence in checked.items() if len(sentence.evidence) > 1),
            request.max_sections,
            request.max_sentences,
            figures.series,
            steady,
            may_leave(matter, request.incumbents, len(steady)),
            {row: frozenset(other for other, _ in supports[row]) for row in checked},
        )
        sections = compose(Desk(matter, supports, request.language), favoured(weights, steady), checked, wanted)
        step("done", 100)
        return cleared(_finish(matter, sections, unused, figures, [*unnameable, *refusals]), request)


def draft(request: Request, report: Report = lambda step, per_cent: None) -> Draft:
    """Draft with the embedded engine; for callers that have no progress bar."""
    return ExtractEngine().draft(request, report)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Search for no garbage meanwhile: a draft makes many small objects and next to no cycles, and it takes a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Steps:
    """Reports progress and stops a run whose time is over."""

    def __init__(self, deadline: float | None, report: Report) -> None:
        self.deadline, self.report = deadline, report

    def __call__(self, name: str, per_cent: int) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise OutOfTime(f"The time for this summary was over before: {name}.")
        self.report(name, per_cent)


def screen(request: Request) -> tuple[list[SourceArticle], dict[str, str]]:
    """Usable articles in a fixed order, and for the others the reason."""
    usable: list[SourceArticle] = []
    unused: dict[str, str] = {}
    for article in sorted({a.key: a for a in request.articles}.values(), key=lambda a: (a.published_at, a.key)):
        reason = article_refusal(article, request.language)
        if reason:
            unused[article.key] = reason
        else:
            usable.append(article)
    return usable, unused


def _is_deleted(matter: Matter, row: int, request: Request) -> bool:
    return recalls_deleted(matter.rows[row][1].content, request.deleted)


def _apart(matter: Matter, row: int, first: int) -> bool:
    return row != first and float(matter.gram[row, first]) <= 0.6


def compose(
    desk: Desk, weights: Vector, checked: Mapping[int, DraftSentence], wanted: Wanted
) -> tuple[DraftSection, ...]:
    """Sections with headings, from the sentences that passed."""
    arranged = best_arrangement(desk.matter, weights, list(checked), wanted)
    used: set[str] = set()
    return tuple(
        _section(desk, rows, [row for other in arranged if other is not rows for row in other], checked, used)
        for rows in arranged
    )


def _section(
    desk: Desk, rows: Sequence[int], others: Sequence[int], checked: Mapping[int, DraftSentence], used: set[str]
) -> DraftSection:
    """One section; without ``others`` beside it, it needs no heading."""
    matter, sentences = desk.matter, desk.in_section(rows, checked)
    if not others:
        return DraftSection("", False, sentences)
    place = {article.key: index for index, article in enumerate(matter.articles)}
    cited = [place[evidence.article] for sentence in sentences for evidence in sentence.evidence]
    heading, needs_heading, article = heading_for(matter, rows, cited, used, others)
    return DraftSection(heading, needs_heading, sentences, article)


def _finish(
    matter: Matter,
    sections: tuple[DraftSection, ...],
    unused: dict[str, str],
    figures: Differences,
    refusals: Sequence[Refusal],
) -> Draft:
    cited = {e.article for section in sections for sentence in section.sentences for e in sentence.evidence}
    speaking = {matter.rows[row][0] for row in matter.candidates}
    for index, article in enumerate(matter.articles):
        if article.key not in cited:
            has_text = index in speaking or (index in matter.off_subject and matter.prepared[index].sentences)
            unused[article.key] = "nothing_new" if has_text else "no_usable_text"
    reports = len({matter.origins[index] for index, article in enumerate(matter.articles) if article.key in cited})
    return Draft(
        sections=sections,
        label=label(matter, cited, reports),
        original_reports=reports,
        unused=dict(sorted(unused.items())),
        conflicts=tuple(_conflict(matter, clash) for clash in figures.conflicts),
        refusals=tuple(refusals),
        superseded=tuple(_superseded(matter, pair) for pair in figures.replaced),
    )


def label(matter: Matter, cited: set[str], reports: int) -> str:
    """What readers are told above a summary that rests on one report."""
    used = [article for article in matter.articles if article.key in cited]
    if len(used) == 1:
        return f"One source: {used[0].outlet}"
    return f"{len(used)} articles, one original report" if used and reports == 1 else ""


def _conflict(matter: Matter, pair: Contradiction) -> Conflict:
    first, second = evidence_of(matter, pair.first), evidence_of(matter, pair.second)
    return Conflict(pair.label, first, second, *_values(matter, pair))


def _superseded(matter: Matter, pair: Contradiction) -> Superseded:
    older, newer = _values(matter, pair)
    first, second = evidence_of(matter, pair.first), evidence_of(matter, pair.second)
    return Superseded(pair.label, older, first, newer, second)


def _values(matter: Matter, pair: Contradiction) -> tuple[str, str]:
    """Both values as their passages write them."""
    one, other = pair.one.figure, pair.other.figure
    first, second = matter.rows[pair.first][1].text, matter.rows[pair.second][1].text
    return first[one.start : one.end], second[other.start : other.end]
