"""Recorded operations of a sentence: each can be undone, each cut is allowed, each bracket can be computed again.

Dates are rule V2, names V3, cuts V6. Dates in brackets are resolved as ``reldates`` does; the day of
a report is the article's (``stamping``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from stories.summarising.folding import fold, fold_map, squash
from stories.summarising.operations import undo, whitelist
from stories.summarising.preparing import person
from stories.summarising.reldates import resolve
from stories.summarising.request import Evidence, Span
from stories.summarising.stamping import STAMP, is_right, stamp
from stories.summarising.support.dates import anchor_of
from stories.summarising.support.verdict import Finding, span_of
from stories.summarising.vocabulary import WEEKDAYS
from stories.summarising.wording import names

Operation = Mapping[str, Any]
DAY_WORD = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b")
NAME_BRACKET = re.compile(r"(?:(?P<word>[^\W\d_][\w'’-]*) )?\[(?P<full>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+)\]")
BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\W*$")


def bracket_findings(
    text: str,
    operations: Sequence[Operation],
    primary: Evidence,
    texts: Mapping[str, str],
    published: Mapping[str, datetime],
    language: str,
) -> list[Finding]:
    """What is wrong with the recorded operations, or one finding for each kind of bracket that is right."""
    bare, problems = undo(text, operations)
    spans = (span_of(primary),)
    findings = [Finding("V6", False, reason, spans) for reason in [*problems, *whitelist(text, operations)]]
    if problems:
        return findings
    if any(operation["op"] == "resolve_date" for operation in operations):
        findings.append(_dates(bare, text, operations, primary, published, language))
    for operation in operations:
        if operation["op"] == "resolve_name":
            findings.append(_name(text, operation, primary, texts))
        if operation["op"] == "reported":
            findings.append(_reported(str(operation["inserted"]), primary, published, language))
    return findings


def unstamped(text: str, primary: Evidence, published: Mapping[str, datetime], language: str) -> str:
    """The text without a day of its report that nobody recorded, where the article's own date gives it."""
    when, found = anchor_of(primary, published), STAMP.search(text)
    if when is None or found is None or not is_right(found.group().strip(), when, language):
        return text
    return text[: found.start()] + text[found.end() :]


def _reported(inserted: str, primary: Evidence, published: Mapping[str, datetime], language: str) -> Finding:
    """V2: the day of the report is the article's own."""
    spans, when = (span_of(primary),), anchor_of(primary, published)
    if when is None:
        return Finding("V2", False, "the day of the report cannot be checked: the article has no date", spans)
    if is_right(inserted, when, language):
        return Finding("V2", True, "the day of the report is the article's", spans)
    return Finding("V2", False, f"the article is of {when}, so it should read {stamp(when, when, language)}", spans)


def bracketed_forms(line: str, published: date, language: str) -> tuple[str, ...]:
    """A folded source sentence with its relative days in brackets: behind the words, and in place of them."""
    resolutions = resolve(line, published, language)
    if not resolutions:
        return ()
    behind, instead = line, line
    for found in reversed(resolutions):
        behind = f"{behind[: found.at]} {found.inserted}{behind[found.at :]}"
        word = list(DAY_WORD.finditer(instead, 0, found.at))
        if word:
            instead = instead[: word[-1].start()] + found.inserted + instead[word[-1].end() :]
    return behind, instead


def without_names(text: str, evidence: Sequence[Evidence], texts: Mapping[str, str]) -> tuple[str, frozenset[Span]]:
    """The text with full names in brackets, which nobody recorded, taken back, and the passages that give them.

    "Kim [Kim Jung-kwan]" and "[Kim Jung-kwan]" become "Kim". A bracket stays whose name no other cited passage of the
    first article has, or that could be somebody else's.
    """
    found: set[Span] = set()

    def taken_back(match: re.Match[str]) -> str:
        word, full = match["word"] or "", match["full"]
        givers = [c for c in evidence if c.article == evidence[0].article and full in squash(c.quote)]
        short = word if word in full.split() else full.split()[-1]
        if not givers or _others(short, full, texts[givers[0].snapshot]):
            return match.group()
        found.update(map(span_of, givers))
        return word if short == word else f"{word} {short}".lstrip()

    return NAME_BRACKET.sub(taken_back, text), frozenset(found)


