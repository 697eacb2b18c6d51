"""All kinds by name, a fixed sample of each, and what the check says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from benchmarks.mutations import amounts, claims, deceiving, harmless, joining, naming, recorded, speech, trims
from benchmarks.mutations.corpus import Case, Mutant, plain
from stories.summarising.request import Evidence
from stories.summarising.sentences import split
from stories.summarising.support import check

Kind = Callable[[Case, Random], Iterator[Mutant]]

WRONG: Mapping[str, Kind] = {
    "figure of the article": amounts.from_article,
    "figure not in the article": amounts.stranger,
    "figures exchanged": amounts.exchanged,
    "scale": amounts.scale,
    "unit": amounts.unit,
    "per cent against points": amounts.points,
    "date": amounts.date,
    "name of the article": naming.from_article,
    "name of a stranger": naming.stranger,
    "roles exchanged": naming.roles,
    "title": naming.title,
    "date in a bracket": naming.wrong_date_bracket,
    "name in a bracket": naming.wrong_name_bracket,
    "negation inserted": claims.negated,
    "negation removed": claims.affirmed,
    "antonym": claims.opposite,
    "hedge dropped": claims.without_hedge,
    "modal strengthened": claims.stronger,
    "plan told as done": claims.done,
    "comparison": claims.compared,
    "quantifier": claims.quantified,
    "qualifier dropped": claims.without_qualifier,
    "order": claims.reordered,
    "attribution dropped": speech.unattributed,
    "quotation altered": speech.altered,
    "quotation spliced": speech.spliced,
    "another speaker": speech.other_speaker,
    "two facts joined": joining.joined,
    "tail invented": joining.tail,
    "tail of another sentence": joining.article_tail,
    "condition dropped": joining.unconditional,
    "limit dropped": joining.unlimited,
    "lead that takes back": deceiving.lead,
    "parenthesis that doubts": deceiving.parenthesis,
    "clause that doubts": deceiving.clause,
    "character of a figure": deceiving.digits,
    "unit that looks alike": deceiving.twin,
    "time of day": deceiving.clock,
    "date in a bracket, recorded": recorded.wrong_bracket,
    "cut recorded as allowed": recorded.wrong_cut,
}
HARMLESS: Mapping[str, Kind] = {
    "nothing": harmless.same,
    "quotation marks": harmless.quotes,
    "dashes": harmless.dashes,
    "spaces": harmless.spaces,
    "invisible characters": harmless.invisible,
    "decomposed letters": harmless.decomposed,
    "full width": harmless.full_width,
    "entities": harmless.entities,
    "white space at the ends": harmless.edges,
    "equal numerals": harmless.numerals,
    "equal money": harmless.money,
    "equal per cent": harmless.per_cent,
    "equal units": harmless.units,
    "equal dates": harmless.dates,
}
TRIMS: Mapping[str, Kind] = {
    "leading connective": trims.connective,
    "parenthesis": trims.parenthesis,
    "dateline": trims.dateline,
    "clause between commas": trims.clause,
    "date in a bracket, right": naming.right_date_bracket,
    "date in a bracket, recorded, right": recorded.right_bracket,
    "trims, recorded": recorded.right_cut,
    "name in a bracket, right": naming.right_name_bracket,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant with the tier it got and the reasons for it."""

    mutant: Mutant
    tier: str
    reasons: tuple[str, ...]

    @property
    def is_flagged(self) -> bool:
        """Whether it would not be published by itself."""
        return self.tier not in ("A", "B")


def sample(name: str, kind: Kind, cases: list[Case], limit: int, seed: str = "") -> list[Mutant]:
    """At most ``limit`` mutants of a kind, one a sentence as far as that goes; for a seed the same ones every time."""
    must_differ = name in WRONG
    rounds: list[list[Mutant]] = [[], []]
    for number, case in enumerate(cases):
        chance = Random(f"{seed}{name} {number}")
        found = [one for one in kind(case, chance) if not must_differ or _is_wrong(one)]
        chance.shuffle(found)
        rounds[0] += found[:1]
        rounds[1] += found[1:3]
    for one in rounds:
        Random(f"{seed}{name}").shuffle(one)
    return [*rounds[0], *rounds[1]][:limit]


def _is_wrong(mutant: Mutant) -> bool:
    """Whether the edit changed the words, and into no sentence that the article has."""
    told = plain(mutant.text)
    return told != plain(mutant.original) and told not in _sentences(mutant.article)


@cache
def _sentences(article: str) -> frozenset[str]:
    return frozenset(plain(article[start:end]) for start, end in split(article))


def judge(mutant: Mutant) -> Judged:
    """Ask the check what the sentence is, with the passages it would cite."""
    digest = hashlib.sha256(mutant.article.encode()).hexdigest()
    evidence = [Evidence(digest, digest, a, b, mutant.article[a:b]) for a, b in mutant.spans]
    verdict = check(
        mutant.text,
        evidence,
        {digest: mutant.article},
        published={digest: mutant.published},
        operations=mutant.operations,
    )
    return Judged(
        mutant, str(verdict.tier), tuple(f"{one.rule}: {one.reason}" for one in verdict.findings if not one.passed)
    )


def measured(kinds: Mapping[str, Kind], cases: list[Case], limit: int, seed: str = "") -> dict[str, list[Judged]]:
    """Every kind's sample, judged."""
    return {name: [judge(one) for one in sample(name, kind, cases, limit, seed)] for name, kind in kinds.items()}


def flagged_share(judged: list[Judged]) -> float:
    """Which part is flagged, 0 to 1; an empty list gives 0."""
    return sum(one.is_flagged for one in judged) / len(judged) if judged else 0.0


def overall_share(results: Mapping[str, list[Judged]]) -> float:
    """Which part of all mutants is flagged, 0 to 1."""
    return flagged_share([one for judged in results.values() for one in judged])


def mean(results: Mapping[str, list[Judged]]) -> float:
    """The mean share over kinds, each counting the same."""
    shares = [flagged_share(one) for one in results.values() if one]
    return sum(shares) / len(shares) if shares else 0.0
