"""What the machine may not write by itself and offers to people: another wording, a sentence, a heading, taking out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from stories.summarising.matching import (
    SAME_MATTER,
    Drafted,
    StandingSection,
    StandingSentence,
    sentence_nearness,
    traits,
)
from stories.summarising.request import DraftSection, DraftSentence, Evidence

REWORDED = "the sources now say it this way"
TAKEN_OUT = "you took this out"
CROWDED = "people's sentences fill the section it belongs to"
UNSUPPORTED = "no source says this any more"
HEADED = "the newest articles of this section are headed so"
MOST_CROWDED = 3

Kind = Literal["reword", "add", "remove", "heading"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Text for a person's sentence or heading (its uid), or for a new sentence in a section ("" where there is none).

    `text` is what would stand; for `remove`, what stands and would leave.
    """

    sentence: str | None
    text: str
    evidence: tuple[Evidence, ...]
    why: str
    kind: Kind = "reword"
    section: str = ""


def for_sentence(old: StandingSentence, new: Drafted) -> list[Proposal]:
    """A proposal for a person's sentence, unless it says what stands or what the person overruled."""
    text, near = traits(new.sentence.text).text, sentence_nearness(new.sentence, old)
    if text in (traits(old.text).text, traits(old.machine_text).text):
        return []
    if new.likeness >= SAME_MATTER and new.likeness > near.matter and not near.is_same():
        return [brought_back(new.sentence)]
    return [Proposal(old.uid, new.sentence.text, new.sentence.evidence, REWORDED, section=old.section)]


def brought_back(new: DraftSentence) -> Proposal:
    """What a person took out, and the sources still or again say."""
    return Proposal(None, new.text, new.evidence, TAKEN_OUT, "add")


def for_want_of_room(sentences: Iterable[tuple[StandingSentence, str]]) -> list[Proposal]:
    """New sentences, each with the section it belongs to, that people's own leave no place for; the first few."""
    found = [Proposal(None, one.text, one.evidence, CROWDED, "add", uid) for one, uid in sentences if not one.uid]
    return found[:MOST_CROWDED]


def for_heading(old: StandingSection, new: DraftSection) -> list[Proposal]:
    """Another heading for a section that a person named; never the one that the person put aside."""
    told = {traits(words).text for words in (old.heading, old.machine_heading)}
    if new.needs_heading or not new.heading or traits(new.heading).text in told:
        return []
    return [Proposal(None, new.heading, (), HEADED, "heading", old.uid)]


def for_the_unsupported(
    sentences: Sequence[StandingSentence], holds: Callable[[Evidence], bool], answered: Iterable[Proposal]
) -> list[Proposal]:
    """Taking out what a person kept or wrote and no source says any more; a rewording is offered first."""
    has_wording = {one.sentence for one in answered if one.kind == "reword"}
    return [
        Proposal(one.uid, one.text, (), UNSUPPORTED, "remove", one.section)
        for one in sentences
        if one.is_persons and one.evidence and one.uid not in has_wording and not any(map(holds, one.evidence))
    ]
