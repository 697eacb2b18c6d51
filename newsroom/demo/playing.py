"""Play a story as it came in: one arrival after another, as the wires and a chief would bring it, while all is running.

The reports are attached and nothing more: the worker of the running newsroom summarises them, and the story's policy
publishes. What a person makes, the timeline's entries and the pictures, is published by the demo's chief.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from foundation.errors import NewsroomError
from foundation.models import User
from stories import publishing
from stories.models import Story
from wire.importing import ReadImage, import_story

PATIENCE_SECONDS = 45.0


class NobodyWorks(NewsroomError):
    """Nobody summarised what was attached: there is no running worker."""


@dataclass
class Player:
    """Plays one story file for one person.

    `say` is told what happens; `settle` waits until the summary rests on what was attached.
    """

    raw: bytes
    by: User
    read_image: ReadImage
    say: Callable[[str], object]
    settle: Callable[[Story], None] = field(default=lambda story: wait_until_current(story))

    def __post_init__(self) -> None:
        self.file: dict[str, Any] = json.loads(self.raw)
        # A story of its own at each playing; the articles are the library's, known again by their addresses.
        self.handle = f"{self.file['story'][:60]}-{timezone.now():%Y%m%d%H%M%S}"

    def arrivals(self) -> list[int]:
        """The numbers of the file's arrivals, in their order."""
        return sorted({article.get("arrives", 1) for article in self.file["articles"]})

    def play(self, arrival: int) -> Story:
        """Bring in what arrives now, let the machine work, then publish what the chief made of it."""
        for article in self.file["articles"]:
            if article.get("arrives", 1) == arrival:
                self.say(f"{article['publisher']}: {article['headline']}")
        story = import_story(self._as_of(arrival, has_desk=False), by=self.by, read_image=self.read_image).story
        self.settle(story)
        made = import_story(self._as_of(arrival, has_desk=True), by=self.by, read_image=self.read_image)
        story = made.story
        if story.published is None or story.has_unpublished_changes():
            edition = publishing.publish(story, seen=story.desk_revision, by=self.by)
            self.say(f"The chief publishes version {edition.number}.")
        return Story.objects.select_related("published").get(pk=story.pk)

    def _as_of(self, arrival: int, *, has_desk: bool) -> bytes:
        """The file as it stood at an arrival; without its desk the articles alone."""
        articles = [a for a in self.file["articles"] if a.get("arrives", 1) <= arrival]
        known = {article["url"] for article in articles}
        timeline = [_with_articles(entry, known) for entry in self.file.get("timeline", [])]
        timeline = [entry for entry in timeline if entry["articles"]]
        images = [i for i in self.file.get("images", []) if i.get("article", "") in known]
        desk = {"timeline": timeline, "images": images} if has_desk else {"timeline": [], "images": []}
        return json.dumps({**self.file, **desk, "story": self.handle, "articles": articles}).encode()


def _with_articles(entry: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """The entry with those of its articles that have come: it stands with the first of them, not with the last."""
    return {**entry, "articles": [url for url in entry.get("articles", []) if url in known]}


def wait_until_current(story: Story) -> None:
    """Wait until a worker has brought the summary up to date. Raises NobodyWorks where none does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not Story.objects.get(pk=story.pk).is_summary_current():
        if time.monotonic() > deadline:
            raise NobodyWorks("Nobody updates the summary. Start the newsroom in another terminal: make run")
        time.sleep(0.25)
