"""Merge a regenerated summary with what people did to the one that stands. A pure function.

People win: their sentences come out byte for byte, in their section and order, and what the machine
would change there becomes a proposal. A machine sentence keeps its uid for life: a draft sentence is
the same sentence when it rests on the same passage or has nearly the same words. Its wording stays too,
unless the words it was taken from may no longer be used, the draft is better supported, or the draft
gives another figure, name or negation, for then the old wording would cite sources that contradict it.
A citation that is not valid any more supports nothing, and machine text lives and dies with its first
one: that is whose words it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from stories.summarising.matching import SAME_MATTER, SAME_PASSAGE, carries, likeness_to_deleted, nearness, traits
from stories.summarising.request import Deleted, Draft, DraftSection, DraftSentence, Evidence

REWORDED = "the sources now say it this way"
TAKEN_OUT = "you took this out"
NO_ROOM = "there is no free place for this"
STEP = 1000  # between positions, so that a person can put something in between


@dataclass(frozen=True, slots=True)
class StandingSentence:
    """A sentence of the working copy; ``machine_text`` is what the machine last wrote there."""

    uid: str
    section: str
    position: int
    text: str
    form: str
    outlet: str
    tier: str
    evidence: tuple[Evidence, ...]
    operations: tuple[Mapping[str, Any], ...]
    origins: int
    is_persons: bool
    machine_text: str


@dataclass(frozen=True, slots=True)
class StandingSection:
    """A section of the working copy, without its sentences."""

    uid: str
    heading: str
    needs_heading: bool
    heading_article: str
    is_persons: bool
    position: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands now, removed sentences left out, and what people took out."""

    sections: tuple[StandingSection, ...]
    sentences: tuple[StandingSentence, ...]
    deleted: tuple[Deleted, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedSection:
    """A section as it shall stand, its sentences in order."""

    uid: str
    heading: str
    needs_heading: bool
    heading_article: str
    is_persons: bool
    position: int
    sentences: tuple[StandingSentence, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Text the machine may not write by itself: for a person's sentence (its uid), or for no one's."""

    sentence: str | None
    text: str
    evidence: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The summary as it shall stand and what that changes; uids in ``removed`` are machine sentences.

    ``lost_evidence`` has the people's sentences whose last citation is not valid any more. ``counts``:
    kept, added, replaced (another wording under the same uid), removed, suggested.
    """

    sections: tuple[MergedSection, ...]
    removed: tuple[str, ...]
    lost_evidence: tuple[str, ...]
    suggestions: tuple[Proposal, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _New:
    """A draft sentence with the evidence that holds, and its place in the draft."""

    section: int
    order: int
    text: str
    form: str
    outlet: str
    tier: str
    evidence: tuple[Evidence, ...]
    operations: tuple[Mapping[str, Any], ...]
    origins: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A machine sentence that may stand, waiting for room; without uid while it is new."""

    new: _New
    sentence: StandingSentence


@dataclass(frozen=True, slots=True)
class _Place:
    """A section of the result: one that stands, one of the draft, or both."""

    old: StandingSection | None
    new: int | None


def merge(
    mine: Standing,
    theirs: Draft,
    *,
    valid: Callable[[Evidence], bool],
    new_uid: Callable[[], str],
    max_sections: int = 5,
    max_sentences: int = 3,
    former: Sequence[StandingSentence] = (),
) -> Merged:
    """Bring ``theirs`` into ``mine`` by the rules of this module. Deterministic but for ``new_uid``.

    ``valid`` says whether a citation still holds: its article attached, live, its words ours to use.
    ``former`` are machine sentences that left earlier: one that comes back takes its uid again.
    """
    holds = cache(valid)
    mine = _in_order(mine)
    drafted = _drafted(theirs, holds)
    partners = _pair(mine.sentences, drafted)
    entries, proposals = _sort_out(mine, drafted, partners, holds)
    matched = _match_sections(mine, theirs.sections, drafted, partners)
    places = _places(mine, matched, entries, max_sections)
    chosen, crowded = _fill(mine, places, entries, max_sentences)
    proposals += [Proposal(None, one.sentence.text, one.sentence.evidence, NO_ROOM) for one in crowded]
    out = _withdrawn(mine, holds)
    name = _namer(mine, former, new_uid)
    sections = tuple(
        _section(index, place, mine, theirs, chosen, holds, out, name) for index, place in enumerate(places, 1)
    )
    return _report(mine, sections, tuple(dict.fromkeys(proposals)))


def as_draft(standing: Standing) -> Draft:
    """The draft that asks for what stands: merging it only drops what is not valid any more."""
    standing = _in_order(standing)
    return Draft(
        tuple(
            DraftSection(section.heading, section.needs_heading, found, section.heading_article)
            for section in standing.sections
            if (found := tuple(_as_drafted(one) for one in standing.sentences if one.section == section.uid))
        )
    )


def _as_drafted(sentence: StandingSentence) -> DraftSentence:
    return DraftSentence(
        sentence.text,
        "quotation" if sentence.form == "quotation" else "plain",
        sentence.outlet,
        sentence.tier,
        sentence.operations,
        sentence.evidence,
        sentence.origins,
    )


def _in_order(standing: Standing) -> Standing:
    """Sections and sentences in reading order; a sentence whose section is unknown gets one at the end."""
    sections = sorted(standing.sections, key=lambda section: (section.position, section.uid))
    known = {section.uid for section in sections}
    for uid in dict.fromkeys(one.section for one in standing.sentences if one.section not in known):
        sections.append(StandingSection(uid, "", True, "", False, STEP * (len(sections) + 1)))
    rank = {section.uid: index for index, section in enumerate(sections)}
    sentences = sorted(standing.sentences, key=lambda one: (rank[one.section], one.position, one.uid))
    return Standing(tuple(sections), tuple(sentences), standing.deleted)


def _drafted(theirs: Draft, holds: Callable[[Evidence], bool]) -> list[_New]:
    found: list[_New] = []
    for index, section in enumerate(theirs.sections):
        for one in section.sentences:
            if one.evidence and holds(one.evidence[0]):
                evidence = _united(filter(holds, one.evidence))
                found.append(
                    _New(
                        index,
                        len(found),
                        one.text,
                        one.form,
                        one.outlet,
                        one.tier,
                        evidence,
                        one.operations,
                        one.origins,
                    )
                )
    return found


def _pair(standing: Sequence[StandingSentence], drafted: Sequence[_New]) -> dict[int, StandingSentence]:
    """Which standing sentence each draft sentence is, by its order in the draft: the nearest first, one to one.

    What is left over may still be about the same as a person's sentence, however many are.
    """
    near = {
        (new.order, rank): nearness(traits(new.text), new.evidence[0], traits(old.text), _first(old.evidence))
        for new in drafted
        for rank, old in enumerate(standing)
    }
    partners: dict[int, StandingSentence] = {}
    taken: set[int] = set()
    for order, rank in sorted(near, key=lambda key: (near[key], -key[0], -key[1]), reverse=True):
        if near[order, rank].is_same() and order not in partners and rank not in taken:
            partners[order] = standing[rank]
            taken.add(rank)
    for new in drafted:
        rivals = [rank for rank, old in enumerate(standing) if old.is_persons]
        best = max(rivals, key=lambda rank: (near[new.order, rank], -rank), default=None)
        if new.order not in partners and best is not None and near[new.order, best].is_about_the_same():
            partners[new.order] = standing[best]
    return partners


def _first(evidence: Sequence[Evidence]) -> Evidence | None:
    return evidence[0] if evidence else None


def _sort_out(
    mine: Standing, drafted: Sequence[_New], partners: Mapping[int, StandingSentence], holds: Callable[[Evidence], bool]
) -> tuple[list[_Entry], list[Proposal]]:
    """What may stand as text, and what may only be proposed."""
    entries: list[_Entry] = []
    proposals: list[Proposal] = []
    for new in drafted:
        old = partners.get(new.order)
        likeness = likeness_to_deleted(traits(new.text), mine.deleted)
        if old is not None and old.is_persons:
            proposals += _propose(old, new, likeness)
            continue
        sentence = _write(new) if old is None else _settle(old, new, holds)
        if likeness >= SAME_MATTER and (old is None or sentence.text != old.text):
            proposals.append(Proposal(None, new.text, new.evidence, TAKEN_OUT))
            valid = tuple(filter(holds, old.evidence)) if old else ()
            if old is None or old.evidence[:1] != valid[:1] or not valid:
                continue
            sentence = replace(old, evidence=valid)  # it stood beside what was taken out, and may
        entries.append(_Entry(new, sentence))
    return entries, proposals


def _propose(old: StandingSentence, new: _New, likeness: float) -> list[Proposal]:
    """A proposal for a person's sentence, unless it says what stands or what the person overruled."""
    text = traits(new.text)
    if text.text in (traits(old.text).text, traits(old.machine_text).text):
        return []
    near = nearness(text, new.evidence[0], traits(old.text), _first(old.evidence))
    if likeness >= SAME_MATTER and not near.is_same() and likeness > near.matter:
        return [Proposal(None, new.text, new.evidence, TAKEN_OUT)]
    return [Proposal(old.uid, new.text, new.evidence, REWORDED)]


def _write(new: _New) -> StandingSentence:
    return StandingSentence(
        uid="",
        section="",
        position=0,
        text=new.text,
        form=new.form,
        outlet=new.outlet,
        tier=new.tier,
        evidence=new.evidence,
        operations=new.operations,
        origins=new.origins,
        is_persons=False,
        machine_text=new.text,
    )


def _settle(old: StandingSentence, new: _New, holds: Callable[[Evidence], bool]) -> StandingSentence:
    """One machine sentence from the standing and the drafted one; citations united where they fit its words."""
    was, now = traits(old.text), traits(new.text)
    valid = tuple(filter(holds, old.evidence))
    near = nearness(now, new.evidence[0], was, _first(old.evidence))
    is_same_fact = near.passage >= SAME_PASSAGE or (carries(was, now) and carries(now, was))
    if old.evidence[:1] == valid[:1] and valid and is_same_fact and old.tier <= new.tier:
        kept, evidence = old, _united((*valid, *(new.evidence if carries(now, was) else ())))
    else:
        kept = replace(_write(new), uid=old.uid)
        evidence = _united((*new.evidence, *(valid if carries(was, now) else ())))
    articles = len({one.article for one in evidence})
    return replace(kept, evidence=evidence, origins=min(max(old.origins, new.origins), articles))


def _united(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The passages in order, each once."""
    return tuple({(one.snapshot, one.start, one.end): one for one in reversed(tuple(evidence))}.values())[::-1]
