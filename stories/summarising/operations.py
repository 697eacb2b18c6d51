"""Typed operations on one source sentence: how they are undone, and which cuts are allowed. Pure.

Each is a mapping with ``op`` and ``at``, an offset (code points) in the shown text:

* ``resolve_date``, ``resolve_name`` and ``reported``: ``inserted``, a bracket that stands behind a space at ``at``;
* ``cut``: ``removed``, source words with their separators, that stood at ``at``; ``kind``, a key of
  ``KINDS``; ``raised``, true where the letter that now opens the sentence was made a capital.

Undoing all of them, rightmost first and of two at one place the later first, gives the source's words.
A cut never takes a verb of speech, a negation, a hedge, a modal or a figure. The word lists are English: in other
languages only parentheses may be cut, and their figures are still seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stories.summarising.figures import figures
from stories.summarising.folding import fold
from stories.summarising.vocabulary import HEDGES, MONTH_NAMES, NEGATORS, SPEECH, WEEKDAYS, words
from stories.summarising.wording import negations, tokens

Operation = Mapping[str, Any]

CONNECTIVES = (
    "However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Separately|Besides|Likewise|Similarly|Indeed"
    "|Nevertheless|Nonetheless|Still|Yet|But|And|So|Thus|Therefore|Hence|Then|Finally|Instead|Overall|Notably"
    "|At the same time|For (?:example|instance)|In fact|As a result|On the other hand|By contrast|In contrast"
    "|In turn|Afterwards?|Consequently|Accordingly|In particular|In other news|Elsewhere"
)
CONNECTIVE = re.compile(CONNECTIVES)
LISTED = re.compile(r",? (?:and|or|nor)\b")
NAME_LAST = re.compile(
    r"^(?! ?(?:In|On|At|After|Before|For|From|With|Under|During|By|Of|Near|As|To)\b).*"
    rf"\b(?!(?:{'|'.join(WEEKDAYS)}|{MONTH_NAMES})\b)[A-Z][\w'-]+$"
)
LEADING_CONNECTIVE = re.compile(rf"(?:(?:{CONNECTIVES}),?|Earlier,|Later,|Previously,|Subsequently,) ")
PARENTHETICAL = re.compile(rf" ?\([^()]*\)| [–—-]{{1,2}} [^–—]{{1,200}}?[–—-]{{1,2}}(?= |$)|, (?:(?i:{CONNECTIVES})),")
DATELINE = re.compile(
    r"[A-Z][A-Z .'-]{2,40}(?:, [A-Z][A-Za-z .]{2,30})?(?:, (?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2}\.? (?:de )?[A-Za-zéû]{3,10}\.?(?: \d{4})?))?"
    r" ?(?:\([A-Za-z .-]+\)|[A-Z]{2,6}(?= -))? ?(?:--|[—–-]) "
    r"|[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){0,2},?(?: \([A-Za-z .-]+\))? (?:--|[—–]) "
)
ANOTHER_DASH = re.compile(r" (?:--|[—–-]) ")
RELATIVE_CLAUSE = re.compile(
    r", (?:who|whom|whose|which|where|(?P<appositive>an?)|based|located|born|founded|including|led"
    r"|(?:it|him|her|them)sel(?:f|ves)|long|once|[a-z]{2,}ed (?:in|by|for|at|on|to|with|from)|known for|built"
    r"|(?P<office>(?:vice )?president|chief|chair(?:man|woman)?|director|head|leader|spokes(?:man|woman|person)))"
    r" [^,;:\"]{1,200},?"
)
SEPARATOR = re.compile(r" ?\(| [–—-]{1,2} |,?(?: on)?,? (?=[A-Zyle])|, ")
SPOKEN_DAY = re.compile(
    rf"(?:,? on)?,? (?:(?:{'|'.join(WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?|yesterday|today"
    rf"|(?:{MONTH_NAMES}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?) \d{{1,2}})"
)
DOUBTING = (
    "den(?:y|ied|ies)|confirm(?:ed|s)?|report(?:ed|s)?|alleg(?:ed|es)|accus(?:ed|es)|believes?|estimated?"
    "|suggest(?:ed|s)?"
)
SPEAKING = re.compile(rf"\b(?:{SPEECH}|{DOUBTING})\b", re.IGNORECASE)
ENDS_SPEAKING = re.compile(rf"\b(?:{SPEECH})$", re.IGNORECASE)
STRENGTH = (
    NEGATORS
    | HEDGES
    | words(
        "can must shall will if unless only almost nearly least most or but except excluding until pending "
        "though false wrong wrongly retracted withdrawn disputed fake hoax cancelled canceled suspended "
        "rejected failed acquitted cleared former ex acting provisional preliminary interim tentative "
        "temporary draft designate elect honorary unverified estimated estimate est projected forecast "
        "approximately approx roughly circa ca about maximum minimum max min partly partially mainly mostly "
        "some half sic joke satire satirical parody fiction fictional simulated simulation drill exercise "
        "test hypothesis hypothetical scenario prediction opinion comment commentary analysis correction "
        "corrected advertisement sponsored archive rumour rumor theory theoretical nominal nominally "
        "supposedly ostensibly initial initially early conditional conditionally subject"
    )
)
UP_TO = re.compile(r"\bup to\b")
MAY = re.compile(r"\bMay\b")
LONGEST, MOST = 2000, 12


def undo(text: str, operations: Sequence[Operation]) -> tuple[str, list[str]]:
    """The words of the source behind an edited sentence, and why any operation could not be undone.

    One that cannot be undone is left out of the result; with no reason given, every one was undone.
    """
    problems: list[str] = []
    limit = len(text)
    for _, operation in _rightmost_first(operations):
        before = text
        if _fits(operation, limit):
            text = _UNDOING[operation["op"]](text, operation)
            limit = operation["at"]
        if text == before:
            problems.append(_not_undone(operation))
    return text, problems


def brackets_of(operations: Sequence[Operation]) -> list[Operation]:
    """The operations that put words in, without the cuts: undone, they give what is shown of the source."""
    return [operation for operation in operations if operation.get("op") != "cut"]


def whitelist(text: str, operations: Sequence[Operation]) -> list[str]:
    """Why cuts of an edited sentence are not allowed; nothing where all of them are."""
    problems: list[str] = []
    for _, operation in _rightmost_first(operations):
        if not _fits(operation, len(text)):
            continue
        at, bare = operation["at"], _UNDOING[operation["op"]](text, operation)
        if operation["op"] == "cut":
            problem = cut_problem(operation["kind"], operation["removed"], before=text[:at], after=text[at:])
            problems.extend([problem] if problem else [])
        text = bare
    return problems


def cut_problem(kind: str, removed: str, *, before: str, after: str) -> str:
    """Why ``removed`` may not be cut from between ``before`` and ``after``; "" where it may."""
    folded, shown = fold(removed), removed.strip(" ,")
    if kind not in KINDS or not KINDS[kind](folded, fold(before), fold(after)):
        return f"“{shown}” is no part that may be cut"
    is_connective = kind == "leading_connective"
    if not is_connective and (
        negations(folded) or UP_TO.search(folded) or STRENGTH.intersection(tokens(MAY.sub(" ", folded)))
    ):
        return f"“{shown}” limits what is said, so it may not be cut"
    if kind in _DATED or is_connective:
        return ""
    if SPEAKING.search(folded):
        return f"“{shown}” says who said it, so it may not be cut"
    return f"“{shown}” holds a figure, so it may not be cut" if figures(removed) else ""


def cut(text: str, start: int, end: int, kind: str) -> tuple[str, dict[str, Any]]:
    """Take ``text[start:end]`` out; the new text, and the operation that records it.

    Where the sentence now opens with a small letter, that letter is made a capital.
    """
    rest = text[end:]
    raised = not text[:start].strip() and rest[:1].islower() and rest[:1].upper().lower() == rest[:1]
    shown = text[:start] + (rest[:1].upper() + rest[1:] if raised else rest)
    return shown, {"op": "cut", "at": start, "removed": text[start:end], "kind": kind, "raised": raised}


def possible_cuts(line: str) -> tuple[tuple[int, int, str], ...]:
    """The cuts (start, end, kind) that may be made in a folded sentence on one line, by their place; 12 at most.

    A line of more than 2,000 characters is no sentence and offers none.
    """
    if len(line) > LONGEST:
        return ()
    found = [(0, match.end(), kind) for kind, form in _OPENING if (match := form.match(line))]
    for kind, form in _INSIDE:
        matches = (form.match(line, place.start()) for place in SEPARATOR.finditer(line))
        found.extend((*match.span(), kind) for match in matches if match)
    found.sort()
    return tuple(
        (start, end, kind)
        for start, end, kind in found[:MOST]
        if not cut_problem(kind, line[start:end], before=line[:start], after=line[end:])
    )


def _rightmost_first(operations: Sequence[Operation]) -> list[tuple[tuple[int, int], Operation]]:
    placed = [((_at(operation), number), operation) for number, operation in enumerate(operations)]
    return sorted(placed, key=lambda pair: pair[0], reverse=True)


def _at(operation: Operation) -> int:
    at = operation.get("at")
    return at if isinstance(at, int) else -1


def _fits(operation: Operation, limit: int) -> bool:
    """Whether it is an operation we know, at a place left of what was undone before it."""
    name = "removed" if operation.get("op") == "cut" else "inserted"
    has_words = isinstance(operation.get(name), str) and operation[name] != ""
    return operation.get("op") in _UNDOING and 0 <= _at(operation) <= limit and has_words


def _without_bracket(text: str, operation: Operation) -> str:
    at, inserted = int(operation["at"]), str(operation["inserted"])
    is_bracket = inserted.startswith("[") and inserted.endswith("]") and at > 0
    if not is_bracket or text[at - 1 : at + len(inserted)] != " " + inserted:
        return text
    return text[: at - 1] + text[at + len(inserted) :]


def _with_cut(text: str, operation: Operation) -> str:
    at, removed = int(operation["at"]), str(operation["removed"])
    rest = text[at:]
    if operation.get("raised"):
        rest = rest[:1].lower() + rest[1:]
    return text[:at] + removed + rest


def _not_undone(operation: Operation) -> str:
    words = operation.get("inserted") or operation.get("removed") or operation.get("op")
    return f"the recorded edit “{words}” does not fit the sentence"


def _is_connective(removed: str, before: str, after: str) -> bool:
    return not before.strip(" \"'") and LEADING_CONNECTIVE.fullmatch(removed) is not None


def _is_parenthetical(removed: str, before: str, after: str) -> bool:
    return PARENTHETICAL.fullmatch(removed) is not None and before.count('"') % 2 == 0


def _is_dateline(removed: str, before: str, after: str) -> bool:
    opens = re.match(r"[A-Z\d\"']", after) is not None and ANOTHER_DASH.search(after) is None
    return not before and opens and DATELINE.fullmatch(removed) is not None


def _is_non_restrictive(removed: str, before: str, after: str) -> bool:
    """A clause between commas, or between a comma and the end; never the part of a list ("A, a B, and C").

    What says who somebody is ("a lawyer from Ghent") goes only behind a name.
    """
    clause = RELATIVE_CLAUSE.fullmatch(removed)
    ends = removed.endswith(",") or re.match(r"[,.!?]", after) is not None
    if clause is None or not ends or LISTED.match(after) or CONNECTIVE.fullmatch(before):
        return False
    is_said_of_somebody = clause["appositive"] or clause["office"]
    return not is_said_of_somebody or NAME_LAST.search(before.rsplit(",", 1)[-1]) is not None


def _is_spoken_day(removed: str, before: str, after: str) -> bool:
    return SPOKEN_DAY.fullmatch(removed) is not None and ENDS_SPEAKING.search(before) is not None


KINDS: Mapping[str, Callable[[str, str, str], bool]] = {
    "leading_connective": _is_connective,
    "parenthetical": _is_parenthetical,
    "dateline": _is_dateline,
    "non_restrictive": _is_non_restrictive,
    "attribution_date": _is_spoken_day,
}
"""The kinds of cuts, each with its form: the words cut, and what stands before and after them, all folded."""
_DATED = frozenset({"dateline", "attribution_date"})
_UNDOING: Mapping[str, Callable[[str, Operation], str]] = {
    "resolve_date": _without_bracket,
    "resolve_name": _without_bracket,
    "reported": _without_bracket,
    "cut": _with_cut,
}
_OPENING = (("leading_connective", LEADING_CONNECTIVE), ("dateline", DATELINE))
_INSIDE = (("parenthetical", PARENTHETICAL), ("non_restrictive", RELATIVE_CLAUSE), ("attribution_date", SPOKEN_DAY))
