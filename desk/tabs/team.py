"""The Team tab: whose the story is, who watches it, when its copy is wanted, and what colleagues say about it."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from desk import threads
from desk.access import person
from desk.tabs.page import Answer, Done, Tab
from desk.told_times import when
from desk.typed_dates import read_moment
from foundation.errors import NewsroomError
from foundation.models import User
from stories import commenting, handing_over, watching
from stories.commenting import NothingThere
from stories.kinship import refuse_shut
from stories.models import Comment, Story

MOST_THREADS = 25
MOST_RESOLVED = 10
_BEFORE = re.compile(r"[0-9]{1,18}")
_ON = {"sentence": "a sentence", "entry": "a timeline entry", "picture": "a picture"}


def comment(request: HttpRequest, story: Story) -> Done:
    """Begin a thread."""
    on, row = request.POST.get("on", "story"), request.POST.get("subject", "")
    made = commenting.comment(story, text=request.POST.get("text", ""), by=person(request), on=on, row=row)
    return Done(_told("Your comment stands here.", made.text), f"c-{made.uid}")


def reply(request: HttpRequest, story: Story) -> Done:
    """Answer in a thread."""
    thread = _thread(request, story)
    made = commenting.reply(thread, story=story, text=request.POST.get("text", ""), by=person(request))
    return _back_at(request, _told("Answered.", made.text), made)


def resolve(request: HttpRequest, story: Story) -> Done:
    """Settle a thread."""
    thread = _thread(request, story)
    commenting.resolve(thread, story=story, by=person(request))
    if "thread" in request.GET:
        return _back_at(request, "Resolved.", thread)
    return Done("Resolved. It stands below among those that are.", "comments")


def reopen(request: HttpRequest, story: Story) -> Done:
    """Open a settled thread again."""
    thread = _thread(request, story)
    commenting.reopen(thread, story=story, by=person(request))
    return _back_at(request, "Open again.", thread)


def heard(request: HttpRequest, story: Story) -> Done:
    """Say that I have seen where a thread names me."""
    thread = _thread(request, story)
    commenting.see_mentions(thread, story=story, by=person(request))
    return _back_at(request, "It no longer waits for you.", thread)


def _back_at(request: HttpRequest, told: str, row: Comment) -> Done:
    """Return to the comment or answer where the person was: in its thread alone, among older ones, or the newest."""
    before = request.GET.get("before", "")
    query = (
        f"?thread={row.uid}" if "thread" in request.GET else f"?before={before}" if _BEFORE.fullmatch(before) else ""
    )
    return Done(told, f"c-{row.uid}", query)


def hand_over(request: HttpRequest, story: Story) -> Done:
    """Make somebody the owner, with a note, in one line."""
    to = handing_over.hand_over_in_words(story, line=request.POST.get("line", ""), by=person(request))
    return Done(f"{to.display_name()} owns the story now, and was told.", "team")


def take_over(request: HttpRequest, story: Story) -> Done:
    """Make myself the owner."""
    before = story.owner
    handing_over.take_over(story, by=person(request))
    told = f" {before.display_name()} was told, and still works on it." if before else ""
    return Done(f"The story is yours now.{told}", "team")


def watch(request: HttpRequest, story: Story) -> Done:
    """Tell me what happens to it."""
    watching.watch(story, by=person(request))
    return Done("You are told what happens to this story.", "team")


def unwatch(request: HttpRequest, story: Story) -> Done:
    """Tell me no more."""
    watching.unwatch(story, by=person(request))
    return Done("You are told no more of this story, but where it names you or is yours.", "team")


def due(request: HttpRequest, story: Story) -> Done:
    """Say when its copy is wanted, in the newsroom's zone."""
    at = read_moment(request.POST.get("due_at", ""))
    handing_over.set_due(story, at=at, by=person(request))
    return Done(f"Due {when(at)}." if at else "No time is set any more.", "team")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """The people, the threads that are open and the newest that are resolved, and the form for a new one."""
    by = person(request)
    rows, before = threads.rows_for(story), request.GET.get("before", "")
    only = threads.alone(request.GET.get("thread", ""), request.GET.get("page", ""), story, by)
    older = rows.filter(pk__lt=int(before)) if _BEFORE.fullmatch(before) else rows
    open_rows = [] if only else list(older.open().order_by("-pk")[: MOST_THREADS + 1])
    resolved = [] if only else list(older.filter(resolved_at__isnull=False).order_by("-pk")[: MOST_RESOLVED + 1])
    found = threads.with_newest([*open_rows[:MOST_THREADS], *resolved[:MOST_RESOLVED]], story, by)
    typed = answer.typed if answer.refusal is not None else {}
    due_at = f"{timezone.localtime(story.due_at):%Y-%m-%dT%H:%M}" if story.due_at else ""
    return {
        "only": only,
        "open_threads": [only] if only else [one for one in found if one.row.resolved_at is None],
        "resolved_threads": [one for one in found if one.row.resolved_at is not None],
        "shut": _shut(story, by),
        "older_open": open_rows[MOST_THREADS - 1].pk if len(open_rows) > MOST_THREADS else None,
        "older_resolved": resolved[MOST_RESOLVED - 1].pk if len(resolved) > MOST_RESOLVED else None,
        "is_older": bool(_BEFORE.fullmatch(before)),
        "workers": list(story.assigned.order_by("username")),
        "watchers": [row.person for row in story.watches.select_related("person").order_by("person__username")],
        "due_typed": typed.get("due_at", due_at) if typed.get("act") == "due" else due_at,
        "line_typed": typed.get("line", "") if typed.get("act") == "hand_over" else "",
        "typed": typed.get("text", "") if typed.get("act") in {"comment", "reply"} else "",
        "typed_in": str(typed.get("row", "")) if typed.get("act") == "reply" else "",
        "zone": settings.TIME_ZONE,
        **_subject(request, story, typed),
    }


