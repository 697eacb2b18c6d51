"""Filters of the list of stories under names: one's own, and those that colleagues show to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q

from desk.logged import Subject
from desk.models import SavedFilter
from foundation.errors import NewsroomError, NotAllowed
from foundation.models import EditLog, User
from foundation.text import clean_line

NAME_CHARS, MOST_OWN = 60, 50
_MOST_CHARS = 1_000
# What the list of stories is asked for; a page of it and what is ticked there are no filter.
ASKED = (
    "q",
    "editorial_state__exact",
    "phase__exact",
    "published",
    "summary",
    "summary_policy__exact",
    "kept",
    "whose",
    "topic",
    "language",
    "since",
    "until",
    "o",
)


class NotKept(NewsroomError):
    """The filter was not kept, or is not there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A filter as the list shows it; `maker` is empty for one's own."""

    row: SavedFilter
    maker: str
    is_chosen: bool
    may_drop: bool


def asked_in(query: str) -> str:
    """The part of an address's query that asks for stories, always in the same order; "" where nothing is asked."""
    pairs = [(name, value) for name, value in parse_qsl(query) if name in ASKED and value]
    return urlencode(sorted(pairs, key=lambda pair: ASKED.index(pair[0])))


@transaction.atomic
def keep(name: str, query: str, *, is_shared: bool, by: User) -> SavedFilter:
    """Keep a filter under a name; one's own of that name is replaced. Raises BadText and NotKept."""
    called = clean_line(name, name="The name", max_chars=NAME_CHARS, required=True)
    asked = asked_in(query)
    if not asked:
        raise NotKept("Choose a filter first, then keep it: this list is the whole one.")
    if len(asked) > _MOST_CHARS or "%00" in asked:
        raise NotKept("This filter asks for too much to be kept. Make it shorter.")
    own = SavedFilter.objects.filter(person=by)
    if own.exclude(name=called).count() >= MOST_OWN:
        raise NotKept(f"You keep {MOST_OWN} filters already. Take one away first.")
    row, _ = SavedFilter.objects.update_or_create(
        person=by, name=called, defaults={"query": asked, "is_shared": is_shared}
    )
    EditLog.objects.record("keep_filter", Subject(row), by=by, after={"is_shared": is_shared}, kind="SavedFilter")
    return row


@transaction.atomic
def drop(pk: int, *, by: User) -> str:
    """Take a filter away and return its name: one's own, or a shared one by who may edit any story.

    Raises NotKept and NotAllowed.
    """
    row = SavedFilter.objects.filter(Q(person=by) | Q(is_shared=True), pk=pk).first()
    if row is None:
        raise NotKept("This filter was taken away before.")
    if row.person_id != by.pk and not by.has_perm("stories.edit_any_story"):
        raise NotAllowed("Only whoever made a filter, or an editor, takes it away.")
    EditLog.objects.record("drop_filter", Subject(row), by=by, before={"is_shared": row.is_shared}, kind="SavedFilter")
    row.delete()
    return row.name


def shown_to(user: User, query: str) -> list[Shown]:
    """One's own filters and the shared ones, by name; the one that the list shows now is chosen. One query."""
    rows = SavedFilter.objects.filter(Q(person=user) | Q(is_shared=True)).select_related("person")
    now, is_editor = asked_in(query), user.has_perm("stories.edit_any_story")
    return [
        Shown(
            row,
            "" if row.person_id == user.pk else row.person.display_name(),
            is_chosen=row.query == now,
            may_drop=row.person_id == user.pk or is_editor,
        )
        for row in rows[:200]
    ]


def of_person(user: User) -> list[dict[str, str]]:
    """What is kept of a person here, as JSON."""
    return [
        {"name": row.name, "query": row.query, "is_shared": str(row.is_shared)}
        for row in SavedFilter.objects.filter(person=user)
    ]


def forget_person(user: User) -> None:
    """Take away whatever the person kept; what they showed to the desk goes too."""
    SavedFilter.objects.filter(person=user).delete()
