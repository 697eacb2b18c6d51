"""Rows as drafted sentences: each with its evidence, and only if it passes the support check."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from stories.summarising.candidates import Candidate
from stories.summarising.corroboration import Support, independent_reports
from stories.summarising.matter import Matter
from stories.summarising.request import DraftSentence, Evidence, Refusal, Reuse
from stories.summarising.support import check

MOST_CITATIONS = 5
MOST_CHECKED = 6  # of those that say the same, the nearest first: one may fail the check
COPY = 0.6  # cosine from which two rows are one report in two outlets' words
MOST_TRIED = 4  # sentences that may fail the check before the newest development goes without its slot

Supports = Mapping[int, Sequence[Support]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to check a row: the material, who says the same, and the story's language."""

    matter: Matter
    supports: Supports
    language: str

    def stated(self, row: int, candidate: Candidate) -> DraftSentence | Refusal:
        """The row in this form as a sentence with its evidence, or the rule it breaks."""
        matter, article = self.matter, self.matter.article(row)
        evidence = [
            evidence_of(matter, row),
            *(evidence_of(matter, other, score) for other, score in self.supports.get(row, ())[:MOST_CHECKED]),
        ]
        texts = {one.snapshot: one.text for one in matter.articles}
        published = {one.key: one.published_at for one in matter.articles}
        verdict = check(candidate.text, evidence, texts, published, candidate.operations, self.language)
        if verdict.tier in ("A", "B") and verdict.evidence[0] == evidence[0]:
            return _sentence(matter, row, candidate, verdict.tier, verdict.evidence)
        failed = next((found for found in verdict.findings if not found.passed), None)
        rule, reason = (
            (failed.rule, failed.reason) if failed else ("V6", "the sentence is not the passage's own wording")
        )
        return Refusal(article.key, candidate.text, rule, reason)

    def in_section(self, rows: Sequence[int], drafted: Mapping[int, DraftSentence]) -> tuple[DraftSentence, ...]:
        """The rows of a section as they read there: a surname that nobody introduced before gets its bracket.

        A row whose bracket fails the check is left out.
        """
        before: list[Candidate] = []
        found: list[DraftSentence] = []
        for row in rows:
            candidate = self.matter.candidates[row]
            form = candidate.after(before)
            stated = drafted[row] if form is candidate or form is None else self.stated(row, form)
            if isinstance(stated, DraftSentence):
                found.append(stated)
                before.append(
                    candidate if form is None else replace(candidate, gives=candidate.gives | candidate.needs)
                )
        return tuple(found)


def verify(
    matter: Matter, supports: Supports, rows: Sequence[int], language: str
) -> tuple[dict[int, DraftSentence], list[Refusal]]:
    """Draft each row as a sentence and run the support check; what fails is refused with its reason."""
    desk = Desk(matter, supports, language)
    passed: dict[int, DraftSentence] = {}
    refusals: list[Refusal] = []
    for row in rows:
        stated = desk.stated(row, matter.candidates[row])
        if isinstance(stated, DraftSentence):
            passed[row] = stated
        else:
            refusals.append(stated)
    return passed, refusals


def verify_first(
    matter: Matter, supports: Supports, heads: Sequence[int], allowed: Container[int], language: str
) -> tuple[int | None, dict[int, DraftSentence], list[Refusal]]:
    """The first of these rows that passes the check, drafted, and what was refused on the way.

    If nobody else tells it whole, but somebody does in nearly the same words and fewer, then in those, if ``allowed``.
    """
    refusals: list[Refusal] = []
    for row in heads[:MOST_TRIED]:
        checked, refused = verify(matter, supports, [row], language)
        refusals += refused
        if row in checked:
            is_alone = len(checked[row].evidence) == 1
            shared = _shared_form(matter, supports, row, allowed, language) if is_alone else {}
            return next(iter(shared), row), shared or checked, refusals
    return None, {}, refusals


def _shared_form(
    matter: Matter, supports: Supports, row: int, allowed: Container[int], language: str
) -> dict[int, DraftSentence]:
    """A copy of the row in another outlet's words that several carry whole, drafted; {} where there is none."""
    for other, _ in supports.get(row, ())[:MOST_CHECKED]:
        may_open = other in allowed and matter.candidates[other].stands_alone()
        if may_open and float(matter.gram[row, other]) > COPY:
            checked, _ = verify(matter, supports, [other], language)
            if other in checked and len(checked[other].evidence) > 1:
                return checked
    return {}


def _sentence(
    matter: Matter, row: int, candidate: Candidate, tier: str, supporting: Sequence[Evidence]
) -> DraftSentence:
    """A quotation names its outlet; so does a press release, which speaks for itself alone."""
    article = matter.article(row)
    is_plain = article.reuse is Reuse.LICENSED and article.kind != "press_release"
    place = {entry.key: index for index, entry in enumerate(matter.articles)}
    return DraftSentence(
        text=candidate.text,
        form="plain" if is_plain else "quotation",
        outlet="" if is_plain else article.outlet,
        tier=tier,
        operations=candidate.operations,
        evidence=tuple(supporting[:MOST_CITATIONS]),
        origins=independent_reports(matter, {place[cited.article] for cited in supporting}),
        event_at=candidate.event_at,
    )


def evidence_of(matter: Matter, row: int, score: int = 1000) -> Evidence:
    """The passage of a row, or of several (``Matter.together``); with its cosine in thousandths where it supports."""
    index, start, end = matter.passage(row)
    article = matter.articles[index]
    return Evidence(article.key, article.snapshot, start, end, article.text[start:end], score)
