"""What a dossier leaves out: what was redacted, wherever its words stand, and what a restriction keeps back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from editions import content as edition_content
from editions.content import Content
from editions.models import Edition, PublishedStory
from editions.nameless import carries
from editions.redactions import items_of, redacted
from editions.restrictions import standing
from foundation.models import EditLog
from foundation.name_forms import Names
from stories.kinship import kin_of
from stories.models import Story

WITHHELD = "[withheld]"
# Shorter words stand everywhere by chance.
_FEWEST_CHARS = 12
_WORDS = ("text", "caption", "heading")
_NAMED = ("sentence", "entry", "image")


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden: items by kind and uid, every wording that they had, and names. Lifted, it hides nothing."""

    items: frozenset[tuple[str, str]] = frozenset()
    wordings: tuple[str, ...] = ()
    names: Names = field(default_factory=Names)
    is_lifted: bool = False

    def hides(self, value: Any) -> bool:
        """Whether a text, or any text of a JSON value, repeats what was redacted or carries a name."""
        return any(self._hides(text) for text in _texts(value)) or carries(value, self.names)

    def hides_row(self, row: EditLog) -> bool:
        """Whether a row of the log tells what must not be told. A uid alone tells nothing."""
        told = {**row.before, **row.after}
        names_one = any((what, str(told.get(what))) in self.items for what in _NAMED)
        return (names_one and any(told.get(word) for word in _WORDS)) or self.hides([row.before, row.after, row.reason])

    def _hides(self, text: str) -> bool:
        return any(words in text for words in self.wordings)


def veil_of(story: Story, *, with_redacted: bool) -> Veil:
    """Return what this story's dossier hides, also what was redacted where its words went; nothing `with_redacted`."""
    if with_redacted:
        return Veil(is_lifted=True)
    family = kin_of(story)
    public = [one.published for one in family if one.published is not None]
    items = frozenset((one["what"], one["uid"]) for row in public for one in row.redactions)
    words = set(_wordings(family, public, items)) if items else set()
    kept = sorted((one for one in words if len(one) >= _FEWEST_CHARS), key=lambda one: (-len(one), one))
    return Veil(items, tuple(kept), standing().names)


def _wordings(
    family: Iterable[Story], public: Iterable[PublishedStory], items: frozenset[tuple[str, str]]
) -> Iterable[str]:
    """Every wording that a redacted item had, in any edition and in any row of the log of the stories it was in."""
    rows = Edition.objects.filter(story__in=public).order_by("story", "number").values_list("content", "schema_version")
    for content, version in rows.iterator(20):
        for what, item in items_of(edition_content.upgrade(content, version)):
            if (what, item["uid"]) in items:
                yield from (item[word] for word in (*_WORDS, "alt_text") if item.get(word))
    acts = EditLog.objects.filter(subject_uid__in=[one.uid for one in family])
    for row in acts.order_by("pk").iterator(1_000):
        told = {**row.before, **row.after}
        if any((what, str(told.get(what))) in items for what in _NAMED):
            sides = (row.before, row.after)
            yield from (side[word] for side in sides for word in _WORDS if isinstance(side.get(word), str))


def read_by(veil: Veil, public: PublishedStory, edition: Edition, *, is_readable: bool) -> Content | None:
    """Return what is left of an edition, or None for one that is kept back whole."""
    whole = edition_content.upgrade(edition.content, edition.schema_version)
    if veil.is_lifted:
        return whole
    left = redacted(whole, public.redactions, version=edition.number)
    return None if not is_readable or carries(left, veil.names) else left


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
