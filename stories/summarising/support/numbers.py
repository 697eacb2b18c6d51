"""Rule V1: every number stands in a cited passage with its value, scale and unit, said of the same thing.

Ages, clock times, scores and ordinals are kinds of their own. Dates and years are rule V2's. A rounded number passes
behind a hedge ("about") within 0.6%. Which numbers are seen: ``figures`` and ``numbers_abroad``; what is counted: the
words about a number, in any language; ordinals, hedges and uncounted crowds ("hundreds") are English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from stories.summarising.figures import Figure
from stories.summarising.folding import fold
from stories.summarising.number_words_abroad import TIMES as TIMES_ABROAD
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.request import Evidence
from stories.summarising.support.ordinals import ANY, DEMANDED, value_of
from stories.summarising.support.verdict import Finding, span_of, spans_of
from stories.summarising.wording import stems

ROUNDING = Decimal("0.006")
OLDEST = 120
MOST, MANY = 5, 60  # findings told, and figures that are weighed against each other
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "centurie"})
AROUND = 45  # characters on either side of a number that say what it counts
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
CROWD = re.compile(
    r"\b(?:(?:tens|dozens|scores|hundreds|thousands) of )?(?:dozens|scores of|hundreds|thousands|millions|billions)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:()]|\.\s|\b(?:and|while|but)\b")

Cited = tuple[Evidence, Figure]


def number_findings(text: str, evidence: Sequence[Evidence], language: str = "en") -> list[Finding]:
    """V1: every number stands in a cited passage, with the same kind and unit and of the same thing."""
    cited = [(passage, figure) for passage in evidence for figure in figures_in(passage.quote, language)]
    plain = frozenset((figure.kind, figure.unit, figure.value, figure.noun) for _, figure in cited)
    dated = [match.span() for match in ISO_DATE.finditer(text)]
    findings: list[Finding] = []
    for figure in figures_in(text, language):
        is_date = figure.kind in ("day", "year") or any(start <= figure.start < end for start, end in dated)
        if is_date or figure.is_loose or len(findings) == MOST:
            continue
        is_there = (figure.kind, figure.unit, figure.value, figure.noun) in plain
        found = None if is_there else _missing(text, figure, cited)
        found = found or _of_another_thing(text, figure, cited, language)
        findings.extend([found] if found else [])
    findings.extend(_missing_ordinals(text, evidence))
    findings.extend(_missing_crowds(text, evidence))
    return findings or [Finding("V1", True, "every number stands in a cited passage")]


def _missing(text: str, figure: Figure, cited: Sequence[Cited]) -> Finding | None:
    shown = text[figure.start : figure.end]
    if any(carries(figure, other, passage.quote) for passage, other in cited):
        return None
    near = [pair for pair in cited if (pair[1].kind, pair[1].unit) == (figure.kind, figure.unit)]
    near = [pair for pair in near if not pair[1].is_loose]
    same_value = [pair for pair in cited if pair[1].value == figure.value and figure.kind == pair[1].kind]
    if not near and not same_value:
        return Finding("V1", False, f"no cited passage has the number {shown}", spans_of([p for p, _ in cited[:1]]))
    passage, other = min(near or same_value, key=lambda pair: _distance(figure, pair[1]))
    says = passage.quote[other.start : other.end]
    if _time(figure) and other.value == figure.value:
        says, shown = f"{says} {other.noun}s", f"{shown} {figure.noun}s"
    return Finding("V1", False, f"the article says {says}, the sentence says {shown}", (span_of(passage),))


def carries(figure: Figure, other: Figure, quote: str) -> bool:
    """Whether this figure of a passage carries the sentence's: equal, and of the same measure of time."""
    if _is_age_in_commas(figure, other, quote):
        return True
    told, given = _time(figure), _time(other)
    is_other_time = told != given and bool(told and given)
    return equals(figure, other) and not is_other_time


def _time(figure: Figure) -> str:
    """The measure of time that the number counts, in English; "" where it counts something else."""
    return figure.noun if figure.noun in TIMES else TIMES_ABROAD.get(figure.noun, "")


def _distance(figure: Figure, other: Figure) -> tuple[bool, Decimal]:
    return other.noun != figure.noun, abs(other.value - figure.value)


