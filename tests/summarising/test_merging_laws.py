"""The laws of merging a regenerated summary with what people did, over random histories."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.summarising.matching import SAME_MATTER, likeness_to_deleted, remember, sentence_nearness, traits
from stories.summarising.merging import (
    Merged,
    Standing,
    StandingSentence,
    as_draft,
)
from stories.summarising.request import Draft, DraftSection, DraftSentence
from stories.summarising.vocabulary import words
from tests.summarising.merging_rows import (
    cite,
    drafted,
    merged,
    section,
    sentences,
    stand_in,
    standing,
)

# Laws. Words are few, so that sentences often resemble each other.

WORDS = sorted(words("zinc smelter Kabul court Seoul vote deal 12 40 price union strike not mine Kim plan"))
SAYINGS = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(lambda chosen: " ".join(chosen) + ".")
PASSAGES = st.builds(
    lambda article, start, size: cite(article, start * 40, start * 40 + size),
    st.sampled_from("abcd"), st.integers(0, 9), st.integers(20, 60),
)  # fmt: skip


@st.composite
def summaries(draw) -> Standing:
    """A summary within its places: machine sentences cited, people's not always."""
    uids = (f"u{number}" for number in count())
    sections, found = [], []
    for index in range(draw(st.integers(0, 5))):
        sections.append(section(f"S{index}", f"Heading {index}", index, is_persons=draw(st.booleans())))
        for position in range(draw(st.integers(1, 3))):
            is_persons = draw(st.booleans())
            evidence = draw(st.lists(PASSAGES, min_size=0 if is_persons else 1, max_size=3, unique=True))
            text = draw(SAYINGS)
            sentence = standing(next(uids), text, *evidence, section=f"S{index}", position=position)
            found.append(replace(sentence, is_persons=is_persons, tier="B" if draw(st.booleans()) else "A"))
    return Standing(tuple(sections), tuple(found), tuple(map(remember, draw(st.lists(SAYINGS, max_size=2)))))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(summaries())
def test_merging_what_stands_changes_nothing(mine):
    assert_nothing_changes(mine)


@pytest.mark.deep
@settings(max_examples=1000, deadline=None, derandomize=True)
@given(summaries())
def test_merging_a_thousand_that_stand_changes_nothing(mine):
    assert_nothing_changes(mine)


def assert_nothing_changes(mine: Standing) -> None:
    result = merged(mine, as_draft(mine))

    assert [(one.uid, one.text, one.section) for one in sentences(result)] == [
        (one.uid, one.text, one.section) for one in mine.sentences
    ]
    assert [(s.uid, s.heading) for s in result.sections] == [(s.uid, s.heading) for s in mine.sections]
    assert (result.removed, result.lost_evidence, result.suggestions) == ((), (), ())
    assert {name: result.counts[name] for name in ("added", "replaced", "removed")} == dict.fromkeys(
        ("added", "replaced", "removed"), 0
    )


def without_repetition(summary: Standing) -> Standing:
    """The summary with each matter said once, as engines draft it."""
    found: list[StandingSentence] = []
    for one in summary.sentences:
        if not any(sentence_nearness(one, other).is_about_the_same() for other in found):
            found.append(one)
    return replace(summary, sentences=tuple(found))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(summaries().map(without_repetition), summaries().map(without_repetition))
def test_merging_the_same_draft_again_changes_nothing_more(mine, other):
    assert_the_second_changes_nothing(mine, other)


@pytest.mark.deep
@settings(max_examples=1000, deadline=None, derandomize=True)
@given(summaries().map(without_repetition), summaries().map(without_repetition))
def test_merging_the_same_draft_again_changes_nothing_more_a_thousand_times(mine, other):
    assert_the_second_changes_nothing(mine, other)


def assert_the_second_changes_nothing(mine: Standing, other: Standing) -> None:
    theirs = as_draft(other)
    first = merged(mine, theirs)
    again = merged(stand_in(first, mine.deleted), theirs, new_uid=iter([]).__next__)

    assert [(one.uid, one.text) for one in sentences(again)] == [(one.uid, one.text) for one in sentences(first)]


