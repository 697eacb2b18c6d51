"""Find the words of a sentence that name a time, and what they mean on the day of its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from foundation.dating.points import Span
from stories.summarising.timeline.anchoring import Anchor, Reading, read, told_sense
from stories.summarising.timeline.eastern import ARABIC, CHINESE, JAPANESE, KOREAN
from stories.summarising.timeline.english import SPEECH as ENGLISH
from stories.summarising.timeline.european import FRENCH, GERMAN, SPANISH
from stories.summarising.timeline.senses import Sense, sense_at
from stories.summarising.timeline.speech import Form, Speech
from stories.summarising.wording import primary_language

SPEECHES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ko": KOREAN, "ja": JAPANESE, "zh": CHINESE,
            "ar": ARABIC}  # fmt: skip
BEFORE, BEHIND = 36, 72  # characters about a trigger in which the words of its form stand
MOST = 12  # times that a sentence may name; a longer list is a calendar


@dataclass(frozen=True, slots=True)
class Tag:
    """A time that a sentence names: its place, what it means, and whether it lies ahead as something planned."""

    start: int
    end: int
    kind: str
    span: Span
    is_planned: bool
    is_sure: bool
    sense: Sense = ""
    is_yearless: bool = False

    @property
    def edtf(self) -> str:
        """The time as EDTF."""
        return self.span.edtf

    def is_bare_month(self) -> bool:
        """Whether it is a month whose year nobody says."""
        return self.kind == "month" and self.is_yearless

    def is_relative(self) -> bool:
        """Whether the words mean another day in another article."""
        return self.kind in {"near", "unit", "weekday", "ago", "ahead", "follow", "bare"}


def tag(text: str, published: date, language: str) -> tuple[Tag, ...]:
    """The times that a folded sentence names, in their order; none in a language that has no forms here."""
    speech = SPEECHES.get(primary_language(language))
    if speech is None or speech.trigger.search(text) is None:
        return ()
    found: list[Tag] = []
    done = 0
    for place in speech.trigger.finditer(text):
        if place.start() < done:
            continue
        made = _at(text, place.start(), speech.by_trigger[place.group()], speech, published, found)
        if made is not None:
            found.append(made)
            done = made.end
            if len(found) == MOST:
                break
    return tuple(found)


def _at(
    text: str, place: int, forms: tuple[Form, ...], speech: Speech, published: date, found: list[Tag]
) -> Tag | None:
    """The first form whose match covers the trigger and that the calendar has."""
    done = found[-1].end if found else 0
    for form in forms:
        for match in form.expression.finditer(text, max(done, place - BEFORE), min(len(text), place + BEHIND)):
            if match.start() > place:
                break
            if (
                match.end() <= place
                or not _is_whole(text, match.end(), place)
                or _is_no_date(text, match.start(), speech)
            ):
                continue
            sense = told_sense(match, speech, sense_at(text, match.start(), match.end(), speech))
            reading = read(form.kind, match, speech, Anchor(published, sense, found[-1].span if found else None))
            if reading is not None:
                return _tagged(match, form, reading, published, sense)
    return None


def _is_whole(text: str, end: int, place: int) -> bool:
    """Whether the match did not end only because its window did."""
    return end < place + BEHIND or end == len(text)


def _is_no_date(text: str, start: int, speech: Speech) -> bool:
    return speech.no_date is not None and speech.no_date.search(text, max(0, start - 20), start) is not None


def _tagged(match: re.Match[str], form: Form, reading: Reading, published: date, sense: Sense) -> Tag:
    span, said = reading.span, match.groupdict()
    return Tag(
        start=match.start(),
        end=match.end(),
        kind=form.kind,
        span=span,
        is_planned=span.first > published or (span.last > published and sense == "future"),
        is_sure=reading.is_sure and form.is_sure,
        sense=sense,
        is_yearless=not any(said.get(name) for name in ("y", "yrel", "y2x", "rel", "rel2")),
    )


def has_cue(text: str, start: int, stop: int, language: str) -> bool:
    """Whether a cue of the past or of a plan stands between two places."""
    speech = SPEECHES[primary_language(language)]
    return bool(speech.past.search(text, start, stop) or speech.future.search(text, start, stop))
