"""Merge a regenerated summary with what people did to the one that stands. A pure function.

People win: their sentences come out byte for byte, in their section and order, and what the machine
would change there becomes a proposal. What they moved stays where they put it while it stays at all.
A machine sentence keeps its uid for life: a draft sentence is the same sentence when it rests on the
same passage or has nearly the same words. Its wording stays too, but for the day of its report, which
comes behind it once days have passed; unless the words it was taken from may no longer be used, the
draft is better supported, or the draft gives another figure, name or negation, for then the old wording
would cite sources that contradict it.
A citation that is not valid any more supports nothing, and machine text lives and dies with its first
one: that is whose words it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from stories.summarising.laying_out import (
    Entry,
    Holds,
    MergedSection,
    Place,
    fill,
    headings_of,
    held_sections,
    housed,
    lay_out,
    places_of,
    united,
)
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
from stories.summarising.proposing import (
    Proposal,
    brought_back,
    for_heading,
    for_sentence,
    for_the_unsupported,
    for_want_of_room,
)
from stories.summarising.request import Draft, DraftSection, DraftSentence, Evidence
from stories.summarising.stamping import without_stamp

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
    places = places_of(mine, match_sections(mine, theirs, drafted, partners), entries, max_sections)
    filled = [fill(mine, place, entries, max_sentences) for place in places]
    shown = {one.order for found in filled for one in found}
    left = [one for one in entries if one.order not in shown]
    proposals += for_want_of_room(_crowded_out(mine, places, left))
    proposals += [offer for place in places for offer in _offered_heading(theirs, place)]
    proposals += for_the_unsupported(mine.sentences, holds, proposals)
    mint = minter(mine, former, new_uid)
    laid = [lay_out(mine, place, found, holds, mint) for place, found in zip(places, filled, strict=True)]
    headings = headings_of(mine, theirs, places, laid, holds)
    sections = housed(places, headings, laid, new_uid)
    return _report(mine, sections, tuple(dict.fromkeys(proposals)))


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
                valid = replace(one, evidence=united(filter(holds, one.evidence)))
                found.append(Drafted(index, len(found), valid, likeness))
    return found


def _sort_out(
    drafted: Sequence[Drafted], partners: Mapping[int, StandingSentence], holds: Holds
) -> tuple[list[Entry], list[Proposal]]:
    """What may stand as text, and what may only be proposed."""
    entries: list[Entry] = []
    proposals: list[Proposal] = []
    for new in drafted:
        old = partners.get(new.order)
        if old is not None and old.is_persons:
            proposals += for_sentence(old, new)
            continue
        sentence = _settle(old, new.sentence, holds) if old else _write(new.sentence)
        if new.likeness >= SAME_MATTER and (old is None or sentence.text != old.text):
            proposals.append(brought_back(new.sentence))
            if old is None or not _may_stand(old, holds):
                continue
            # The old wording stood beside what was taken out and was left; only the new one is barred.
            sentence = replace(old, evidence=united(filter(holds, old.evidence)))
        home = old.section if old is not None and old.is_placed else ""
        entries.append(Entry(new.section, new.order, sentence, home))
    return entries, proposals


def _crowded_out(mine: Standing, places: Sequence[Place], left: Sequence[Entry]) -> list[tuple[StandingSentence, str]]:
    """The sentences that people's sections or sentences leave no room for, each with its section, "" where it has none.

    Where people hold nothing the machine's own choice left them out, and nobody is asked.
    """
    held = held_sections(mine)
    homes = {place.new: place.old.uid if place.old else "" for place in places if place.new is not None}
    placed = [(one, homes.get(one.section)) for one in left]
    return [(one.sentence, home or "") for one, home in placed if home in held or (home is None and held)]


def _offered_heading(theirs: Draft, place: Place) -> list[Proposal]:
    if place.old is None or place.new is None or not place.old.is_persons:
        return []
    return for_heading(place.old, theirs.sections[place.new])


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
    if _may_stand(old, holds) and is_same_fact and old.tier <= _tier_of(new, old):
        kept, evidence = _with_its_day(old, new), united((*valid, *(new.evidence if carries(now, was) else ())))
    else:
        kept = replace(_write(new), uid=old.uid, is_placed=old.is_placed)
        evidence = united((*new.evidence, *(valid if carries(was, now) else ())))
    articles = len({one.article for one in evidence})
    return replace(kept, evidence=evidence, origins=min(max(old.origins, new.origins), articles))


def _tier_of(new: DraftSentence, old: StandingSentence) -> str:
    return old.tier if without_stamp(new.text) == without_stamp(old.text) else new.tier


def _with_its_day(old: StandingSentence, new: DraftSentence) -> StandingSentence:
    """The standing sentence, with the day of its report where the draft has put it behind the same words."""
    if new.text == old.text or without_stamp(new.text) != without_stamp(old.text):
        return old
    return replace(old, text=new.text, machine_text=new.text, operations=new.operations, tier=new.tier)


def _may_stand(old: StandingSentence, holds: Holds) -> bool:
    return bool(old.evidence) and holds(old.evidence[0])


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
