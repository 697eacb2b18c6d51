"""Every cell of the table of states through the verbs themselves: what is written happens, all else is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from editions.models import Edition, PublishedStory, SealedEdition
from foundation.errors import NewsroomError
from foundation.models import Actor, Command, EditLog, Engine, User
from reference.models import Instrument
from stories import (
    acting,
    commenting,
    curating,
    embargoes,
    handing_over,
    legal_holds,
    pending,
    publishing,
    redacting,
    removing,
    reviewing,
    sealing,
    states,
    taking_back,
    watching,
)
from stories.dispatching import claim_due
from stories.models import RemovalRequest, Story, TickerSuggestion
from stories.states import EDITORIAL, PUBLISHED, SUMMARY
from stories.summarising.updating import ask_again, update
from stories.tickers import deciding
from tests.desk.making import make_person
from tests.making import HARBOUR, make_article, make_story

pytestmark = pytest.mark.django_db
Do = Callable[[Story, Actor], object]
REASON = "Because."


def _ran(story: Story) -> PublishedStory:
    """What has run; the desk refuses the acts on it where nothing has."""
    if story.published is None:
        raise taking_back.NotPublished("It has not run.")
    return story.published


def _tomorrow():
    return timezone.now() + timedelta(days=1)


def _publish_update(story: Story, by: Actor) -> object:
    if isinstance(by, Engine):
        due = {"edition_due_at": timezone.now(), "summary_policy": "publish"}
        Story.objects.filter(pk=story.pk).update(**due)
        if publishing.publish_automatically(story.pk) is None:
            raise NewsroomError("It waits.")
        return None
    waits = pending.pending_update(story)
    return pending.publish_pending(story, shown=waits.digest if waits else "", by=by)


def _confirm(story: Story, by: Actor) -> object:
    asked = RemovalRequest.objects.create(story=_ran(story), reason=REASON, asked_by=User.objects.get(username="base"))
    return removing.confirm_removal(asked, by=by)


def _release(story: Story, by: Actor) -> object:
    if not isinstance(by, User):
        raise NewsroomError("What is no person releases at its time alone.")
    return sealing.release(story, by=by)


def _release_in_time(story: Story, by: Actor) -> object:
    if isinstance(by, User):
        raise NewsroomError("A person releases when they say so.")
    return sealing.release(story, by=by)


def _own(story: Story, by: Actor) -> object:
    Story.objects.filter(pk=story.pk).update(owner=by if isinstance(by, User) else story.owner)
    return reviewing.own(story, owner=User.objects.get(username="idle"), by=by)


def _take_back(story: Story, by: Actor) -> object:
    Story.objects.filter(pk=story.pk).update(owner=by if isinstance(by, User) else story.owner)
    return reviewing.take_back(story, by=by)


def _redact(story: Story, by: Actor) -> object:
    first = Edition.objects.filter(story=_ran(story)).latest("number").content["machine"]["sentences"][0]
    return redacting.redact(story, "sentence", first["uid"], reason=REASON, by=by)


def _lift_hold(story: Story, by: Actor) -> object:
    Story.objects.filter(pk=story.pk).update(legal_hold_since=timezone.now())
    return legal_holds.lift(story, reason=REASON, by=by)


def _lift_embargo(story: Story, by: Actor) -> object:
    Story.objects.filter(pk=story.pk).update(embargo_since=timezone.now())
    return embargoes.lift_embargo(story, reason=REASON, by=by)


def _proposed(story: Story, state: str = "open") -> TickerSuggestion:
    """A ticker that waits on the story, or one that was denied."""
    ticker = Instrument.objects.create(symbol="PORT", mic="XNYS", name="Port of Vell Holdings")
    decided = {"decided_by": User.objects.get(username="base"), "decided_at": timezone.now()} if state != "open" else {}
    return TickerSuggestion.objects.create(
        story=story, instrument=ticker, state=state, why="The summary names it.", made_at=timezone.now(), **decided
    )


# How each verb is done. A verb that a machine does by itself, or that has tests of its own for each cell, is below.
DO: dict[str, Do] = {
    "approve": lambda s, by: reviewing.approve(s, seen=s.desk_revision, by=by),
    "ask_removal": lambda s, by: removing.ask_removal(_ran(s), reason=REASON, by=by),
    "assign": lambda s, by: reviewing.assign(s, to=User.objects.get(username="idle"), by=by),
    "break_seal": lambda s, by: sealing.break_seal(s, by=by),
    "comment": lambda s, by: commenting.comment(s, text="Look.", by=by),
    "confirm_removal": _confirm,
    "confirm_ticker": lambda s, by: deciding.confirm(_proposed(s), seen=s.desk_revision, by=by),
    "correct": lambda s, by: publishing.correct(s, seen=s.desk_revision, by=by, notice="It was wrong."),
    "deny_ticker": lambda s, by: deciding.deny(_proposed(s), by=by),
    "edit": lambda s, by: curating.change_story(s, seen=s.desk_revision, by=by, desk_note="Call them."),
    "embargo": lambda s, by: embargoes.embargo(s, until=_tomorrow(), reason=REASON, by=by),
    "kill": lambda s, by: taking_back.kill(_ran(s), reason=REASON, by=by),
    "legal_hold": lambda s, by: legal_holds.hold(s, reason=REASON, by=by),
    "lift_embargo": _lift_embargo,
    "lift_legal_hold": _lift_hold,
    "own": _own,
    "publish": lambda s, by: publishing.publish(s, seen=s.desk_revision, by=by),
    "publish_update": _publish_update,
    "redact": _redact,
    "release": _release,
    "release_in_time": _release_in_time,
    "reopen_ticker": lambda s, by: deciding.reopen(_proposed(s, "denied"), by=by),
    "reschedule": lambda s, by: sealing.reschedule(s, until=_tomorrow(), by=by),
    "restore": lambda s, by: taking_back.restore(_ran(s), reason=REASON, by=by),
    "seal": lambda s, by: sealing.seal(s, seen=s.desk_revision, by=by, until=None),
    "send_back": lambda s, by: reviewing.send_back(s, by=by, note="The second source is missing.", breaks_seal=True),
    "send_to_review": lambda s, by: reviewing.send_to_review(s, by=by),
    "set_due": lambda s, by: handing_over.set_due(s, at=_tomorrow(), by=by),
    "spike": lambda s, by: reviewing.spike(s, reason=REASON, by=by),
    "take_back": _take_back,
    "unspike": lambda s, by: reviewing.unspike(s, by=by),
    "update_summary": lambda s, by: ask_again(s, by=by),
    "watch": lambda s, by: watching.watch(s, by=by),
    "withhold": lambda s, by: taking_back.withhold(_ran(s), reason=REASON, by=by),
}
# Of the machine, tried below; and of merging, splitting and deleting, tried where those are.
MACHINES = {"claim", "finish", "fail", "restrict"}
ELSEWHERE = {"delete", "duplicate", "merge", "split", "take_in", "undelete", "undo_merge"}
PEOPLE = (states.REPORTER, states.EDITOR, states.CHIEF, states.ADMINISTRATOR)


class World:
    """A story that never ran and one that runs with an update that waits; somebody of each role works on both."""

    def __init__(self) -> None:
        base = make_person("base", "chief")
        self.actors: dict[str, Actor] = {role: make_person(f"a-{role}", role) for role in PEOPLE}
        self.actors |= {states.HOUSE: Command("a command"), states.MACHINE: Engine("an engine")}
        make_person("idle", "reporter")
        self.draft = make_story(*HARBOUR[:2], by=base, headline="A Draft")
        self.ran = make_story(*HARBOUR[:2], by=base, headline="A Story That Runs")
        self.other = make_story(HARBOUR[2], by=base, headline="Another")
        for story in (self.ran, self.other):
            publishing.publish(story, seen=story.desk_revision, by=base)
        curating.change_story(self.ran, seen=self.ran.desk_revision, by=base, summary_policy="hold")
        curating.attach(self.ran, make_article(HARBOUR[3], hours=9), by=base)
        update(self.ran)
        publishing.publish_automatically(self.ran.pk)
        for story in (self.draft, self.ran):
            story.assigned.set([one for one in self.actors.values() if isinstance(one, User)])

    def put(self, editorial: str, published: str) -> Story:
        """A story in these two states."""
        story = self.draft if published in {"none", "sealed"} else self.ran
        row = Story.objects.get(pk=story.pk)
        if published == "sealed":
            by = User.objects.get(username="base")
            sealing.seal(row, seen=row.desk_revision, by=by, until=_tomorrow())
        elif published != "none":
            other = PublishedStory.objects.exclude(uid=row.uid).get() if published == "merged" else None
            PublishedStory.objects.filter(uid=row.uid).update(state=published, merged_into=other)
        columns = {"editorial_state": editorial} if editorial in Story.EditorialState.values else {}
        columns |= {"deleted_at": timezone.now()} if editorial == "deleted" else {}
        columns |= {"merged_into": self.other} if editorial == "merged" else {}
        Story.objects.filter(pk=row.pk).update(**columns)
        return Story.objects.select_related("published").get(pk=row.pk)


def standing(story: Story) -> tuple[object, ...]:
    """Where the story stands, and what would show that something was done to it."""
    row = Story.objects.select_related("published").get(pk=story.pk)
    rows = (model.objects.count() for model in (EditLog, Edition, SealedEdition, RemovalRequest))
    return acting.editorial_of(row), acting.published_of(row), *rows


# By default every 29th cell; all of them with the long tests.
NTH = 29


def cells(axis: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Each cell of the axis, with a state of the other axis in which the verb may be done."""
    other = PUBLISHED if axis == EDITORIAL else EDITORIAL
    for verb in sorted(states.VERBS[axis] & DO.keys()):
        allowed = states.states_for(other, verb, states.ROLES)
        beside = next((s for s in states.STATES[other] if s in allowed), "draft" if other == EDITORIAL else "none")
        for state in states.STATES[axis]:
            for role in states.ROLES:
                yield state, verb, role, *((state, beside) if axis == EDITORIAL else (beside, state))