def _shut(story: Story, by: User) -> str:
    """Why nobody comments here now, and what to do; else ""."""
    try:
        refuse_shut(story, "comment", by=by)
    except NewsroomError as refusal:
        return str(refusal).removesuffix(" Nothing was done.")
    return ""


def _subject(request: HttpRequest, story: Story, typed: Any) -> dict[str, Any]:
    """What the form for a new comment is about: ?on=sentence&subject=uid, as the links beside each row ask."""
    on = typed.get("on") or request.GET.get("on", "story")
    uid = typed.get("subject") or request.GET.get("subject", "")
    if on not in _ON:
        return {"on": "story", "subject": "", "on_words": "", "on_text": ""}
    try:
        text = commenting.words_of(story, on, uid)
    except NothingThere:
        return {"on": "story", "subject": "", "on_words": "", "on_text": ""}
    return {"on": on, "subject": uid, "on_words": _ON[on], "on_text": text}


def _thread(request: HttpRequest, story: Story) -> Comment:
    """The thread that the form names, in this story. Raises NothingThere."""
    try:
        uid = uuid.UUID(request.POST.get("row", ""))
    except ValueError:
        raise NothingThere("There is no such thread in this story. Load the page again.") from None
    found = Comment.objects.of_story(story.pk).threads().filter(uid=uid).first()
    if found is None:
        raise NothingThere("There is no such thread in this story. Load the page again.")
    return found


def _told(done: str, text: str) -> str:
    """What was done, whom it tells, and which names are nobody's."""
    people, unknown = commenting.named_in(text)
    named = (
        f" {', '.join(one.display_name() for one in people)} will see it at the front of the desk." if people else ""
    )
    nobody = f" Nobody here is called {', '.join(f'@{name}' for name in unknown[:5])}." if unknown else ""
    return f"{done}{named}{nobody}"


ACTS = (comment, reply, resolve, reopen, heard, hand_over, take_over, watch, unwatch, due)
TAB = Tab("team", context, {act.__name__: act for act in ACTS})
