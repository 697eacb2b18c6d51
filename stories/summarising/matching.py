"""Which draft sentence is which standing one, and whether one says what a person took out.

Measures are plain numbers from 0 to 1, rounded to a millionth so that no build changes a choice.
Everything here compares folded text: other hyphens, spaces or quotes make no difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import sqrt
from typing import Any

from stories.summarising.figures import figures
from stories.summarising.folding import squash
from stories.summarising.request import Deleted, Draft, DraftSentence, Evidence
from stories.summarising.stamping import without_stamp
from stories.summarising.wording import PAIRED, name_tokens, names, negations, stems, tokens

SAME_WORDS = 0.7
SAME_PASSAGE = 0.6
SAME_MATTER = 0.5

ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670]")  # drawn or left out at will, and no part of the word
REMEMBERED_KINDS = ("quantity", "age", "score")  # a year or a day would catch every sentence about its time


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
    is_placed: bool = False  # a person moved it here


@dataclass(frozen=True, slots=True)
class StandingSection:
    """A section of the working copy, without its sentences."""

    uid: str
    heading: str
    needs_heading: bool
    heading_article: str
    is_persons: bool
    position: int
    machine_heading: str = ""  # what a person renamed
    is_placed: bool = False  # a person moved it here


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands now, removed sentences left out, and what people took out."""

    sections: tuple[StandingSection, ...]
    sentences: tuple[StandingSentence, ...]
    deleted: tuple[Deleted, ...] = ()


def in_order(standing: Standing) -> Standing:
    """Sections and sentences in reading order; a sentence whose section is unknown gets one at the end."""
    sections = sorted(standing.sections, key=lambda section: (section.position, section.uid))
    known = {section.uid for section in sections}
    for uid in dict.fromkeys(one.section for one in standing.sentences if one.section not in known):
        sections.append(StandingSection(uid, "", True, "", False, sections[-1].position + 1 if sections else 0))
    rank = {section.uid: index for index, section in enumerate(sections)}
    sentences = sorted(standing.sentences, key=lambda one: (rank[one.section], one.position, one.uid))
    return Standing(tuple(sections), tuple(sentences), standing.deleted)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft sentence with the evidence that holds, its place, and how like it is to what was taken out."""

    section: int
    order: int
    sentence: DraftSentence
    likeness: float


@dataclass(frozen=True, slots=True)
class Traits:
    """What one text is compared by. ``numbers`` are pairs of value and unit, "" for no unit."""

    text: str
    words: frozenset[str]
    stems: Mapping[str, int]
    numbers: frozenset[tuple[Decimal, str]]
    names: frozenset[str]
    is_negated: bool


@dataclass(frozen=True, slots=True, order=True)
class Nearness:
    """How near a draft sentence is to one that stands; more is nearer, the first difference decides."""

    same_text: bool = False
    passage: float = 0.0
    words: float = 0.0
    matter: float = 0.0

    def is_same(self) -> bool:
        """Whether both are one sentence: one text, one passage, or nearly the same words."""
        return self.same_text or self.passage >= SAME_PASSAGE or self.words >= SAME_WORDS

    def is_about_the_same(self) -> bool:
        """Whether one of the two is enough beside a person's sentence."""
        return self.is_same() or self.matter >= SAME_MATTER


@lru_cache(maxsize=4096)
def traits(text: str) -> Traits:
    """Read a sentence once, for every comparison; the day of its report is no part of what it says."""
    text = without_stamp(text)
    plain = plain_form(text)
    return Traits(
        text=plain,
        words=_words(plain),
        stems=Counter(stems(plain, stemming_language(plain))),
        numbers=frozenset((figure.value, figure.unit) for figure in figures(text) if not figure.is_loose),
        names=name_tokens(names(plain)),
        is_negated=negations(plain) % 2 == 1,
    )


def plain_form(text: str) -> str:
    """The folded text on one line, without the optional marks of Arabic."""
    return ARABIC_MARKS.sub("", squash(text))


def stemming_language(text: str) -> str:
    """The stemmer for two texts that are compared with each other: it need not be exact, only the same."""
    return "ar" if ARABIC.search(text) else "en"


def _words(plain: str) -> frozenset[str]:
    found: set[str] = set()
    for token in tokens(plain):
        found.update(stems(token, "") if PAIRED.search(token) else (token,))
    return frozenset(found)


def nearness(draft: Traits, draft_primary: Evidence | None, old: Traits, old_primary: Evidence | None) -> Nearness:
    """Compare a draft sentence with a standing one by text, primary passage, words and stems."""
    return Nearness(
        same_text=draft.text == old.text,
        passage=overlap(draft_primary, old_primary),
        words=jaccard(draft.words, old.words),
        matter=cosine(draft.stems, old.stems),
    )


