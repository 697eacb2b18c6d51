"""The closed table of states: every cell of (state, verb, role), and nothing beside it."""

from __future__ import annotations

import pytest

from editions.models import PublishedStory
from foundation.errors import NotAllowed
from stories import states
from stories.models import Story

CELLS = [
    (axis, state, verb, role)
    for axis in states.STATES
    for state in states.STATES[axis]
    for verb in sorted(states.VERBS[axis])
    for role in states.ROLES
]


@pytest.mark.parametrize("axis", states.STATES)
def test_a_cell_that_is_not_written_is_refused_in_words_and_one_that_is_leads_to_a_state(axis):
    table, refused = states.TABLES[axis], 0
    for _, state, verb, role in (cell for cell in CELLS if cell[0] == axis):
        if (state, verb, role) in table:
            assert states.move(axis, state, verb, [role]) == table[state, verb, role]
            continue
        with pytest.raises((states.NotNow, NotAllowed), match=f" is {states.STATES[axis][state]}[.:] "):
            states.move(axis, state, verb, [role])
        refused += 1
    assert refused > len(table) / 2


def test_the_states_of_the_table_are_those_of_the_rows():
    assert {*Story.EditorialState.values, "deleted", "merged"} == set(states.STATES[states.EDITORIAL])
    assert {*PublishedStory.State.values, "none", "sealed"} == set(states.STATES[states.PUBLISHED])


def test_every_verb_has_words_and_no_words_are_without_a_verb():
    assert frozenset().union(*states.VERBS.values()) == set(states.WORDS)


def test_an_administrator_has_no_cell():
    assert not [cell for axis in states.STATES for cell in states.TABLES[axis] if cell[2] == states.ADMINISTRATOR]


def test_what_a_reporter_may_an_editor_may_and_what_an_editor_may_a_chief_may():
    for axis in states.STATES:
        table = states.TABLES[axis]
        for state, verb, role in table:
            higher = {states.REPORTER: (states.EDITOR, states.CHIEF), states.EDITOR: (states.CHIEF,)}.get(role, ())
            assert {table.get((state, verb, one)) for one in higher} <= {table[state, verb, role]}


def test_nothing_comes_back_from_what_is_for_good():
    for state in ("killed", "vanished", "merged"):
        found = {(verb, to) for (was, verb, _), to in states.TABLES[states.PUBLISHED].items() if was == state}
        found -= {("undo_merge", "live")}  # a merge is undone in one step, and nothing else brings such a story back
        assert "live" not in {to for _, to in found}
