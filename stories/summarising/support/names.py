"""Rule V3: every name stands in a cited passage, and who does what to whom is as there.

Names are seen where the script has capital letters, in any language; the words between two names that tell a deed
("sued", "was sued by") are compared by stem, the passive is English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from stories.summarising.folding import fold, squash
from stories.summarising.preparing import person
from stories.summarising.request import Evidence
from stories.summarising.support.name_support import missing_names
from stories.summarising.support.verdict import Finding, spans_of
from stories.summarising.vocabulary import STOP_WORDS, TITLES, words
from stories.summarising.wording import NAME_RUN, NOT_NAMES, has_case, stems, tokens

OFFICES = frozenset(title.lower().strip(".") for title in TITLES) | words(
    "adviser advisor aide deputy head founder owner president professor secretary spokesperson lawyer prosecutor "
    "candidate councillor councilor senator lawmaker minister ambassador envoy analyst economist researcher engineer "
    "executive treasurer boss captain skipper pilot editor author trustee governor premier"
)
BREAK = re.compile(r"[.;:!?()\"]")
BY = re.compile(r"\bby(?: the| a| an)?$")
LONGEST_DEED = 80  # characters between two names

Deed = tuple[str, str, str, bool]


def name_findings(
    text: str, evidence: Sequence[Evidence], texts: Mapping[str, str], language: str = "en"
) -> list[Finding]:
    """V3: every name stands in a cited passage, or is another form of a name that does; roles are as there."""
    missing: set[str] | None = None
    for cited in evidence:
        lacking = missing_names(text, cited.quote, texts[cited.snapshot], language)
        missing = lacking if missing is None else missing & lacking
    spans = spans_of(evidence)
    findings = [Finding("V3", False, f"no cited passage names {name}", spans) for name in sorted(missing or ())]
    if not missing:
        findings.extend(_swapped(text, evidence, language))
        findings.extend(_other_office(text, evidence))
    return findings or [Finding("V3", True, "every name stands in a cited passage")]


def _other_office(text: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """An office that no passage has, where a passage has another that the text has not."""
    here = frozenset(tokens(fold(text))) & OFFICES
    there = frozenset(word for cited in evidence for word in tokens(fold(cited.quote))) & OFFICES
    if not here - there or not there - here:
        return []
    said, shown = sorted(there - here)[0], sorted(here - there)[0]
    return [Finding("V3", False, f"the article says “{said}”, the sentence says “{shown}”", spans_of(evidence))]


def _swapped(text: str, evidence: Sequence[Evidence], language: str) -> list[Finding]:
    """Deeds of the text that the passages tell the other way round."""
    told = deeds(squash(text), language)
    if not told:
        return []
    given = {deed for cited in evidence for deed in deeds(squash(cited.quote), language)}
    found = []
    for doer, deed, done, is_passive in dict.fromkeys(told):
        same = {(doer, deed, done, is_passive), (done, deed, doer, not is_passive)}
        other = {(done, deed, doer, is_passive), (doer, deed, done, not is_passive)}
        if other & given and not same & given:
            reason = f"the article has {doer} and {done} the other way round"
            found.append(Finding("V3", False, reason, spans_of(evidence)))
    return found


@lru_cache(maxsize=2048)
def deeds(line: str, language: str) -> tuple[Deed, ...]:
    """Pairs of names with a word between them that tells a deed: name, stem, name, and whether "by" reverses it."""
    if not has_case(line):
        return ()
    runs = [match for match in NAME_RUN.finditer(line) if _is_name(match.group())]
    found: list[Deed] = []
    for left, right in pairwise(runs):
        between = line[left.end() : right.start()]
        if len(between) > LONGEST_DEED or BREAK.search(between):
            continue
        is_passive = BY.search(between.rstrip()) is not None
        first, second = _core(left.group()), _core(right.group())
        if first != second:
            found.extend((first, stem, second, is_passive) for stem in stems(between, language))
    return tuple(found)


def _is_name(run: str) -> bool:
    parts = run.lower().rstrip(".'").split()
    return any(word not in STOP_WORDS and word not in NOT_NAMES for word in parts)


def _core(run: str) -> str:
    """The last word of a person's name, the whole of another."""
    name = person(run.removeprefix("The ").rstrip(".'&-").removesuffix("'s"))
    return name if "_" in name else name.split()[-1] if name else run
