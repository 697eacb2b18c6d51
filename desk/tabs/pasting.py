"""Several articles pasted at once on the Articles tab: each box holds one as it was copied from its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from desk.access import person, require
from desk.tabs.page import Answer, Done
from desk.typed_dates import read_published_at
from foundation.errors import BadText, NewsroomError
from foundation.models import User
from stories import curating, receiving
from stories.curating import AlreadyAttached
from stories.models import Story
from wire.pasted import Pasted, read_pasted

BOXES, MOST_BOXES = 2, 12


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form: what was pasted, and what is wrong with it."""

    text: str = ""
    told: str = ""


class SomeRefused(BadText):
    """Some of the pasted articles were not taken in; it carries their boxes."""

    def __init__(self, message: str, boxes: list[Box]) -> None:
        super().__init__(message)
        self.boxes = boxes


def paste_all(request: HttpRequest, story: Story) -> Done:
    """Take the pasted articles in and attach them, each all or nothing; one that is refused stops no other."""
    require(request, "stories.add_article")
    pasted = [text for text in request.POST.getlist("pasted") if text.strip()]
    if not pasted:
        raise BadText("Nothing was pasted. Paste an article into each box.")
    if len(pasted) > MOST_BOXES:
        raise BadText(f"{len(pasted)} articles at once; at most {MOST_BOXES} are taken.")
    taken, standing, refused = 0, 0, []
    for text in pasted:
        try:
            is_new = _take_in(story, read_pasted(text), person(request))
        except NewsroomError as refusal:
            refused.append(Box(text, str(refusal)))
        else:
            taken, standing = taken + is_new, standing + (not is_new)
    few = len(pasted) == 1
    told = f"{taken} of {len(pasted)} article{'' if few else 's'} {'was' if few else 'were'} taken in and attached."
    if refused:
        raise SomeRefused(f"{told} What is wrong with the others stands at each of them.", refused)
    if standing:
        told += f" {standing} stood in the story already."
    return Done(f"{told} The summary will be brought up to date." if taken else told, "attached")


def _take_in(story: Story, found: Pasted, by: User) -> bool:
    """Receive and attach one; False where it stood in the story already. Raises BadText with the line to add."""
    _complete(found)
    published_at, precision = read_published_at(found.date)
    copy = receiving.Copy(
        headline=found.headline,
        text=found.text,
        publisher=receiving.publisher_of(found.url, name=found.publisher),
        published_at=published_at,
        precision=precision,
        url=found.url,
        byline=found.byline,
    )
    with transaction.atomic():
        received = receiving.receive(copy, by=by)
        try:
            curating.attach(story, received.article, by=by)
        except AlreadyAttached:
            return received.has_new_text
    return True


def _complete(found: Pasted) -> None:
    """Raise BadText naming every line that is missing, with an example of each."""
    missing = []
    if not found.url:
        missing.append("its address (https://...)")
    if not found.headline:
        missing.append("its headline")
    if not found.date:
        missing.append("when it was published (Feb 19, 2026, 14:05)")
    if missing:
        raise BadText(f"Add above the text, each in a line of its own: {', '.join(missing)}.")
    if not found.text:
        raise BadText("Below the headline there is no text. Paste the article with it.")


def boxes(answer: Answer) -> list[Box]:
    """The boxes of the form: those that were refused or given back, and empty ones."""
    if isinstance(answer.refusal, SomeRefused):
        return [*answer.refusal.boxes, Box()]
    typed: Any = answer.typed.getlist("pasted") if answer.typed.get("act") == "paste_all" else []
    filled = [Box(text) for text in typed if text.strip()]
    return [*filled, *[Box()] * max(BOXES - len(filled), 1)][:MOST_BOXES]
