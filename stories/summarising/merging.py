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

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from stories.summarising.matching import (
    SAME_MATTER,
    SAME_PASSAGE,
    Drafted,
    Standing,
    StandingSection,
    StandingSentence,
    carries,
    in_order,
    likeness_to_deleted,
    match_sections,
    minter,
    pair_sentences,
    sentence_nearness,
    traits,
)
from stories.summarising.request import Draft, DraftSection, DraftSentence, Evidence

__all__ = [
    "Merged",
    "MergedSection",
    "Proposal",
    "Standing",
    "StandingSection",
    "StandingSentence",
    "as_draft",
    "merge",
]

REWORDED = "the sources now say it this way"
TAKEN_OUT = "you took this out"
NO_ROOM = "there is no free place for this"
STEP = 1000  # between positions, so that a person can put something in between

Holds = Callable[[Evidence], bool]


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
class _Entry:
    """A machine sentence that waits for room; without uid while it is new."""

    section: int
    order: int
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
    mine = in_order(mine)
    drafted = _drafted(mine, theirs, holds)
    partners = pair_sentences(mine.sentences, drafted)
    entries, proposals = _sort_out(drafted, partners, holds)
    places = _places(mine, match_sections(mine, theirs, drafted, partners), entries, max_sections)
    filled = [_fill(mine, place, entries, max_sentences) for place in places]
    shown = {one.order for found in filled for one in found}
    for one in entries:
        if one.order not in shown:
            proposals.append(Proposal(None, one.sentence.text, one.sentence.evidence, NO_ROOM))
    mint = minter(mine, former, new_uid)
    laid = [_lay_out(mine, place, found, holds, mint) for place, found in zip(places, filled, strict=True)]
    headings = _headings(mine, theirs, places, laid, holds)
    sections = tuple(
        MergedSection(
            uid=place.old.uid if place.old else new_uid(),
            heading=heading.heading,
            needs_heading=heading.needs_heading,
            heading_article=heading.heading_article,
            is_persons=bool(place.old and place.old.is_persons),
            position=STEP * index,
            sentences=found,
        )
        for index, (place, heading, found) in enumerate(zip(places, headings, laid, strict=True), 1)
    )
    return _report(mine, _housed(sections), tuple(dict.fromkeys(proposals)))


def as_draft(standing: Standing) -> Draft:
    """The draft that asks for what stands: merging it only drops what is not valid any more."""
    standing = in_order(standing)
    return Draft(
        tuple(
            DraftSection(section.heading, section.needs_heading, found, section.heading_article)
            for section in standing.sections
            if (found := tuple(_as_drafted(one) for one in standing.sentences if one.section == section.uid))
        )
    )


def _as_drafted(one: StandingSentence) -> DraftSentence:
    form: Literal["plain", "quotation"] = "quotation" if one.form == "quotation" else "plain"
    return DraftSentence(one.text, form, one.outlet, one.tier, one.operations, one.evidence, one.origins)


def _drafted(mine: Standing, theirs: Draft, holds: Holds) -> list[Drafted]:
    found: list[Drafted] = []
    for index, section in enumerate(theirs.sections):
        for one in section.sentences:
            if one.evidence and holds(one.evidence[0]):
                likeness = likeness_to_deleted(traits(one.text), mine.deleted)
                valid = replace(one, evidence=_united(filter(holds, one.evidence)))
                found.append(Drafted(index, len(found), valid, likeness))
    return found


def _sort_out(
    drafted: Sequence[Drafted], partners: Mapping[int, StandingSentence], holds: Holds
) -> tuple[list[_Entry], list[Proposal]]:
    """What may stand as text, and what may only be proposed."""
    entries: list[_Entry] = []
    proposals: list[Proposal] = []
    for new in drafted:
        old = partners.get(new.order)
        if old is not None and old.is_persons:
            proposals += _propose(old, new)
            continue
        sentence = _settle(old, new.sentence, holds) if old else _write(new.sentence)
        if new.likeness >= SAME_MATTER and (old is None or sentence.text != old.text):
            proposals.append(Proposal(None, new.sentence.text, new.sentence.evidence, TAKEN_OUT))
            if old is None or not _may_stand(old, holds):
                continue
            # The old wording stood beside what was taken out and was left; only the new one is barred.
            sentence = replace(old, evidence=_united(filter(holds, old.evidence)))
        entries.append(_Entry(new.section, new.order, sentence))
    return entries, proposals


