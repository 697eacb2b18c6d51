"""Whether a sentence tells of something past or planned where it names a time."""

from __future__ import annotations

import re
from typing import Literal

from stories.summarising.timeline.speech import Speech

Sense = Literal["past", "future", ""]
_CLAUSE = re.compile("[，；。、,;]")


def sense_at(text: str, start: int, end: int, speech: Speech) -> Sense:
    """What governs the time named from ``start`` to ``end``: the last cue before it, else the first behind it.

    In languages that put the verb last, the first cue behind it, if in its own clause; in Chinese, that of its own.
    """
    if speech.order == "behind":
        joint = speech.joint.search(text, end) if speech.joint else None
        return _first(text, end, joint.start() if joint else len(text), speech)
    if speech.order == "clause":
        stop = _CLAUSE.search(text, end)
        low = max((cut.end() for cut in _CLAUSE.finditer(text, 0, start)), default=0)
        return _first(text, low, stop.start() if stop else len(text), speech)
    if speech.closing is not None and speech.closing.match(text, end):
        return "future"
    low = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
    future = [cue.end() for cue in speech.future.finditer(text, low, start)]
    past = [cue.end() for cue in speech.past.finditer(text, low, start) if not speech.future.fullmatch(cue.group())]
    if future or past:
        return "future" if max(future, default=-1) >= max(past, default=-1) else "past"
    return _first(text, end, len(text), speech)


def _first(text: str, start: int, stop: int, speech: Speech) -> Sense:
    ahead, done = speech.future.search(text, start, stop), speech.past.search(text, start, stop)
    if ahead is None:
        return "" if done is None else "past"
    return "past" if done is not None and done.start() < ahead.start() else "future"
