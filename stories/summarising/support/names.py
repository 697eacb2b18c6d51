"""Rule V3: every name stands in a cited passage, and who does what to whom is as there.

Names are seen where the script has capital letters, in any language; the words between two names that tell a deed
("sued", "was sued by") are compared by stem, the passive is English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from stories.summarising.folding import squash
from stories.summarising.preparing import person
from stories.summarising.request import Evidence
from stories.summarising.support.name_support import missing_names
from stories.summarising.support.verdict import Finding, spans_of
from stories.summarising.vocabulary import STOP_WORDS
from stories.summarising.wording import NAME_RUN, NOT_NAMES, has_case, stems

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
        lacking = missing_names(text, cited.quote, texts[cited.snapshot])
        missing = lacking if missing is None else missing & lacking
    spans = spans_of(evidence)
    findings = [Finding("V3", False, f"no cited passage names {name}", spans) for name in sorted(missing or ())]
    if not missing:
        findings.extend(_swapped(text, evidence, language))
    return findings or [Finding("V3", True, "every name stands in a cited passage")]


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
    words = run.lower().rstrip(".'").split()
    return any(word not in STOP_WORDS and word not in NOT_NAMES for word in words)


def _core(run: str) -> str:
    """The last word of a person's name, the whole of another."""
    name = person(run.removeprefix("The ").rstrip(".'&-").removesuffix("'s"))
    return name if "_" in name else name.split()[-1] if name else run