def named_spans(operations: Sequence[Operation]) -> frozenset[Span]:
    """The passages that only give the full name for a bracket."""
    found = set()
    for operation in operations:
        if operation.get("op") == "resolve_name":
            span = _span(operation)
            found.update([span] if span else [])
    return frozenset(found)


def _span(operation: Operation) -> Span | None:
    article, snapshot = operation.get("article"), operation.get("snapshot")
    start, end = operation.get("start"), operation.get("end")
    if isinstance(article, str) and isinstance(snapshot, str) and isinstance(start, int) and isinstance(end, int):
        return Span(article, snapshot, start, end)
    return None


def _dates(
    bare: str,
    text: str,
    operations: Sequence[Operation],
    primary: Evidence,
    published: Mapping[str, datetime],
    language: str,
) -> Finding:
    """V2: the brackets are what the article's own date makes of its relative days, no more and no fewer."""
    spans = (span_of(primary),)
    when = anchor_of(primary, published)
    if when is None:
        return Finding("V2", False, "the date in brackets cannot be checked: the article has no date", spans)
    folded = fold_map(bare)
    resolutions = resolve(folded.text, when, language)
    if resolutions is None:
        return Finding("V2", False, "the date in brackets does not follow from the article's date", spans)
    wanted = {folded.ends[found.at - 1]: found.inserted for found in resolutions}
    shown, hidden = _places(operations)
    missing = {at for at in wanted if at not in shown and not any(start <= at - 1 < end for start, end in hidden)}
    wrong = [(at, inserted) for at, inserted in shown.items() if wanted.get(at) != inserted]
    if not missing and not wrong:
        return Finding("V2", True, "the date in brackets follows from the article's date", spans)
    at = wrong[0][0] if wrong else min(missing)
    right = wanted.get(at, "no bracket there")
    return Finding("V2", False, f"from the article's date it should read {right}", spans)


def _places(operations: Sequence[Operation]) -> tuple[dict[int, str], list[tuple[int, int]]]:
    """Where in the source's words each date's bracket stands, and what was cut from them (start, end)."""
    shown: dict[int, str] = {}
    hidden: list[tuple[int, int]] = []
    shift = 0
    for operation in sorted(operations, key=lambda entry: int(entry["at"])):
        at = int(operation["at"]) + shift
        if operation["op"] == "cut":
            hidden.append((at, at + len(operation["removed"])))
            shift += len(operation["removed"])
            continue
        if operation["op"] == "resolve_date":
            shown[at - 1] = str(operation["inserted"])
        shift -= len(operation["inserted"]) + 1
    return shown, hidden


def _name(text: str, operation: Operation, primary: Evidence, texts: Mapping[str, str]) -> Finding:
    """V3: the full name stands in the recorded passage of the same article, and nobody else there is called so."""
    span, full = _span(operation), fold(str(operation["inserted"])).strip("[]")
    if span is None or span.snapshot not in texts or span.article != primary.article:
        return Finding("V3", False, f"the name “{full}” in brackets has no passage of the same article", ())
    passage = squash(texts[span.snapshot][max(0, span.start) : span.end])
    if full not in passage:
        return Finding("V3", False, f"the passage recorded for “{full}” does not have this name", (span,))
    short = BEFORE.search(fold(text[: operation["at"]]))
    word = short.group(1).removesuffix("'s") if short else ""
    if word in full.split():
        others = _others(word, full, texts[span.snapshot])
        reason = f"{word} may also be {sorted(others)[0]}" if others else ""
    else:
        reason = "" if word and word.lower() in passage.lower() else f"the passage does not say that {full} is “{word}”"
    return Finding("V3", not reason, reason or "the name in brackets stands in its article", (span,))


def _others(word: str, full: str, article: str) -> set[str]:
    """Full names of the article that hold the word and are not this one."""
    cores = (person(name) for name in names(squash(article)))
    bearers = {core for core in cores if " " in core and word in core.split()}
    return {core for core in bearers if full not in core and core not in full}
