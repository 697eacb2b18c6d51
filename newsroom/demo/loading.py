"""Load the demo into an empty newsroom through the same verbs an editor uses; summaries are the engine's."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils import timezone

from editions.models import Edition
from foundation.lifeline import end_with_parent
from foundation.models import User
from newsroom.demo import drawing, promises, rights, securities
from reference.models import Topic
from stories import curating, publishing, reviewing, sealing
from stories.models import Article, Story
from stories.summarising.updating import update
from stories.tickers import looking
from wire.importing import import_story

FOLDER = Path(__file__).parent / "stories"
LOGIN = "demo"
# Oldest first: what is published last stands first on the front page.
STORIES = (
    "korean-story.json",
    "mountain-race.json",
    "museum-bell.json",
    "desalination.json",
    "harbour-fire.json",
    "seamount.json",
    "court-ruling.json",
    "election.json",
    "trade-pact.json",
    "reservoir.json",
)
# Approved and under an embargo: nobody outside sees it.
SEALED = "river-report.json"
EMBARGO = timedelta(days=7)
# Published with a slip in the standfirst, then corrected as a desk would: the right words and the public notice.
CORRECTED = "court-ruling.json"
RIGHT_STANDFIRST = (
    "Halcyra Lines abused its monopoly on ferries to the Melora islands, judges found. "
    "The company was fined 114 million euros and has to let rivals land."
)
NOTICE = (
    "An earlier version of this story gave the fine against Halcyra Lines as 140 million euros. "
    "It is 114 million euros, as the Supreme Court set it on January 30."
)
# Its promise is kept, and one of its tickers is called otherwise since.
KEPT = "trade-pact.json"
# The reports name a party; a company has the same name.
DENIED = "election.json"
# A company that its reports name waits on its Tickers tab.
WAITING = "harbour-fire.json"
# Its end is told: no update goes out any more, and its page says so.
CLOSED = "museum-bell.json"
# A reporter's follow-up of the long story, from some of its articles: sent to review, and waiting for the chief.
REPORTER = ("demo-reporter", "Ines", "Falk")
FOLLOWED = "reservoir.json"
FOLLOW_UP = {
    "headline": "What the Inquiry Into the Kestering Drought Will Ask",
    "kicker": "Vasselburg",
    "standfirst": "A minister was warned, a tower cracked unseen, a court cut the cut. Judge Vonk hears them all.",
}
FOLLOW_UP_RESTS_ON = ("/the-2024-warning", "/intake-tower", "/court-ruling", "/council-vote", "/judge-vonk")
REVIEW_NOTE = "All from the reports we licensed. Is the headline too much of a promise?"

Draw = Callable[[str], bytes]


def is_empty() -> bool:
    """Whether no story was ever made here."""
    return not Story.objects.exists()


def set_login() -> tuple[User, str]:
    """Make the demo's chief, or find it, and give it a new password. Returns both."""
    password = secrets.token_urlsafe(9)
    user, _ = User.objects.get_or_create(
        username=LOGIN, defaults={"first_name": "Demo", "last_name": "Chief", "is_staff": True}
    )
    user.set_password(password)
    user.is_staff = user.is_active = True
    user.save()
    user.groups.set(Group.objects.filter(name__in=["chief", "editor", "administrator"]))
    return User.objects.get(pk=user.pk), password


def load(by: User) -> Iterator[tuple[Story, str]]:
    """Import every demo story as this person, publish what is to be public, and yield each with what became of it.

    One more is a reporter's, and waits in review. Doing it again adds nothing.
    """
    securities.list_them(by=by)
    with drawn(_pictures()) as draw:
        for name in STORIES:
            made = import_story((FOLDER / name).read_bytes(), by=by, read_image=draw, publish=True)
            if made.editions and name in AFTERWARDS:
                made.editions += AFTERWARDS[name](made.story, by)
            yield made.story, f"version {made.editions[-1].number}" if made.editions else "stood here already"
        yield from _follow_up()
        made = import_story((FOLDER / SEALED).read_bytes(), by=by, read_image=draw)
        rights.show(draw, by=by)
        yield made.story, _seal(made.story, by)