def equals(figure: Figure, other: Figure) -> bool:
    """Whether the second figure carries the first: the same, or rounded behind a hedge."""
    if figure.same_as(other):
        return True
    if {figure.kind, other.kind} == {"year", "quantity"} and not (figure.unit or other.unit):
        return figure.value == other.value  # "1500 people" may have been read as a year
    same_kind = (figure.kind, figure.unit) == (other.kind, other.unit) and figure.kind == "quantity"
    return same_kind and figure.is_hedged and abs(figure.value - other.value) <= ROUNDING * abs(other.value)


def _is_age_in_commas(figure: Figure, other: Figure, quote: str) -> bool:
    """Whether "45-year-old" is carried by "Mira Dunne, 45,"."""
    is_bare = other.kind == "quantity" and not other.unit and other.value <= OLDEST
    between = quote[max(0, other.start - 2) : other.start] == ", " and quote[other.end : other.end + 1] in (",", ".")
    return figure.kind == "age" and is_bare and between and other.value == figure.value


def _of_another_thing(text: str, figure: Figure, cited: Sequence[Cited], language: str) -> Finding | None:
    """The number stands there, but the words about it stand beside another number of the same kind."""
    alike = [(passage, other) for passage, other in cited[:MANY] if (other.kind, other.unit) == _kind(figure)]
    carriers = [pair for pair in alike if equals(figure, pair[1])]
    others = [pair for pair in alike if not equals(figure, pair[1]) and not pair[1].is_loose]
    if not carriers or not others or len(alike) > MANY:
        return None
    near = about(text, figure, language)
    others = [pair for pair in others if not _is_told_of_its_own(text, figure, near, pair, language)]
    if not others:
        return None
    best = max(_shared(near, passage.quote, other, language) for passage, other in carriers)
    passage, other = max(others, key=lambda pair: _shared(near, pair[0].quote, pair[1], language))
    if _shared(near, passage.quote, other, language) < best + 2 - (best == 0):
        return None
    shown, says = text[figure.start : figure.end], passage.quote[other.start : other.end]
    return Finding("V1", False, f"the article says {says} here, the sentence says {shown}", (span_of(passage),))


def _is_told_of_its_own(text: str, figure: Figure, near: frozenset[str], cited: Cited, language: str) -> bool:
    """Whether the text gives this number of a passage too, beside more of the passage's words than the figure has."""
    passage, other = cited
    shared = _shared(near, passage.quote, other, language)
    return any(
        _shared(about(text, one, language), passage.quote, other, language) > shared
        for one in figures_in(text, language)
        if one.start != figure.start and equals(one, other)
    )


def _kind(figure: Figure) -> tuple[str, str]:
    return figure.kind, figure.unit


def _shared(near: frozenset[str], quote: str, other: Figure, language: str) -> int:
    return len(near & about(quote, other, language))


@lru_cache(maxsize=8192)
def about(text: str, figure: Figure, language: str) -> frozenset[str]:
    """The stems about a number inside its clause: what it counts."""
    before = CLAUSE.split(fold(text[max(0, figure.start - AROUND) : figure.start]))[-1]
    after = CLAUSE.split(fold(text[figure.end : figure.end + AROUND]))[0]
    return frozenset(stems(f"{before} {after}", language))


def _missing_ordinals(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    folded = fold(text)
    demanded = DEMANDED.findall(folded)
    if not demanded:
        return []
    quotes = [fold(passage.quote) for passage in evidence]
    spelled = {value_of(word) for quote in quotes for word in ANY.findall(quote)}
    given = {int(f.value) for p in evidence for f in figures_in(p.quote, "en") if f.kind == "ordinal"}
    parts = " ".join(quotes).lower()
    return [
        Finding("V1", False, f"no cited passage says “{word}”", spans_of(evidence))
        for word in demanded
        if value_of(word) not in spelled | given and f"{word.lower()}s" not in parts
    ]


def _missing_crowds(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Numbers nobody counted: "hundreds", "tens of thousands"."""
    told = CROWD.findall(fold(text))
    given = {crowd.lower() for passage in evidence for crowd in CROWD.findall(fold(passage.quote))} if told else set()
    return [
        Finding("V1", False, f"no cited passage says “{crowd}”", spans_of(evidence))
        for crowd in dict.fromkeys(told)
        if crowd.lower() not in given
    ]