def _propose(old: StandingSentence, new: Drafted) -> list[Proposal]:
    """A proposal for a person's sentence, unless it says what stands or what the person overruled."""
    text, near = traits(new.sentence.text).text, sentence_nearness(new.sentence, old)
    if text in (traits(old.text).text, traits(old.machine_text).text):
        return []
    if new.likeness >= SAME_MATTER and new.likeness > near.matter and not near.is_same():
        return [Proposal(None, new.sentence.text, new.sentence.evidence, TAKEN_OUT)]
    return [Proposal(old.uid, new.sentence.text, new.sentence.evidence, REWORDED)]


def _write(new: DraftSentence) -> StandingSentence:
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


def _settle(old: StandingSentence, new: DraftSentence, holds: Holds) -> StandingSentence:
    """One machine sentence from the standing and the drafted one; citations united where they fit its words."""
    was, now = traits(old.text), traits(new.text)
    valid = tuple(filter(holds, old.evidence))
    is_one_passage = sentence_nearness(new, old).passage >= SAME_PASSAGE
    is_same_fact = is_one_passage or (carries(was, now) and carries(now, was))
    if _may_stand(old, holds) and is_same_fact and old.tier <= new.tier:
        kept, evidence = old, _united((*valid, *(new.evidence if carries(now, was) else ())))
    else:
        kept = replace(_write(new), uid=old.uid)
        evidence = _united((*new.evidence, *(valid if carries(was, now) else ())))
    articles = len({one.article for one in evidence})
    return replace(kept, evidence=evidence, origins=min(max(old.origins, new.origins), articles))


def _may_stand(old: StandingSentence, holds: Holds) -> bool:
    return bool(old.evidence) and holds(old.evidence[0])