class Desk:
    """A story that people and the machine change by turns; checks after each merge what must hold."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.mine = Standing((), (), ())
        self.attached = set("abcd")
        self.uids = (f"uid-{number}" for number in count())

    def say(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(4, 9))) + "."

    def act(self) -> None:
        verbs = [self.edit, self.keep, self.write, self.delete, self.attach, self.detach, self.regenerate]
        verbs += [self.move, self.move_section]
        self.chance.choice([*verbs, self.regenerate])()

    def edit(self) -> None:
        self._change(lambda one: replace(one, text=self.say() + " \u202f«typed»", is_persons=True))

    def keep(self) -> None:
        self._change(lambda one: replace(one, is_persons=True))

    def write(self) -> None:
        sections = self.mine.sections or (section(next(self.uids), "Ours", is_persons=True),)
        home = self.chance.choice(sections).uid
        own = standing(next(self.uids), self.say(), section=home, position=self.chance.randint(0, 4000))
        self.mine = replace(
            self.mine, sections=sections, sentences=self._ordered([*self.mine.sentences, replace(own, is_persons=True)])
        )

    def delete(self) -> None:
        if self.mine.sentences:
            gone = self.chance.choice(self.mine.sentences)
            self.mine = replace(
                self.mine,
                sentences=tuple(one for one in self.mine.sentences if one is not gone),
                deleted=(*self.mine.deleted, remember(gone.text)),
            )

    def move(self) -> None:
        if self.mine.sentences:
            chosen = self.chance.choice(self.mine.sentences)
            home, others = self.chance.choice(self.mine.sections).uid, []
            for one in self.mine.sentences:
                if one is not chosen:
                    others.append(one if one.section != home else replace(one, position=len(others) * 10))
            place = self.chance.randint(0, len(others)) * 10 - 5
            moved = replace(chosen, section=home, position=place, is_placed=True)
            self.mine = replace(self.mine, sentences=self._ordered([*others, moved]))

    def move_section(self) -> None:
        if self.mine.sections:
            sections = list(self.mine.sections)
            moved = sections.pop(self.chance.randrange(len(sections)))
            sections.insert(self.chance.randint(0, len(sections)), replace(moved, is_placed=True))
            self.mine = replace(
                self.mine, sections=tuple(replace(one, position=at) for at, one in enumerate(sections, 1))
            )
            self.mine = replace(self.mine, sentences=self._ordered(self.mine.sentences))

    def attach(self) -> None:
        self.attached.add(self.chance.choice("abcdef"))

    def detach(self) -> None:
        self.attached.discard(self.chance.choice("abcdef"))

    def _change(self, change) -> None:
        if self.mine.sentences:
            chosen = self.chance.choice(self.mine.sentences)
            changed = (change(one) if one is chosen else one for one in self.mine.sentences)
            self.mine = replace(self.mine, sentences=tuple(changed))

    def _ordered(self, found):
        rank = {one.uid: index for index, one in enumerate(self.mine.sections)}
        return tuple(sorted(found, key=lambda one: (rank.get(one.section, 0), one.position, one.uid)))

    def _drafted(self) -> DraftSentence:
        if self.mine.sentences and self.chance.random() < 0.4:
            old = self.chance.choice(self.mine.sentences)
            return drafted(self.chance.choice([old.text, old.machine_text]), *(old.evidence or (cite("a"),)))
        if self.mine.deleted and self.chance.random() < 0.3:
            return drafted(self.chance.choice(self.mine.deleted).text, cite(self.chance.choice("abcdef")))
        start = 40 * self.chance.randint(0, 9)
        found = (cite(self.chance.choice("abcdef"), start, start + 50) for _ in range(self.chance.randint(1, 3)))
        return drafted(self.say(), *found, tier=self.chance.choice("AB"))

    def regenerate(self) -> None:
        theirs = Draft(
            tuple(
                DraftSection(f"Drafted {number}", self.chance.random() < 0.3, tuple(self._drafted() for _ in range(3)))
                for number in range(self.chance.randint(0, 5))
            )
        )
        gone = frozenset("abcdef") - self.attached
        result = merged(self.mine, theirs, gone=gone, new_uid=lambda: next(self.uids))
        self.check(result)
        placed = frozenset(one.uid for one in self.mine.sections if one.is_placed)
        self.mine = stand_in(result, self.mine.deleted, placed)

    def check(self, result: Merged) -> None:
        before, after = self.mine.sentences, sentences(result)
        assert [(one.uid, one.text, one.section) for one in after if one.is_persons] == [
            (one.uid, one.text, one.section) for one in before if one.is_persons
        ]
        uids = [one.uid for one in after] + [found.uid for found in result.sections]
        assert len(uids) == len(set(uids))
        self.check_places(result)
        machine = [one for one in after if not one.is_persons]
        assert all(one.evidence and {e.article for e in one.evidence} <= self.attached for one in machine)
        stood = {one.text for one in before}
        for one in machine:
            assert one.text in stood or likeness_to_deleted(traits(one.text), self.mine.deleted) < SAME_MATTER
        assert result.counts["kept"] + result.counts["replaced"] + len(result.removed) == len(before)
        assert result.counts["kept"] + result.counts["replaced"] + result.counts["added"] == len(after)

    def check_places(self, result: Merged) -> None:
        held = {s.uid for s in self.mine.sections if s.is_persons}
        held |= {one.section for one in self.mine.sentences if one.is_persons}
        held |= {one.section for one in sentences(result) if one.is_placed}
        assert held <= {found.uid for found in result.sections}
        assert len(result.sections) <= max(5, len(held))
        for found in result.sections:
            steady = sum(one.is_persons or one.is_placed for one in found.sentences)
            assert len(found.sentences) - steady <= max(0, 3 - steady)
            assert found.sentences or found.is_persons
        self.check_order(result, held)

    def check_order(self, result: Merged, held: set[str]) -> None:
        """What people wrote, kept or moved stands in their order, in their sections; and so do these."""
        after = [(one.uid, one.section) for one in sentences(result) if one.is_persons or one.is_placed]
        stands = {uid for uid, _ in after}
        assert after == [(one.uid, one.section) for one in self.mine.sentences if one.uid in stands]
        held = held | {one.uid for one in self.mine.sections if one.is_placed}
        order = [found.uid for found in result.sections if found.uid in held]
        assert order == [one.uid for one in self.mine.sections if one.uid in set(order)]


@pytest.mark.parametrize(
    "seed", [*range(30), *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(30, 1000))]
)
def test_whatever_people_and_machine_do_by_turns_people_win(seed):
    desk = Desk(seed)
    for _ in range(20):
        desk.act()
    desk.regenerate()