def one_to_one(near: Mapping[tuple[int, int], Any]) -> dict[int, int]:
    """Pairs of two lists by how near they are, the nearest first, each member at most once; ties by order."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(sorted(near), key=lambda pair: near[pair], reverse=True):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def pair_sentences(standing: Sequence[StandingSentence], drafted: Sequence[Drafted]) -> dict[int, StandingSentence]:
    """Which standing sentence each draft sentence is, by its order in the draft: the nearest first, one to one.

    What is left over may still be about the same as a person's sentence, several about one.
    """
    near = {
        (new.order, rank): sentence_nearness(new.sentence, old) for new in drafted for rank, old in enumerate(standing)
    }
    same = one_to_one({pair: value for pair, value in near.items() if value.is_same()})
    persons = [rank for rank, old in enumerate(standing) if old.is_persons]
    for new in drafted:
        best = max(persons, key=lambda rank: (near[new.order, rank], -rank), default=None)
        if best is not None and near[new.order, best].is_about_the_same():
            same.setdefault(new.order, best)
    return {order: standing[rank] for order, rank in same.items()}


def sentence_nearness(new: DraftSentence | StandingSentence, old: StandingSentence) -> Nearness:
    """The nearness of a sentence that is drafted, or coming back, and a standing one."""
    return nearness(traits(new.text), _primary(new.evidence), traits(old.text), _primary(old.evidence))


def _primary(evidence: Sequence[Evidence]) -> Evidence | None:
    return evidence[0] if evidence else None


def match_sections(
    mine: Standing, theirs: Draft, drafted: Sequence[Drafted], partners: Mapping[int, StandingSentence]
) -> dict[int, StandingSection]:
    """Which standing section each draft section is, by its index: most sentences shared, else the same heading."""
    rank = {section.uid: index for index, section in enumerate(mine.sections)}
    shared = Counter((new.section, rank[partners[new.order].section]) for new in drafted if new.order in partners)
    near = {
        (index, at): (shared[index, at], bool(old.heading) and old.heading == section.heading)
        for index, section in enumerate(theirs.sections)
        for at, old in enumerate(mine.sections)
    }
    found = one_to_one({pair: value for pair, value in near.items() if any(value)})
    return {index: mine.sections[at] for index, at in found.items()}


def minter(
    mine: Standing, former: Sequence[StandingSentence], new_uid: Callable[[], str]
) -> Callable[[StandingSentence], str]:
    """Gives a new sentence the uid it had when it stood before, each at most once, else a fresh one."""
    free = {one.uid: one for one in former if not one.is_persons}
    for one in mine.sentences:
        free.pop(one.uid, None)

    def mint(sentence: StandingSentence) -> str:
        near = {one.uid: sentence_nearness(sentence, one) for one in free.values()}
        best = max(near, key=lambda uid: (near[uid], uid), default=None)
        if best is None or not near[best].is_same():
            return new_uid()
        return free.pop(best).uid

    return mint


def overlap(first: Evidence | None, second: Evidence | None) -> float:
    """How much of the shorter passage the two share; 0 in different snapshots."""
    if first is None or second is None or first.snapshot != second.snapshot:
        return 0.0
    shared = min(first.end, second.end) - max(first.start, second.start)
    shorter = min(first.end - first.start, second.end - second.start)
    return round(max(shared, 0) / shorter, 6) if shorter > 0 else 0.0


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared members by all members; 0 for two empty sets."""
    return round(len(first & second) / len(first | second), 6) if first | second else 0.0


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Cosine of two weighted bags; 0 when either is empty."""
    dot = sum(weight * second[key] for key, weight in first.items() if key in second)
    square = sum(weight**2 for weight in first.values()) * sum(weight**2 for weight in second.values())
    return round(dot / sqrt(square), 6) if square else 0.0


def carries(whole: Traits, part: Traits) -> bool:
    """Whether ``whole`` has every number and name of ``part`` and affirms or denies alike."""
    lacking = {name for name in part.names - whole.names if not frozenset(tokens(name)) <= whole.words}
    return part.numbers <= whole.numbers and not lacking and part.is_negated == whole.is_negated


def remember(text: str) -> Deleted:
    """What to keep of a sentence that a person took out or corrected, so that it stays away."""
    plain = plain_form(text)
    kept = [figure for figure in figures(text) if figure.kind in REMEMBERED_KINDS and not figure.is_loose]
    return Deleted(
        text=text,
        names=tuple(dict.fromkeys(names(plain))),
        numbers=tuple(dict.fromkeys(text[figure.start : figure.end] for figure in kept)),
        stems=stems(plain, stemming_language(plain)),
    )


def likeness_to_deleted(sentence: Traits, deleted: tuple[Deleted, ...]) -> float:
    """How much a sentence brings back what people took out: 1 with its number and name, else the cosine."""
    return max((_likeness(sentence, one) for one in deleted), default=0.0)


def _likeness(sentence: Traits, deleted: Deleted) -> float:
    has_number = any(_has_number(sentence, number) for number in deleted.numbers)
    if has_number and any(_has_name(sentence, name) for name in deleted.names):
        return 1.0
    old = traits(deleted.text)
    return max(
        float(sentence.text == old.text),
        cosine(sentence.stems, old.stems),
        cosine(sentence.stems, Counter(deleted.stems)),
    )


def _has_number(sentence: Traits, number: str) -> bool:
    """A number without unit ("12") stands for the same number with any unit ("12명")."""
    listed = traits(number).numbers
    if not listed:
        return bool(traits(number).words) and traits(number).words <= sentence.words
    return all(
        any(value == own and (not unit or not own_unit or unit == own_unit) for own, own_unit in sentence.numbers)
        for value, unit in listed
    )


def _has_name(sentence: Traits, name: str) -> bool:
    """The whole name, or a shorter form of it ("Kim" for "Kim Jung-kwan")."""
    plain = plain_form(name)
    if not plain:
        return False
    listed = frozenset(tokens(plain))
    if PAIRED.search(plain) or ARABIC.search(plain):
        return plain in sentence.text  # particles and prefixes are written onto the name
    return listed <= sentence.words or bool(listed & frozenset(_single_names(sentence.text)))


def _single_names(plain: str) -> list[str]:
    """Names of one word, in lower case: surnames alone, acronyms."""
    return [name.lower() for name in names(plain) if " " not in name]
