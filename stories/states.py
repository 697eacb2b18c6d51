"""The closed table of a story's states: (state, verb, role) to state, an axis at a time. Pure.

A story stands on three axes at once. A verb concerns the axes in which it has rows; there, a cell that is not written
is refused. Every door asks through stories/acting.py, which knows a person's roles and where a story stands.

To add a verb: a row in ROWS for each axis that it concerns, its words in WORDS, and it is tested cell by cell
(tests/stories/test_states.py). To add a state: its name in STATES and its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from foundation.errors import NewsroomError, NotAllowed

REPORTER, EDITOR, CHIEF, ADMINISTRATOR = "reporter", "editor", "chief", "administrator"
# Whoever runs a command on the machine, and what acts by itself: engines and the clock.
HOUSE, MACHINE = "house", "machine"
ROLES = (REPORTER, EDITOR, CHIEF, ADMINISTRATOR, HOUSE, MACHINE)
_WRITERS = (REPORTER, EDITOR, CHIEF, HOUSE)
_PEOPLE = (REPORTER, EDITOR, CHIEF)
_EDITORS = (EDITOR, CHIEF, HOUSE)
_CHIEFS = (CHIEF, HOUSE)

EDITORIAL, PUBLISHED, SUMMARY = "editorial", "published", "summary"
STATES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        EDITORIAL: {
            "draft": "a draft",
            "in_review": "in review",
            "approved": "approved",
            "spiked": "spiked",
            "deleted": "deleted",
            "merged": "merged into another",
        },
        PUBLISHED: {
            "none": "not published",
            "sealed": "sealed",
            "live": "live",
            "withheld": "hidden for now",
            "restricted": "hidden by a reporting restriction",
            "killed": "killed",
            "vanished": "removed without trace",
            "merged": "merged into another",
        },
        SUMMARY: {
            "current": "up to date",
            "waiting": "waiting to be updated",
            "updating": "being updated",
            "attention": "in need of attention",
            "held": "held for an editor",
        },
    }
)
# In a refusal: "Only a chief may publish a story that is ...", "This story is killed: it cannot be published now."
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "approve": ("approve a story", "approved"),
        "ask_removal": ("ask for the removal of a story", "removed without trace"),
        "assign": ("say who works on a story", "given to somebody"),
        "break_seal": ("break the seal of a story", "unsealed"),
        "comment": ("comment on a story", "commented on"),
        "claim": ("take up the summary of a story", "taken up"),
        "confirm_removal": ("confirm the removal of a story", "removed without trace"),
        "confirm_ticker": ("confirm a ticker of a story", "given a ticker"),
        "correct": ("publish a correction of a story", "corrected"),
        "delete": ("delete a story", "deleted"),
        "deny_ticker": ("deny a ticker of a story", "freed from a proposed ticker"),
        "duplicate": ("duplicate a story", "duplicated"),
        "edit": ("change a story", "changed"),
        "embargo": ("put a story under an embargo", "put under an embargo"),
        "fail": ("give up the summary of a story", "given up"),
        "finish": ("finish the summary of a story", "finished"),
        "kill": ("kill a story", "killed"),
        "legal_hold": ("put a story under legal hold", "put under legal hold"),
        "lift_embargo": ("lift or shorten the embargo of a story", "freed from an embargo"),
        "lift_legal_hold": ("lift the legal hold of a story", "freed from its legal hold"),
        "merge": ("merge into another a story", "merged into another"),
        "own": ("hand over a story", "handed over"),
        "publish": ("publish a story", "published"),
        "publish_update": ("publish updates of a story", "updated"),
        "redact": ("redact a story", "redacted"),
        "release": ("release a story", "released"),
        "release_in_time": ("release a story at its time", "released at its time"),
        "reopen_ticker": ("take back the no to a ticker of a story", "asked about a ticker again"),
        "reschedule": ("give another time to the release of a story", "given another time"),
        "restore": ("show a story again", "shown again"),
        "restrict": ("hide, for a restriction, a story", "hidden by a reporting restriction"),
        "seal": ("seal a story", "sealed"),
        "send_back": ("send back a story", "sent back"),
        "send_to_review": ("send a story to review", "sent to review"),
        "set_due": ("say when the copy is wanted of a story", "given a due time"),
        "spike": ("spike a story", "spiked"),
        "split": ("split a story", "split"),
        "take_back": ("take back from review a story", "taken back from review"),
        "take_in": ("merge another into a story", "given another's articles"),
        "undelete": ("bring back a story", "brought back"),
        "undo_merge": ("undo the merge of a story", "taken apart again"),
        "unspike": ("take off the spike a story", "taken off the spike"),
        "update_summary": ("ask for the summary of a story", "brought up to date"),
        "watch": ("watch a story", "watched"),
        "withhold": ("hide a story", "hidden"),
    }
)
STAYS = ""
_WHO = {REPORTER: "a reporter", EDITOR: "an editor", CHIEF: "a chief", MACHINE: "the machine"}


class NotNow(NewsroomError):
    """The story stands where the act makes no sense."""


class Row(NamedTuple):
    """Cells that are alike: in any of these states the verb, by any of these roles, leads `to` (STAYS: nowhere)."""

    verb: str
    states: str
    to: str
    roles: tuple[str, ...]


_DESK = "draft in_review approved"
_RAN = "live withheld restricted killed"
# What readers may see one day: no copy is reviewed of what is gone for good.
_TO_COME = "none sealed live withheld restricted"
ROWS: Mapping[str, tuple[Row, ...]] = MappingProxyType(
    {
        EDITORIAL: (
            # An edit ends an approval; what is being reviewed stays in review.
            Row("edit", "draft approved", "draft", _WRITERS),
            Row("edit", "in_review", STAYS, _WRITERS),
            # A ticker that is confirmed is copy as any other; a no to one changes nothing that anybody reads.
            Row("confirm_ticker", "draft approved", "draft", _PEOPLE),
            Row("confirm_ticker", "in_review", STAYS, _PEOPLE),
            Row("deny_ticker", _DESK, STAYS, _PEOPLE),
            Row("reopen_ticker", _DESK, STAYS, _PEOPLE),
            Row("assign", _DESK, STAYS, _EDITORS),
            # A reporter hands over what is their own, and nothing else: stories/reviewing.py.
            Row("own", _DESK, STAYS, _WRITERS),
            # What was dropped is taken off the spike first; of what was merged the talk goes on in the survivor.
            Row("comment", _DESK, STAYS, _PEOPLE),
            Row("watch", _DESK, STAYS, _PEOPLE),
            Row("set_due", _DESK, STAYS, _WRITERS),
            Row("send_to_review", "draft", "in_review", _WRITERS),
            # Whoever sent it, or its owner, and nobody else: stories/reviewing.py. Once approved it is an editor's.
            Row("take_back", "in_review", "draft", _WRITERS),
            Row("send_back", "in_review approved", "draft", _EDITORS),
            Row("approve", _DESK, "approved", (EDITOR, CHIEF)),
            Row("spike", "draft", "spiked", _WRITERS),
            Row("spike", "in_review approved", "spiked", _EDITORS),
            Row("unspike", "spiked", "draft", _WRITERS),
            Row("legal_hold", f"{_DESK} spiked deleted merged", STAYS, _CHIEFS),
            Row("lift_legal_hold", f"{_DESK} spiked deleted merged", STAYS, _CHIEFS),
            Row("embargo", _DESK, STAYS, _WRITERS),
            Row("lift_embargo", _DESK, STAYS, _CHIEFS),
            Row("publish", _DESK, "approved", _CHIEFS),
            Row("publish_update", _DESK, STAYS, (CHIEF, MACHINE)),
            Row("correct", _DESK, "approved", _CHIEFS),
            Row("seal", _DESK, "approved", (CHIEF,)),
            Row("break_seal", _DESK, "draft", _CHIEFS),
            Row("release", _DESK, STAYS, (CHIEF,)),
            Row("release_in_time", _DESK, STAYS, (HOUSE, MACHINE)),
            Row("duplicate", f"{_DESK} spiked merged", STAYS, _WRITERS),
            Row("merge", _DESK, "merged", _WRITERS),
            Row("take_in", "draft approved", "draft", _WRITERS),
            Row("take_in", "in_review", STAYS, _WRITERS),
            Row("undo_merge", "merged", "draft", _WRITERS),
            Row("split", "draft approved", "draft", _WRITERS),
            Row("split", "in_review", STAYS, _WRITERS),
            Row("delete", f"{_DESK} spiked", "deleted", _WRITERS),
            Row("undelete", "deleted", "draft", _WRITERS),
        ),
        PUBLISHED: (
            Row("spike", "none", STAYS, _WRITERS),
            Row("unspike", "none", STAYS, _WRITERS),
            Row("send_to_review", _TO_COME, STAYS, _WRITERS),
            Row("take_back", _TO_COME, STAYS, _WRITERS),
            Row("send_back", "none live withheld restricted", STAYS, _EDITORS),
            # What was sealed for a time does not go out while its copy is mended; a seal is a chief's to break.
            Row("send_back", "sealed", "none", _CHIEFS),
            Row("approve", _TO_COME, STAYS, (EDITOR, CHIEF)),
            Row("embargo", "none sealed", STAYS, _WRITERS),
            Row("lift_embargo", "none sealed", STAYS, _CHIEFS),
            Row("publish", "none live restricted", "live", _CHIEFS),
            Row("publish_update", "live", STAYS, (CHIEF, MACHINE)),
            Row("correct", "live restricted", "live", _CHIEFS),
            Row("seal", "none", "sealed", (CHIEF,)),
            Row("break_seal", "sealed", "none", _CHIEFS),
            Row("reschedule", "sealed", STAYS, _CHIEFS),
            Row("release", "sealed", "live", (CHIEF,)),
            Row("release_in_time", "sealed", "live", (HOUSE, MACHINE)),
            Row("withhold", "live", "withheld", _CHIEFS),
            Row("restore", "withheld restricted", "live", _CHIEFS),
            Row("kill", "live withheld restricted", "killed", _CHIEFS),
            Row("ask_removal", f"{_RAN} merged", STAYS, (CHIEF,)),
            Row("confirm_removal", f"{_RAN} merged", "vanished", (CHIEF,)),
            Row("redact", f"{_RAN} merged vanished", STAYS, _CHIEFS),
            # The sweep acts for whoever may set names that must not be published.
            Row("restrict", "live", "restricted", (MACHINE,)),
            Row("duplicate", f"none sealed {_RAN} merged", STAYS, _WRITERS),
            # What readers know goes only into what they know: its address leads there (stories/joining_stories.py).
            Row("merge", "none", STAYS, _WRITERS),
            Row("merge", "live", "merged", _CHIEFS),
            Row("take_in", "none live", STAYS, _WRITERS),
            Row("undo_merge", "none", STAYS, _WRITERS),
            Row("undo_merge", "merged", "live", _CHIEFS),
            Row("split", "none live withheld", STAYS, _WRITERS),
            # The public record is not touched by it. What readers see is hidden or killed before.
            Row("delete", "none", STAYS, _WRITERS),
            Row("delete", "withheld killed vanished", STAYS, _CHIEFS),
            Row("undelete", "none", STAYS, _WRITERS),
            Row("undelete", "withheld killed vanished", STAYS, _CHIEFS),
        ),
        SUMMARY: (
            Row("update_summary", "current waiting attention held", "waiting", _WRITERS),
            Row("update_summary", "updating", STAYS, _WRITERS),
            Row("claim", "waiting", "updating", (MACHINE,)),
            Row("finish", "updating", "current", (MACHINE,)),
            Row("fail", "updating", "attention", (MACHINE,)),
        ),
    }
)


def _cells(rows: Collection[Row]) -> Iterator[tuple[tuple[str, str, str], str]]:
    for row in rows:
        for state in row.states.split():
            for role in row.roles:
                yield (state, row.verb, role), row.to or state


def _table(axis: str) -> Mapping[tuple[str, str, str], str]:
    """The cells of an axis. Raises ValueError for a cell that is written twice, and for a state that is none."""
    found: dict[tuple[str, str, str], str] = {}
    for cell, to in _cells(ROWS[axis]):
        if cell in found or not {cell[0], to} <= set(STATES[axis]):
            raise ValueError(f"{axis}: {cell} is written twice, or leads from or to a state that is none.")
        found[cell] = to
    return MappingProxyType(found)


TABLES: Mapping[str, Mapping[tuple[str, str, str], str]] = MappingProxyType({axis: _table(axis) for axis in STATES})
VERBS: Mapping[str, frozenset[str]] = MappingProxyType(
    {axis: frozenset(row.verb for row in rows) for axis, rows in ROWS.items()}
)


def require(verb: str, roles: Collection[str]) -> None:
    """Raise NotAllowed where none of these roles may ever do this, wherever a story stands."""
    allowed = {role for table in TABLES.values() for (_, name, role) in table if name == verb}
    if not allowed & set(roles):
        raise NotAllowed(f"Only {_lowest(allowed)} may {WORDS[verb][0]}. Nothing was done.")


def _lowest(allowed: Collection[str]) -> str:
    return _WHO[next((role for role in ROLES if role in allowed and role in _WHO), MACHINE)]


def move(axis: str, state: str, verb: str, roles: Collection[str]) -> str:
    """Return where the verb, by whoever has any of these roles, leads from this state.

    Raises NotNow where nobody may do it in this state, else NotAllowed where somebody else may.
    """
    table = TABLES[axis]
    for role in reversed(ROLES):
        if role in roles and (state, verb, role) in table:
            return table[state, verb, role]
    allowed = [role for role in ROLES if (state, verb, role) in table]
    to_do, done = WORDS[verb]
    if not allowed:
        raise NotNow(f"This story is {STATES[axis][state]}: it cannot be {done} now. Nothing was done.")
    raise NotAllowed(f"Only {_lowest(allowed)} may {to_do} that is {STATES[axis][state]}. Nothing was done.")


def allows(axis: str, state: str, verb: str, roles: Collection[str]) -> bool:
    """Whether the cell is there for any of these roles."""
    return any((state, verb, role) in TABLES[axis] for role in roles)


def states_for(axis: str, verb: str, roles: Collection[str]) -> dict[str, str]:
    """Return where the verb leads from each state in which any of these roles may do it: for a conditional UPDATE."""
    return {state: to for (state, name, role), to in TABLES[axis].items() if name == verb and role in roles}
