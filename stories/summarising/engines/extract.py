"""The embedded engine: sentences of the articles themselves, with evidence; no model and no network."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from stories.summarising.barring import bar, cleared, spared
from stories.summarising.candidates import article_refusal
from stories.summarising.choosing import choose, newest_development, pool, recalls_deleted, salience
from stories.summarising.conflicts import Contradiction, contradictions
from stories.summarising.corroboration import Support, corroborators, independent_reports
from stories.summarising.headings import heading_for
from stories.summarising.matter import Matter, gather
from stories.summarising.request import (
    Conflict,
    Draft,
    DraftSection,
    DraftSentence,
    Evidence,
    OutOfTime,
    Refusal,
    Report,
    Request,
    Reuse,
    SourceArticle,
)
from stories.summarising.sectioning import FEWEST, arrange, cluster, section_count
from stories.summarising.support import check
from stories.summarising.vectors import Vector

MOST_CITATIONS = 5
SHARE = 0.7  # of the sentences that passed: a summary that takes all of them chooses nothing


class ExtractEngine:
    """Chooses source sentences, groups them and shows the evidence of each."""

    name = "extract"
    version = "1"

    def draft(self, request: Request, report: Report) -> Draft:
        """Propose a summary; same input, same output, in whatever order the articles come.

        Nothing usable gives an empty draft with the reasons. Raises OutOfTime.
        """
        step = _Steps(request.deadline, report)
        step("reading articles", 0)
        usable, unused = screen(request)
        matter = gather(usable)
        barred, unnameable = bar(matter, request)
        step("comparing sentences", 40)
        supports = spared({row: corroborators(matter, row) for row in matter.candidates}, barred)
        weights = salience(matter, supports, request.incumbents)
        clashes, superseded = contradictions(matter)
        step("checking evidence", 60)
        allowed = [row for row in matter.candidates if row not in superseded and not _is_deleted(matter, row, request)]
        first = newest_development(matter, weights, allowed)
        others = allowed if first is None else [row for row in allowed if _apart(matter, row, first)]
        ranked = pool(matter, weights, others, supports)
        checked, refusals = verify(matter, supports, ranked if first is None else [first, *ranked], request.language)
        step("choosing", 80)
        sections = compose(matter, request, weights, checked, first)
        step("done", 100)
        return cleared(_finish(matter, sections, unused, clashes, [*unnameable, *refusals]), request)


def draft(request: Request, report: Report = lambda step, per_cent: None) -> Draft:
    """Draft with the embedded engine; for callers that have no progress bar."""
    return ExtractEngine().draft(request, report)


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


def verify(
    matter: Matter, supports: Mapping[int, Sequence[Support]], rows: Sequence[int], language: str
) -> tuple[dict[int, DraftSentence], list[Refusal]]:
    """Draft each row as a sentence and run the support check; what fails is refused with its reason."""
    texts = {article.snapshot: article.text for article in matter.articles}
    published = {article.key: article.published_at for article in matter.articles}
    passed: dict[int, DraftSentence] = {}
    refusals: list[Refusal] = []
    for row in rows:
        candidate, article = matter.candidates[row], matter.article(row)
        evidence = [_evidence(matter, row, 1000), *(_evidence(matter, other, score) for other, score in supports[row])]
        verdict = check(candidate.text, evidence, texts, published, candidate.operations, language)
        kept = verdict.evidence[:MOST_CITATIONS]
        if verdict.tier not in ("A", "B") or kept[0] != evidence[0]:
            failed = next((found for found in verdict.findings if not found.passed), None)
            rule, reason = (
                (failed.rule, failed.reason) if failed else ("V6", "the sentence is not the passage's own wording")
            )
            refusals.append(Refusal(article.key, candidate.text, rule, reason))
            continue
        passed[row] = _sentence(matter, row, verdict.tier, kept, verdict.evidence)
    return passed, refusals


def _sentence(
    matter: Matter, row: int, tier: str, kept: Sequence[Evidence], supporting: Sequence[Evidence]
) -> DraftSentence:
    """A quotation names its outlet; so does a press release, which speaks for itself alone."""
    candidate, article = matter.candidates[row], matter.article(row)
    is_plain = article.reuse is Reuse.LICENSED and article.kind != "press_release"
    place = {entry.key: index for index, entry in enumerate(matter.articles)}
    return DraftSentence(
        text=candidate.text,
        form="plain" if is_plain else "quotation",
        outlet="" if is_plain else article.outlet,
        tier=tier,
        operations=candidate.operations,
        evidence=tuple(kept),
        origins=independent_reports(matter, {place[cited.article] for cited in supporting}),
        event_at=candidate.event_at,
    )


def _evidence(matter: Matter, row: int, score: int) -> Evidence:
    article, sentence = matter.article(row), matter.rows[row][1]
    quote = article.text[sentence.start : sentence.end]
    return Evidence(article.key, article.snapshot, sentence.start, sentence.end, quote, score)


def compose(
    matter: Matter, request: Request, weights: Vector, checked: Mapping[int, DraftSentence], first: int | None
) -> tuple[DraftSection, ...]:
    """Sections with headings, from the sentences that passed."""
    opening = first if first in checked else None
    arranged = _best_arrangement(matter, request, weights, list(checked), opening)
    used: set[str] = set()
    return tuple(_section(matter, rows, checked, used, needs_none=len(arranged) == 1) for rows in arranged)


def _best_arrangement(
    matter: Matter, request: Request, weights: Vector, rows: Sequence[int], first: int | None
) -> list[list[int]]:
    """Of the possible numbers of sections the one that has room for most sentences; ties to more sections."""
    best: list[list[int]] = []
    most = section_count(len({matter.rows[row][0] for row in rows}), len(rows), request.max_sections)
    target = min(most * request.max_sentences, max(2, round(SHARE * len(rows))))
    for count in range(most, min(most, FEWEST) - 1, -1) if rows else ():
        groups = cluster(matter, rows, count)
        chosen = choose(matter, weights, groups, first, request.max_sentences, target)
        arranged = arrange(matter, weights, chosen, groups, first)
        if sum(map(len, arranged)) > sum(map(len, best)):
            best = arranged
    return best


def _section(
    matter: Matter, rows: Sequence[int], checked: Mapping[int, DraftSentence], used: set[str], *, needs_none: bool
) -> DraftSection:
    sentences = tuple(checked[row] for row in rows)
    if needs_none:
        return DraftSection("", False, sentences)
    place = {article.key: index for index, article in enumerate(matter.articles)}
    cited = [place[evidence.article] for sentence in sentences for evidence in sentence.evidence]
    heading, needs_heading, article = heading_for(matter, rows, cited, used)
    return DraftSection(heading, needs_heading, sentences, article)


def _finish(
    matter: Matter,
    sections: tuple[DraftSection, ...],
    unused: dict[str, str],
    clashes: Sequence[Contradiction],
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
        conflicts=tuple(_conflict(matter, clash) for clash in clashes),
        refusals=tuple(refusals),
    )


def label(matter: Matter, cited: set[str], reports: int) -> str:
    """What readers are told above a summary that rests on one report."""
    used = [article for article in matter.articles if article.key in cited]
    if len(used) == 1:
        return f"One source: {used[0].outlet}"
    return f"{len(used)} articles, one original report" if used and reports == 1 else ""


def _conflict(matter: Matter, clash: Contradiction) -> Conflict:
    first, second = _evidence(matter, clash.first, 1000), _evidence(matter, clash.second, 1000)
    left, right = matter.rows[clash.first][1].text, matter.rows[clash.second][1].text
    one, two = clash.first_figure, clash.second_figure
    return Conflict(clash.unit, first, second, left[one.start : one.end], right[two.start : two.end])
