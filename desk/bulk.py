"""Acts on many stories at once: each story alone, through the verb of a single one, and a report of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import OperationalError
from django.utils import timezone

from desk.access import stories_for
from desk.tabs.page import told_to_people
from foundation.errors import NewsroomError
from foundation.models import User
from reference.models import Topic
from stories import closing, curating, deleting, reviewing, states, taking_back
from stories.acting import roles_of
from stories.models import Story

MOST = 200


@dataclass(frozen=True, slots=True)
class Given:
    """What the person said about all of the stories: whom, why, which topics, which policy or phase."""

    person: User | None = None
    reason: str = ""
    topics: Sequence[Topic] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """One act: its name and button, the verb of stories/states.py that it is, what it asks for, and its carrying out.

    `asks` is "", person, note, reason, topics, policy or phase. `finish` is told all that it was done to, by
    whom and since when.
    """

    name: str
    label: str
    verb: str
    asks: str
    carry: Callable[[Story, Given, User], None]
    is_danger: bool = False
    finish: Callable[[Sequence[Story], User, datetime], None] | None = None


@dataclass(slots=True)
class Report:
    """What was done and what was refused, by story, with the verb's own sentence."""

    done: list[Story] = field(default_factory=list)
    refused: list[tuple[Story, str]] = field(default_factory=list)
    not_found: int = 0


def carry_out(bulk: Bulk, pks: Iterable[int], given: Given, *, by: User) -> Report:
    """Do it to each of these stories in a transaction of its own: what is refused for one changes nothing for others.

    Stories that this person may not open are counted as not found and no more. Raises NewsroomError for more than 200.
    """
    wanted = list(dict.fromkeys(pks))
    if len(wanted) > MOST:
        raise NewsroomError(f"That is {len(wanted):,} stories. At most {MOST} are done at once: choose fewer.")
    report, since = Report(), timezone.now()
    for pk in wanted:
        # Read anew for each: what was done to the one before may have changed it.
        story = stories_for(by).select_related("published", "owner").filter(pk=pk).first()
        if story is None:
            report.not_found += 1
            continue
        try:
            bulk.carry(story, given, by)
        except (NewsroomError, OperationalError) as refusal:
            report.refused.append((story, str(told_to_people(refusal))))
        else:
            report.done.append(story)
    if bulk.finish is not None and report.done:
        bulk.finish(report.done, by, since)
    return report


def _person(given: Given) -> User:
    if given.person is None:
        raise NewsroomError("Choose a person.")
    return given.person


def _change(name: str) -> Callable[[Story, Given, User], None]:
    def carry(story: Story, given: Given, by: User) -> None:
        standing = str(getattr(story, name))
        if standing == given.word:
            raise NewsroomError("It stands so already.")
        changes: dict[str, Any] = {name: given.word}
        curating.change_story(story, seen=story.desk_revision, by=by, **changes)

    return carry


def _set_phase(story: Story, given: Given, by: User) -> None:
    if story.phase == closing.CLOSED and given.word != closing.CLOSED:
        closing.reopen(story, by=by, phase=given.word)
    else:
        _change("phase")(story, given, by)


def _add_topics(story: Story, given: Given, by: User) -> None:
    _set_topics(story, [*story.topics.all(), *given.topics], by)


def _take_topics(story: Story, given: Given, by: User) -> None:
    _set_topics(story, [row for row in story.topics.all() if row not in given.topics], by)


def _set_topics(story: Story, topics: Sequence[Topic], by: User) -> None:
    if set(topics) == set(story.topics.all()):
        raise NewsroomError("Its topics stand so already.")
    curating.change_story(story, seen=story.desk_revision, by=by, topics=list(dict.fromkeys(topics)))


def _withhold(story: Story, given: Given, by: User) -> None:
    if story.published is None:
        raise taking_back.NotPublished(f"“{story.headline}” has not run.")
    taking_back.withhold(story.published, reason=given.reason, by=by)


def _assign(story: Story, given: Given, by: User) -> None:
    reviewing.assign(story, to=_person(given), by=by, is_one_of_many=True)


def _own(story: Story, given: Given, by: User) -> None:
    reviewing.own(story, owner=_person(given), by=by, is_one_of_many=True)


def _tell_of_many(done: Sequence[Story], by: User, since: datetime) -> None:
    reviewing.tell_of_many(done, by=by, since=since)


def _all() -> Iterable[Bulk]:
    yield Bulk("assign", "Give to somebody", "assign", "person", _assign, finish=_tell_of_many)
    yield Bulk("own", "Change the owner", "own", "person", _own, finish=_tell_of_many)
    yield Bulk("policy", "Set the policy of updates", "edit", "policy", _change("summary_policy"))
    yield Bulk("phase", "Set the phase", "edit", "phase", _set_phase)
    yield Bulk("add-topics", "Add topics", "edit", "topics", _add_topics)
    yield Bulk("take-topics", "Take off topics", "edit", "topics", _take_topics)
    yield Bulk(
        "send-to-review",
        "Send to review",
        "send_to_review",
        "note",
        lambda s, g, by: reviewing.send_to_review(s, by=by, note=g.reason, is_one_of_many=True),
        finish=_tell_of_many,
    )
    yield Bulk(
        "take-back",
        "Take back from review",
        "take_back",
        "note",
        lambda s, g, by: reviewing.take_back(s, by=by, note=g.reason),
    )
    yield Bulk(
        "send-back", "Send back", "send_back", "reason", lambda s, g, by: reviewing.send_back(s, by=by, note=g.reason)
    )
    yield Bulk(
        "spike", "Spike", "spike", "reason", lambda s, g, by: reviewing.spike(s, reason=g.reason, by=by), is_danger=True
    )
    yield Bulk("unspike", "Take off the spike", "unspike", "", lambda s, g, by: reviewing.unspike(s, by=by))
    yield Bulk("withhold", "Hide for now", "withhold", "reason", _withhold, is_danger=True)
    yield Bulk(
        "delete",
        "Delete",
        "delete",
        "reason",
        lambda s, g, by: deleting.delete(s, by=by, reason=g.reason),
        is_danger=True,
    )


BULKS: Mapping[str, Bulk] = MappingProxyType({bulk.name: bulk for bulk in _all()})


def offered_to(user: Any) -> list[Bulk]:
    """The acts that this person may do to some story, wherever it stands."""
    found = []
    for bulk in BULKS.values():
        try:
            states.require(bulk.verb, roles_of(user))
        except NewsroomError:
            continue
        found.append(bulk)
    return found