def tried(world: World, axis: str, nth: int = 1) -> list[str]:
    """What did not come out as the table says, of every nth cell."""
    wrong, place = [], 0 if axis == EDITORIAL else 1
    for state, verb, role, editorial, published in list(cells(axis))[::nth]:
        with transaction.atomic():
            story, told = world.put(editorial, published), f"{axis} {state} {verb} {role} ({editorial}, {published})"
            before = standing(story)
            allowed = all(
                (where, verb, role) in states.TABLES[one]
                for one, where in ((EDITORIAL, editorial), (PUBLISHED, published))
                if verb in states.VERBS[one]
            )
            try:
                with transaction.atomic():
                    DO[verb](story, world.actors[role])
            except NewsroomError as refusal:
                if allowed:
                    wrong.append(f"{told}: refused, {refusal}")
                elif standing(story) != before:
                    wrong.append(f"{told}: refused, and yet something was done")
            else:
                after = standing(story)
                if not allowed:
                    wrong.append(f"{told}: was done")
                elif after[place] != states.TABLES[axis][state, verb, role] or after[2] <= before[2]:
                    wrong.append(f"{told}: {before} to {after}")
            transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("axis", [EDITORIAL, PUBLISHED])
@pytest.mark.parametrize("nth", [NTH, pytest.param(1, marks=pytest.mark.deep)])
def test_every_verb_does_what_its_cell_says_and_is_refused_where_there_is_none(axis, nth):
    wrong = tried(World(), axis, nth)
    assert not wrong, "\n".join(wrong)


