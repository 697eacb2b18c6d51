"""Rule V6: how near a sentence is to its source, and so whether it may publish by itself.

A: the source's words, whole sentences of them. B: one source sentence, edited by typed operations, recorded or found
again by alignment. C: rules V1 to V5 pass, three consecutive source sentences hold six tenths of its content words,
and a judge says that they entail it. D: nothing is wrong and somebody must read it. F: a rule failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from stories.summarising.folding import squash
from stories.summarising.request import Evidence
from stories.summarising.support.alignment import allowed_cuts
from stories.summarising.support.brackets import bracketed_forms
from stories.summarising.support.dates import anchor_of
from stories.summarising.support.passages import is_whole, sentences_of
from stories.summarising.support.strength import coverage
from stories.summarising.support.verdict import Tier

Judge = Callable[[str, Sequence[str]], bool]
"""Given a sentence and at most three consecutive source sentences: whether these entail it."""

COVERED = 0.6
CONSECUTIVE = 3


def own_words(
    text: str, cited: Evidence, texts: Mapping[str, str], published: Mapping[str, datetime], language: str
) -> Tier | None:
    """A where the text is whole sentences of the passage in a row; B where it is one with allowed edits."""
    wanted = squash(text)
    lines = sentences_of(cited, texts)
    if not wanted or not lines:
        return None
    if wanted == squash(cited.quote) and is_whole(cited, texts):
        return "A"
    if any(_opens_with(wanted, lines[place:]) for place in range(len(lines))):
        return "A"
    when = anchor_of(cited, published) if "[" in wanted else None
    dated = [form for line in lines for form in bracketed_forms(line, when, language)] if when else []
    if any(allowed_cuts(wanted, line, language) is not None for line in [*lines, *dated]):
        return "B"
    runs = (lines[place : place + more] for more in range(2, CONSECUTIVE + 1) for place in range(len(lines) - more + 1))
    return "B" if any(allowed_cuts(wanted, " ".join(run), language) == () for run in runs) else None


def _opens_with(wanted: str, lines: Sequence[str]) -> bool:
    """Whether the first of the lines, some in a row, are exactly what is wanted."""
    at = 0
    for line in lines:
        if not wanted.startswith(line, at):
            return False
        at += len(line) + 1
        if at > len(wanted):
            return True
    return False


def judged(text: str, kept: Sequence[Evidence], texts: Mapping[str, str], language: str, judge: Judge | None) -> Tier:
    """C or D for a text that no rule refuses."""
    if judge is None:
        return "D"
    for cited in kept:
        lines = sentences_of(cited, texts)
        for place in range(max(1, len(lines) - CONSECUTIVE + 1)):
            window = lines[place : place + CONSECUTIVE]
            if coverage(text, window, language) >= COVERED and judge(text, window):
                return "C"
    return "D"
