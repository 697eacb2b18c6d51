"""Where merged sentences stand: the sections of the result, their places for sentences, and what heads them.

People's sections and sentences, and what people moved, keep their place and order; the machine's fill what is left,
in the draft's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stories.summarising.headings import still_fits
from stories.summarising.matching import Standing, StandingSection, StandingSentence
from stories.summarising.request import Draft, DraftSection, Evidence

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
class Entry:
    """A machine sentence that waits for room; without uid while it is new. `home` is where a person moved it, or ""."""

    section: int
    order: int
    sentence: StandingSentence
    home: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A section of the result: one that stands, one of the draft, or both."""

    old: StandingSection | None
    new: int | None


def places_of(
    mine: Standing, matched: Mapping[int, StandingSection], entries: Sequence[Entry], max_sections: int
) -> list[Place]:
    """The sections of the result in order: people's first in number, then those that stand, then new ones."""
    held = held_sections(mine) | {entry.home for entry in entries if entry.home}
    drafted = {old.uid: index for index, old in matched.items()}
    wanted = dict.fromkeys(entry.section for entry in entries if not entry.home)
    machine = [index for index in wanted if index not in matched or matched[index].uid not in held]
    room = max(0, max_sections - len(held))
    chosen = set(sorted(machine, key=lambda index: index not in matched)[:room])
    flow = [
        Place(matched.get(index), index) for index in sorted(chosen | {drafted[uid] for uid in held if uid in drafted})
    ]
    return _with_people_in_place(mine, held, flow)


def held_sections(mine: Standing) -> set[str]:
    """Sections that may not leave: people made them or wrote in them."""
    made = {section.uid for section in mine.sections if section.is_persons}
    return made | {one.section for one in mine.sentences if one.is_persons}


def _with_people_in_place(mine: Standing, held: set[str], flow: list[Place]) -> list[Place]:
    """The draft's order, with people's own and moved sections where they stand and all held ones in their order."""
    rank = {section.uid: index for index, section in enumerate(mine.sections)}
    fixed = {place.old.uid: place for place in flow if place.old and (place.old.is_persons or place.old.is_placed)}
    mobile = [place for place in flow if place.old is None or place.old.uid not in fixed]
    held = held | fixed.keys()
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
        place = fixed.get(uid) or Place(mine.sections[rank[uid]], None)
        wanted = rank[uid]
        if mine.sections[wanted].is_placed:
            wanted = _between([p.old.uid if p.old else "" for p in mobile], list(rank), wanted)
        mobile.insert(min(max(wanted, after), before), place)
    return mobile


def _between(order: Sequence[str], stood: Sequence[str], at: int) -> int:
    """The index in ``order`` for what stood at ``at``: after what stood before it, before what stood after it."""
    where = {uid: index for index, uid in enumerate(order) if uid}
    before = [where[uid] for uid in stood[:at] if uid in where]
    after = [where[uid] for uid in stood[at + 1 :] if uid in where]
    return max(before[-1] + 1 if before else 0, min(at, after[0] if after else len(order)))


def fill(mine: Standing, place: Place, entries: Sequence[Entry], max_sentences: int) -> list[Entry]:
    """The machine sentences that find room in a section: those that stand before new ones; in the draft's order."""
    persons = sum(one.is_persons for one in mine.sentences if place.old and one.section == place.old.uid)
    moved = [entry for entry in entries if place.old and entry.home == place.old.uid]
    here = [entry for entry in entries if not entry.home and entry.section == place.new]
    here.sort(key=lambda entry: (not entry.sentence.uid, entry.order))
    room = max(0, max_sentences - persons - len(moved))
    return sorted([*moved, *here[:room]], key=lambda entry: entry.order)


def lay_out(
    mine: Standing, place: Place, filled: Sequence[Entry], holds: Holds, mint: Callable[[StandingSentence], str]
) -> tuple[StandingSentence, ...]:
    """The sentences of a section: the machine's in the draft's order, people's and moved ones where they stand."""
    laid = [replace(one.sentence, uid=one.sentence.uid or mint(one.sentence)) for one in filled if not one.home]
    steady = {one.sentence.uid: one.sentence for one in filled if one.home}
    standing = [one for one in mine.sentences if place.old and one.section == place.old.uid]
    steady |= {
        one.uid: replace(one, evidence=united(filter(holds, one.evidence))) for one in standing if one.is_persons
    }
    stood, last = [one.uid for one in standing], -1
    for at, one in enumerate(standing):
        if one.uid in steady:
            wanted = _between([other.uid for other in laid], stood, at) if one.is_placed else min(at, len(laid))
            last = max(wanted, last + 1)
            laid.insert(last, steady[one.uid])
    return tuple(laid)


def united(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The passages in order, each once."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for one in evidence:
        found.setdefault((one.snapshot, one.start, one.end), one)
    return tuple(found.values())


def headings_of(
    mine: Standing, theirs: Draft, places: Sequence[Place], laid: Sequence[tuple[StandingSentence, ...]], holds: Holds
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
    """A machine's heading stays while half of its sentences do and it fits what stands there, unless a better one or
    another section wants it. One that fits no more is replaced, and marked where the new one does not fit either."""
    if old is None or new is None:
        return old or new or DraftSection("", True, ())
    if old.is_persons:
        return old
    before = {one.uid: one.text for one in mine.sentences if one.section == old.uid}
    is_half = 2 * sum(before.get(one.uid) == one.text for one in sentences) >= len(before)
    is_taken = bool(old.heading) and old.heading != new.heading and old.heading in wanted
    is_better = (old.needs_heading and not new.needs_heading) or (not old.heading and bool(new.heading))
    texts = [one.text for one in sentences]
    may_stay = is_half and not is_taken and not is_better and old.heading_article not in gone
    if may_stay and still_fits(old.heading, texts):
        return old
    return new if still_fits(new.heading, texts) else replace(new, needs_heading=bool(new.heading))


def _gone_articles(mine: Standing, theirs: Draft, holds: Holds) -> frozenset[str]:
    """Articles that are cited and of which no citation holds any more."""
    cited = [evidence for one in mine.sentences for evidence in one.evidence]
    cited += [evidence for section in theirs.sections for one in section.sentences for evidence in one.evidence]
    return frozenset(one.article for one in cited) - {one.article for one in cited if holds(one)}


def housed(
    places: Sequence[Place],
    headings: Sequence[StandingSection | DraftSection],
    laid: Sequence[tuple[StandingSentence, ...]],
    new_uid: Callable[[], str],
) -> tuple[MergedSection, ...]:
    """The sections of the result, every sentence told its section and position."""
    sections = []
    for index, (place, heading, found) in enumerate(zip(places, headings, laid, strict=True), 1):
        uid = place.old.uid if place.old else new_uid()
        sections.append(
            MergedSection(
                uid=uid,
                heading=heading.heading,
                needs_heading=heading.needs_heading,
                heading_article=heading.heading_article,
                is_persons=bool(place.old and place.old.is_persons),
                position=STEP * index,
                sentences=tuple(replace(one, section=uid, position=STEP * at) for at, one in enumerate(found, 1)),
            )
        )
    return tuple(sections)