def _united(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The passages in order, each once."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for one in evidence:
        found.setdefault((one.snapshot, one.start, one.end), one)
    return tuple(found.values())


def _places(
    mine: Standing, matched: Mapping[int, StandingSection], entries: Sequence[_Entry], max_sections: int
) -> list[_Place]:
    """The sections of the result in order: people's first in number, then those that stand, then new ones."""
    held = _held(mine)
    drafted = {old.uid: index for index, old in matched.items()}
    wanted = dict.fromkeys(entry.section for entry in entries)
    machine = [index for index in wanted if index not in matched or matched[index].uid not in held]
    room = max(0, max_sections - len(held))
    chosen = set(sorted(machine, key=lambda index: index not in matched)[:room])
    flow = [
        _Place(matched.get(index), index) for index in sorted(chosen | {drafted[uid] for uid in held if uid in drafted})
    ]
    return _with_people_in_place(mine, held, flow)


def _held(mine: Standing) -> set[str]:
    """Sections that may not leave: people made them or wrote in them."""
    made = {section.uid for section in mine.sections if section.is_persons}
    return made | {one.section for one in mine.sentences if one.is_persons}


def _with_people_in_place(mine: Standing, held: set[str], flow: list[_Place]) -> list[_Place]:
    """The draft's order, with people's own sections where they stand and all held ones in their order."""
    rank = {section.uid: index for index, section in enumerate(mine.sections)}
    mobile = [place for place in flow if place.old is None or not place.old.is_persons]
    fixed = {place.old.uid: place for place in flow if place.old and place.old.is_persons}
    steady = [at for at, place in enumerate(mobile) if place.old and place.old.uid in held]
    in_order = sorted((mobile[at] for at in steady), key=lambda place: rank[place.old.uid] if place.old else 0)
    for at, place in zip(steady, in_order, strict=True):
        mobile[at] = place
    placed = {place.old.uid for place in in_order if place.old}
    for uid in sorted(held - placed, key=lambda uid: rank[uid]):
        ranks = [rank[p.old.uid] if p.old and p.old.uid in held else None for p in mobile]
        after = max((at + 1 for at, other in enumerate(ranks) if other is not None and other < rank[uid]), default=0)
        before = min(
            (at for at, other in enumerate(ranks) if other is not None and other > rank[uid]), default=len(ranks)
        )
        place = fixed.get(uid) or _Place(mine.sections[rank[uid]], None)
        mobile.insert(min(max(rank[uid], after), before), place)
    return mobile


def _fill(mine: Standing, place: _Place, entries: Sequence[_Entry], max_sentences: int) -> list[_Entry]:
    """The machine sentences that find room in a section: those that stand before new ones; in the draft's order."""
    persons = sum(one.is_persons for one in mine.sentences if place.old and one.section == place.old.uid)
    here = [entry for entry in entries if entry.section == place.new]
    here.sort(key=lambda entry: (not entry.sentence.uid, entry.order))
    return sorted(here[: max(0, max_sentences - persons)], key=lambda entry: entry.order)


def _lay_out(
    mine: Standing, place: _Place, filled: Sequence[_Entry], holds: Holds, mint: Callable[[StandingSentence], str]
) -> tuple[StandingSentence, ...]:
    """The sentences of a section: the machine's in the draft's order, people's at the places where they stand."""
    laid = [replace(one.sentence, uid=one.sentence.uid or mint(one.sentence)) for one in filled]
    standing = [one for one in mine.sentences if place.old and one.section == place.old.uid]
    for at, one in enumerate(standing):
        if one.is_persons:
            laid.insert(at, replace(one, evidence=_united(filter(holds, one.evidence))))
    return tuple(laid)


def _headings(
    mine: Standing, theirs: Draft, places: Sequence[_Place], laid: Sequence[tuple[StandingSentence, ...]], holds: Holds
) -> list[StandingSection | DraftSection]:
    """What heads each section: people's words stay; a clipped headline leaves when its article does."""
    gone = _gone_articles(mine, theirs, holds)
    wanted = {theirs.sections[place.new].heading for place in places if place.new is not None}
    found: list[StandingSection | DraftSection] = []
    for place, sentences in zip(places, laid, strict=True):
        new = theirs.sections[place.new] if place.new is not None else None
        heading = _heading(mine, place.old, new, sentences, gone, wanted)
        is_persons = place.old is not None and place.old.is_persons
        if heading.heading_article in gone and not is_persons:
            heading = replace(heading, heading="", needs_heading=True, heading_article="")
        found.append(heading)
    return found


def _heading(
    mine: Standing,
    old: StandingSection | None,
    new: DraftSection | None,
    sentences: Sequence[StandingSentence],
    gone: frozenset[str],
    wanted: set[str],
) -> StandingSection | DraftSection:
    """A machine's heading stays while half of its sentences do, unless a better one or another section wants it."""
    if old is None or new is None:
        return old or new or DraftSection("", True, ())
    if old.is_persons:
        return old
    before = {one.uid: one.text for one in mine.sentences if one.section == old.uid}
    is_half = 2 * sum(before.get(one.uid) == one.text for one in sentences) >= len(before)
    is_taken = bool(old.heading) and old.heading != new.heading and old.heading in wanted
    is_better = (old.needs_heading and not new.needs_heading) or (not old.heading and bool(new.heading))
    return old if is_half and not is_taken and not is_better and old.heading_article not in gone else new


def _gone_articles(mine: Standing, theirs: Draft, holds: Holds) -> frozenset[str]:
    """Articles that are cited and of which no citation holds any more."""
    cited = [evidence for one in mine.sentences for evidence in one.evidence]
    cited += [evidence for section in theirs.sections for one in section.sentences for evidence in one.evidence]
    return frozenset(one.article for one in cited) - {one.article for one in cited if holds(one)}


def _housed(sections: tuple[MergedSection, ...]) -> tuple[MergedSection, ...]:
    """Every sentence told its section and position."""
    return tuple(
        replace(
            section,
            sentences=tuple(
                replace(one, section=section.uid, position=STEP * index)
                for index, one in enumerate(section.sentences, 1)
            ),
        )
        for section in sections
    )


def _report(mine: Standing, sections: tuple[MergedSection, ...], suggestions: tuple[Proposal, ...]) -> Merged:
    after = {one.uid: one for section in sections for one in section.sentences}
    before = {one.uid: one for one in mine.sentences}
    removed = tuple(uid for uid in before if uid not in after)
    kept = sum(uid in after and after[uid].text == one.text for uid, one in before.items())
    counts = {
        "kept": kept,
        "added": len(after.keys() - before.keys()),
        "replaced": len(before) - len(removed) - kept,
        "removed": len(removed),
        "suggested": len(suggestions),
    }
    lost = tuple(one.uid for one in mine.sentences if one.is_persons and one.evidence and not after[one.uid].evidence)
    return Merged(sections, removed, lost, suggestions, counts)
