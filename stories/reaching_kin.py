"""What a removal without trace leaves behind: the stories that hold the same words, as the desk is told beforehand.

A story that was merged or split shares its words with its kin (stories/kinship.py). Removing it takes none of them out
there. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from editions.content import Content
from editions.models import PublishedStory, Redaction
from editions.redactions import items_of, without_redacted
from foundation.models import User
from stories.kinship import kin_of
from stories.models import RemovalRequest, Story
from stories.redacting import editions_of
from stories.removing import open_request

State = PublishedStory.State


@dataclass(slots=True)
class Kin:
    """One such story: the words that it shares, in how many of its versions, and the request to remove it, if any.

    `waiting` counts the shared words that stand in its working copy and in no version of it.
    """

    story: Story
    words: list[str] = field(default_factory=list)
    pictures: int = 0
    versions: int = 0
    waiting: int = 0
    request: RemovalRequest | None = None

    def is_read(self) -> bool:
        """Whether readers see it now."""
        return self.story.published is not None and self.story.published.is_public()

    def why_not_ask(self) -> str:
        """Why its removal cannot be asked for now; "" where it can."""
        if self.story.published is None:
            return "It never ran, so there is nothing to remove. Delete it at the desk."
        if self.request is not None:
            return f"{self.request.asked_by.display_name} asked for its removal already."
        return _held(self.story)

    def why_not_decide(self, by: User, *, is_confirming: bool) -> str:
        """Why its removal cannot be decided by this person now; "" where it can."""
        if self.request is None:
            return "Nobody asked that it be removed: it stays."
        if not is_confirming:
            return ""
        if self.request.asked_by_id == by.pk:
            return "You asked for its removal yourself. Another chief has to confirm it."
        return _held(self.story)


def kin_of_removal(published: PublishedStory) -> list[Kin]:
    """Return the stories that were ever merged or split with this one and are not removed, those with its words first.

    One that never ran is told of where it holds words of this one.
    """
    story = Story.objects.filter(published=published).first()
    others = [one for one in kin_of(story) if one.pk != story.pk] if story else []
    if not others:
        return []
    uids, texts = _said(published)
    found = [_kin(one, uids, texts) for one in others if not _is_removed(one)]
    told = [kin for kin in found if kin.story.published is not None or kin.waiting]
    return sorted(told, key=lambda kin: (not kin.words, not kin.is_read(), kin.story.pk))


def _said(published: PublishedStory) -> tuple[set[str], set[str]]:
    """Uids and wordings of everything that a version of the story ever said or showed."""
    uids: set[str] = set()
    texts: set[str] = set()
    for _, content in editions_of(published):
        for kind, item in items_of(content):
            uids.add(item["uid"])
            if kind != Redaction.What.IMAGE:
                texts.add(item["text"])
    return uids, texts


def _kin(story: Story, uids: set[str], texts: set[str]) -> Kin:
    words, pictures, versions = dict[str, str](), set[str](), 0
    for content in _versions(story.published):
        same = [(kind, item) for kind, item in items_of(content) if _is_same(kind, item, uids, texts)]
        versions += bool(same)
        pictures |= {item["uid"] for kind, item in same if kind == Redaction.What.IMAGE}
        # The newest version comes first, and its wording is the one that is told.
        words = {item["uid"]: item["text"] for kind, item in same if kind != Redaction.What.IMAGE} | words
    waiting = _at_the_desk(story, uids, texts) - set(words)
    return Kin(story, list(words.values()), len(pictures), versions, len(waiting), open_request(story.published))


def _versions(published: PublishedStory | None) -> Iterator[Content]:
    if published is not None:
        for _, content in editions_of(published):
            yield without_redacted(content, published.redactions)


def _is_same(kind: str, item: dict[str, Any], uids: set[str], texts: set[str]) -> bool:
    return item["uid"] in uids or (kind != Redaction.What.IMAGE and item["text"] in texts)


def _at_the_desk(story: Story, uids: set[str], texts: set[str]) -> set[str]:
    """The uids of what stands in its working copy of the other story's words."""
    if story.deleted_at is not None:
        return set()
    sentences = story.sentences.filter(removed_at=None).values_list("uid", "text")
    entries = story.timeline_entries.filter(removed_at=None).values_list("uid", "text")
    return {str(uid) for uid, text in [*sentences, *entries] if str(uid) in uids or text in texts}


def _is_removed(story: Story) -> bool:
    return story.published is not None and story.published.state == State.VANISHED


def _held(story: Story) -> str:
    return "It is under legal hold, so it cannot be removed. Lift the hold before." if story.is_held_legally() else ""