def _correct(story: Story, by: User) -> list[Edition]:
    """Put the standfirst right; with it go out a date that slipped and a ticker that was confirmed."""
    promises.slip(story, by=by)
    securities.confirm(Story.objects.get(pk=story.pk), by=by)
    story = Story.objects.get(pk=story.pk)
    story = curating.change_story(story, seen=story.desk_revision, by=by, standfirst=RIGHT_STANDFIRST)
    return [publishing.correct(story, seen=story.desk_revision, by=by, notice=NOTICE)]


def _deny(story: Story, by: User) -> list[Edition]:
    securities.deny(story, by=by)
    return []


def _keep(story: Story, by: User) -> list[Edition]:
    securities.rename(by=by)
    if not promises.keep(story, by=by):
        return []
    story = Story.objects.get(pk=story.pk)
    return [publishing.publish(story, seen=story.desk_revision, by=by, note="The tariff fell.")]


def _close(story: Story, by: User) -> list[Edition]:
    story = curating.change_story(story, seen=story.desk_revision, by=by, phase=Story.Phase.CLOSED)
    return [publishing.publish(story, seen=story.desk_revision, by=by, note="The story is told.")]


def _look(story: Story, by: User) -> list[Edition]:
    """A company that the reports name waits for an answer."""
    looking.look(story.pk)
    return []


# What the desk does with a story after it has run.
AFTERWARDS: dict[str, Callable[[Story, User], list[Edition]]] = {
    CORRECTED: _correct,
    DENIED: _deny,
    KEPT: _keep,
    CLOSED: _close,
    WAITING: _look,
}


def _follow_up() -> Iterator[tuple[Story, str]]:
    """A reporter's story of articles that are in the library, sent to review; nothing where the reporter is here.

    The reporter has no password, so nobody logs in as them unless an administrator sets one.
    """
    username, first_name, last_name = REPORTER
    called = {"first_name": first_name, "last_name": last_name, "is_staff": True}
    by, is_new = User.objects.get_or_create(username=username, defaults=called)
    if not is_new:
        return
    by.set_unusable_password()
    by.save()
    by.groups.set(Group.objects.filter(name="reporter"))
    story = curating.create_story(by=by, **FOLLOW_UP, topics=Topic.objects.filter(slug__in=_topics(FOLLOWED)))
    for end in FOLLOW_UP_RESTS_ON:
        curating.attach(story, Article.objects.get(canonical_url__endswith=end), by=by)
    update(Story.objects.get(pk=story.pk))
    reviewing.send_to_review(story, by=by, note=REVIEW_NOTE)
    yield story, "in review"


def _topics(name: str) -> list[str]:
    return [topic["slug"] for topic in json.loads((FOLDER / name).read_text(encoding="utf-8"))["topics"]]


def _seal(story: Story, by: User) -> str:
    """Bring the summary up to date and seal the story; one that is sealed already, or has run, is left as it is."""
    if sealing.seal_of(story) is not None or story.published is not None:
        return "stood here already"
    update(Story.objects.get(pk=story.pk))
    until = timezone.now() + EMBARGO
    sealing.seal(story, seen=story.desk_revision, by=by, until=until)
    return f"under an embargo until {timezone.localtime(until):%Y-%m-%d %H:%M}"


@contextmanager
def drawn(names: Iterable[str]) -> Iterator[Draw]:
    """Give a function that returns these demo pictures by name; they are drawn meanwhile, on every processor there is.

    A new interpreter for each: a fork would take over this process's connection to the database.
    """
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        coming: dict[str, Future[dict[str, bytes]]] = {}
        for group in drawing.by_scene(names):
            coming |= dict.fromkeys(group, pool.submit(drawing.draw_many, group))
        try:
            yield lambda name: coming[name].result()[name] if name in coming else drawing.draw(name)
        finally:
            pool.shutdown(cancel_futures=True)


def _pictures() -> list[str]:
    """The names of all pictures that are loaded, in the order in which they are asked for."""
    files = [json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in (*STORIES, SEALED)]
    return [*(image["file"] for file in files for image in file.get("images", [])), rights.UNKNOWN]
