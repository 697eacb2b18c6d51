"""Verbs on comments: say something about a story or a row of it, answer, resolve. Never public, and never in the log.

`@name` names a colleague by log-in name or mail address. Whoever may not open the story would not see the comment:
naming them is refused, so that nobody believes to have told somebody.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation import limits
from foundation.errors import NewsroomError, StaleSave
from foundation.models import EditLog, User
from foundation.text import clean_text
from stories.alerting import raise_alert, write_letters
from stories.curating import may_edit
from stories.kinship import refuse_shut
from stories.models import Alert, Comment, Mention, Placement, Sentence, Story, TimelineEntry
from stories.watching import sees

MOST_MENTIONS = 20
QUOTED_CHARS = 300
# More than any newsroom writes, and as many as a page can be made of.
MOST_REPLIES, MOST_OPEN = 500, 1_000
_NAMED = re.compile(r"(?<![\w@.+-])@([\w.@+-]{1,150})")


class NotTold(NewsroomError):
    """The comment names somebody who could not read it."""


class TooMany(NewsroomError):
    """A thread has all the answers, or a story all the open threads, that it may have."""


class NothingThere(NewsroomError):
    """What the comment is about, or answers, is not in this story."""


def comment(story: Story, *, text: str, by: User, on: str = "story", row: str = "") -> Comment:
    """Begin a thread on the story, or on one row of it: `on` is sentence, entry or picture, and `row` its uid.

    Raises NotAllowed, BadText, NothingThere, NotTold and TooMany; on what was spiked or merged states.NotNow and
    MergedStory.
    """
    refuse_shut(story, "comment", by=by)
    made = Comment(story=story, text=_words(text), by=by, at=timezone.now())
    if on != "story":
        name, found, quoted = _row(story, on, row)
        setattr(made, name, found)
        made.quoted = quoted[:QUOTED_CHARS]
    _refuse_more(Comment.objects.of_story(story.pk).open(), MOST_OPEN, "This story")
    return _save(made, story)


def reply(thread: Comment, *, story: Story, text: str, by: User) -> Comment:
    """Answer in a thread; one that was resolved is open again. Raises as `comment` does.

    Who answers has seen where the thread names them.
    """
    refuse_shut(story, "comment", by=by)
    _refuse_elsewhere(thread, story)
    _refuse_more(Comment.objects.filter(parent=thread), MOST_REPLIES, "This thread")
    made = Comment(story=thread.story, parent=thread, text=_words(text), by=by, at=timezone.now())
    with transaction.atomic():
        Comment.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
        _seen_in(thread, by)
        return _save(made, story)


@transaction.atomic
def resolve(thread: Comment, *, story: Story, by: User) -> None:
    """Say that the matter of a thread is settled: whoever it names has nothing to answer any more.

    Raises NotAllowed, NothingThere, and StaleSave where somebody resolved it meanwhile.
    """
    may_edit(story, by)
    _refuse_elsewhere(thread, story)
    if not Comment.objects.open().filter(pk=thread.pk).update(resolved_at=timezone.now(), resolved_by=by):
        raise StaleSave("Somebody resolved this thread already.")
    of_thread = Q(comment=thread) | Q(comment__parent=thread)
    Mention.objects.waiting().filter(of_thread).update(seen_at=timezone.now())
    EditLog.objects.record("resolve_comment", story, by=by, after={"comment": str(thread.uid)})


@transaction.atomic
def reopen(thread: Comment, *, story: Story, by: User) -> None:
    """Open a resolved thread again. Raises NotAllowed, NothingThere, and StaleSave where it is open."""
    refuse_shut(story, "comment", by=by)
    _refuse_elsewhere(thread, story)
    resolved = Comment.objects.threads().filter(pk=thread.pk, resolved_at__isnull=False)
    if not resolved.update(resolved_at=None, resolved_by=None):
        raise StaleSave("This thread is open already.")
    EditLog.objects.record("reopen_comment", story, by=by, after={"comment": str(thread.uid)})


def see_mentions(thread: Comment, *, story: Story, by: User) -> int:
    """Say that the person has seen where the thread names them, without an answer. Raises NothingThere."""
    _refuse_elsewhere(thread, story)
    return _seen_in(thread, by)


def named_in(text: str) -> tuple[list[User], list[str]]:
    """Return the people that a text names by log-in name or mail address behind an @, in its order.

    And what looks like a name and is nobody's, or an address that several have.

    A stop or hyphen behind a name belongs to the sentence, unless somebody is called so.
    """
    forms: dict[str, list[str]] = {}
    for name in _NAMED.findall(text):
        shorter = {name[:length] for length in range(len(name.rstrip(".+-@")), len(name) + 1)}
        forms.setdefault(name, sorted(shorter - {""}, key=len, reverse=True))
    asked = {form.lower() for tried in forms.values() for form in tried}
    if not asked:
        return [], []
    matches = Q()
    for form in list(asked)[: MOST_MENTIONS * 8]:
        matches |= Q(username__iexact=form) | Q(email__iexact=form)
    found = list(User.objects.filter(matches, is_active=True))
    mails = Counter(user.email.lower() for user in found)
    known = {user.email.lower(): user for user in found if mails[user.email.lower()] == 1}
    known |= {user.username.lower(): user for user in found}
    people, unknown = [], []
    for tried in forms.values():
        person = next((known[form.lower()] for form in tried if form.lower() in known), None)
        people += [person] if person else []
        unknown += [] if person else [tried[-1]]
    return list(dict.fromkeys(people)), unknown


def words_of(story: Story, on: str, row: str) -> str:
    """What a row of the story says now, for a comment on it. Raises NothingThere."""
    return _row(story, on, row)[2]


def _words(text: str) -> str:
    return clean_text(text, name="The comment", max_chars=limits.NOTE_CHARS, required=True)


def _refuse_more(rows: QuerySet[Comment], most: int, what: str) -> None:
    if rows.count() >= most:
        word, then = ("answers", "Begin a new thread") if what == "This thread" else ("open threads", "Resolve some")
        raise TooMany(f"{what} has {most:,} {word} already. {then}, then say it there. Nothing was saved.")


def _refuse_elsewhere(thread: Comment, story: Story) -> None:
    if thread.parent_id is not None or not Comment.objects.of_story(story.pk).filter(pk=thread.pk).exists():
        raise NothingThere("This thread is not in this story any more. Load the page again.")


def _row(story: Story, on: str, row: str) -> tuple[str, Any, str]:
    """The name of the column, the row, and what it says now. Raises NothingThere."""
    refused = NothingThere("What you comment on is not in this story any more. Load the page again.")
    try:
        uid = uuid.UUID(row)
    except ValueError:
        raise refused from None
    found: Any = None
    if on == "sentence":
        found = Sentence.objects.filter(story=story, uid=uid).first()
        return _or(refused, "sentence", found, found.text if found else "")
    if on == "entry":
        found = TimelineEntry.objects.filter(story=story, uid=uid).first()
        return _or(refused, "entry", found, found.text if found else "")
    if on == "picture":
        placed = Placement.objects.filter(story=story, image__uid=uid).select_related("image")
        found = placed.order_by("removed_at").first()
        told = (found.caption_override or found.image.caption or "A picture") if found else ""
        return _or(refused, "placement", found, told)
    raise refused


def _or(refused: NothingThere, name: str, found: Any, told: str) -> tuple[str, Any, str]:
    if found is None:
        raise refused
    return name, found, told


@transaction.atomic
def _save(made: Comment, story: Story) -> Comment:
    """Write the comment with whom it names, and tell them. Raises NotTold."""
    people, _ = named_in(made.text)
    if len(people) > MOST_MENTIONS:
        raise NotTold(f"A comment names at most {MOST_MENTIONS} people. Nothing was saved.")
    for person in people:
        if not sees(person, story):
            told = f"@{person.username} may not open this story, so would not read this. Give them the story first"
            raise NotTold(f"{told}, or leave the name out. Nothing was saved.")
    made.save(force_insert=True)
    others = [person for person in people if person.pk != made.by_id]
    Mention.objects.bulk_create(Mention(comment=made, person=person) for person in others)
    EditLog.objects.record("comment", story, by=made.by, after={"comment": str(made.uid)})
    for person in others:
        raise_alert(Alert.Kind.MENTION, story, ref=f"{made.uid} {person.pk}", by=made.by, told=person)
    _tell_the_others(made, story, {person.pk for person in others})
    return made


def _tell_the_others(made: Comment, story: Story, named: Collection[int]) -> None:
    """Whoever owns or watches the story, and whoever wrote in the thread; not those who are named, who know."""
    alert = raise_alert(Alert.Kind.COMMENT, story, ref=str(made.uid), by=made.by)
    if alert is None:
        return
    if named:
        alert.letters.filter(person__in=named).delete()
    if made.parent_id is not None:
        wrote = Q(pk__in=Comment.objects.filter(Q(pk=made.parent_id) | Q(parent=made.parent_id)).values("by"))
        people = [person for person in User.objects.filter(wrote) if person.pk not in named]
        write_letters(alert, [person for person in people if sees(person, story)])


def _seen_in(thread: Comment, by: User) -> int:
    of_thread = Q(comment=thread) | Q(comment__parent=thread)
    return Mention.objects.waiting().filter(of_thread, person=by).update(seen_at=timezone.now())