def test_every_verb_is_tried_here_or_named():
    assert DO.keys() | MACHINES | ELSEWHERE == set(states.WORDS)
    assert not DO.keys() & (MACHINES | ELSEWHERE)


def summaries():
    """What the columns of each state are; of this moment, since a claim lasts a minute."""
    now = timezone.now()
    return {
        "current": {},
        "waiting": {"inputs_revision": 99, "inputs_changed_at": now - timedelta(hours=1)},
        "updating": {"inputs_revision": 99, "claimed_until": now + timedelta(seconds=60), "claimed_by": "a"},
        "attention": {"inputs_revision": 99, "needs_attention": True, "inputs_changed_at": now},
        "held": {"hold_reason": "The story is marked sensitive."},
    }


def test_a_summary_is_asked_for_by_whoever_may_and_claimed_by_the_machine_only_where_it_waits():
    world = World()
    Story.objects.exclude(pk=world.draft.pk).update(inputs_changed_at=None, needs_attention=True)
    for state, columns in summaries().items():
        with transaction.atomic():
            Story.objects.filter(pk=world.draft.pk).update(**columns)
            assert acting.summary_of(Story.objects.get(pk=world.draft.pk)) == state
            for role in states.ROLES:
                assert _asked(world, role) == states.TABLES[SUMMARY].get((state, "update_summary", role)), (state, role)
            claimed = claim_due(claimer="a clock")
            assert (claimed == [world.draft.pk]) is ((state, "claim", states.MACHINE) in states.TABLES[SUMMARY])
            if claimed:
                assert acting.summary_of(Story.objects.get(pk=world.draft.pk)) == "updating"
                update(Story.objects.get(pk=world.draft.pk))
                assert acting.summary_of(Story.objects.get(pk=world.draft.pk)) == "current"
            transaction.set_rollback(True)


def _asked(world: World, role: str) -> str | None:
    """Where asking for the summary leads, by this role; None where it is refused."""
    with transaction.atomic():
        try:
            ask_again(Story.objects.get(pk=world.draft.pk), by=world.actors[role])
        except NewsroomError:
            return None
        found = acting.summary_of(Story.objects.get(pk=world.draft.pk))
        transaction.set_rollback(True)
    return found
