"""Threads of comments as the Team tab shows them: the newest answers of each, or one thread alone, a page at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from desk.front.reading import tab
from foundation.models import User
from stories.models import Comment, Mention, Story
from stories.models.comment import CommentQuerySet

# So many answers of a thread among others, and so many on a page of one thread alone.
NEWEST, ALONE = 5, 50


@dataclass(slots=True)
class Thread:
    """One thread as the page shows it: where it is, whether that is gone, its answers, and whether it waits for me.

    `earlier` says how many answers come before those shown; `page` of `pages` where it stands alone.
    """

    row: Comment
    on: str = ""
    address: str = ""
    is_gone: bool = False
    stands: str = ""
    replies: list[Comment] = field(default_factory=list)
    earlier: int = 0
    page: int = 0
    pages: int = 0
    is_for_me: bool = False


def address_of(story: int, comment: str) -> str:
    """The address at which a comment or answer stands, however old it is and however many came after it."""
    return f"{tab(story, 'team')}?thread={comment}#c-{comment}"


def rows_for(story: Story) -> CommentQuerySet:
    """The threads of the story with all that is shown of each but its answers."""
    rows = Comment.objects.of_story(story.pk).threads()
    return rows.select_related("by", "resolved_by", "sentence", "entry", "placement__image")


def with_newest(rows: Iterable[Comment], story: Story, by: User) -> list[Thread]:
    """The threads with the newest answers of each, in two queries however long they are."""
    threads = {row.pk: _placed(Thread(row), story) for row in rows}
    answers = Comment.objects.filter(parent__in=threads).order_by("pk").select_related("by")
    nth = Window(RowNumber(), partition_by=F("parent"), order_by=F("pk").desc())
    numbered = answers.annotate(nth=nth, count=Window(Count("pk"), partition_by=F("parent")))
    for answer in numbered.filter(nth__lte=NEWEST):
        thread = threads[answer.parent_id or 0]
        thread.replies.append(answer)
        thread.earlier = max(getattr(answer, "count") - NEWEST, 0)  # noqa: B009 mypy knows no annotated name
    return _mine(threads, story, by)


def alone(uid: str, page: str, story: Story, by: User) -> Thread | None:
    """The thread to which this comment or answer belongs, with the page of answers that holds it, or page `page`.

    None where this story has no such comment.
    """
    try:
        named = Comment.objects.filter(uid=uuid.UUID(uid)).first()
    except ValueError:
        return None
    row = rows_for(story).filter(pk=named.parent_id or named.pk).first() if named is not None else None
    if named is None or row is None:
        return None
    thread = _placed(Thread(row), story)
    answers = Comment.objects.filter(parent=row).order_by("pk")
    count = answers.count()
    thread.pages = max(-(-count // ALONE), 1)
    before = answers.filter(pk__lt=named.pk).count() if named.parent_id else count - 1
    at = int(page) if page.isdecimal() and len(page) < 7 else before // ALONE + 1
    thread.page = min(max(at, 1), thread.pages)
    first = (thread.page - 1) * ALONE
    thread.replies = list(answers.select_related("by")[first : first + ALONE])
    return _mine({row.pk: thread}, story, by)[0]


def _mine(threads: dict[int, Thread], story: Story, by: User) -> list[Thread]:
    """The threads, those marked that name this person and wait for an answer."""
    named = Mention.objects.waiting().filter(person=by, comment__story=story).values_list("comment", "comment__parent")
    for comment_id, parent in named:
        if (parent or comment_id) in threads:
            threads[parent or comment_id].is_for_me = True
    return list(threads.values())


def _placed(thread: Thread, story: Story) -> Thread:
    """Say where the thread is: the row follows its move, and is told as gone where somebody took it out."""
    row = thread.row
    for name, subject, where, text in (
        ("sentence", row.sentence, "summary", row.sentence and row.sentence.text),
        ("timeline entry", row.entry, "timeline", row.entry and row.entry.text),
        ("picture", row.placement, "images", row.placement and row.placement.caption_override),
    ):
        if subject is None:
            continue
        thread.on, thread.stands = name, str(text or "")
        thread.is_gone = subject.removed_at is not None
        thread.address = tab(story.pk, where) + _anchor(row)
    return thread


def _anchor(row: Comment) -> str:
    if row.sentence is not None:
        return f"?sentence={row.sentence.uid}#s-{row.sentence.uid}"
    return f"#e-{row.entry.uid}" if row.entry is not None else f"#i-{row.placement.image.uid}" if row.placement else ""
