"""Check every published span again: does the snapshot still say what the edition quotes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from editions import content as edition_content
from editions.models import PublishedStory
from stories.models import Snapshot


@dataclass(frozen=True, slots=True)
class Broken:
    """A published citation that no longer holds, and why."""

    story: str
    number: int
    quote: str
    reason: str


@dataclass(slots=True)
class Checked:
    """How many citations of how many stories were checked, and which are broken."""

    stories: int = 0
    citations: int = 0


def check_citations(counted: Checked) -> Iterator[Broken]:
    """Yield each broken citation of each current edition that can be seen; counts go into `counted`."""
    stories = PublishedStory.objects.public().for_reading().order_by("pk")
    for story in stories.iterator(chunk_size=50):
        edition = story.current_edition
        assert edition is not None
        counted.stories += 1
        content = edition_content.upgrade(edition.content, edition.schema_version)
        cited = list(_citations(content))
        texts = _texts({citation["snapshot"] for citation in cited})
        listed = {article["uid"]: article["number"] for article in content["machine"]["articles"]}
        for citation in cited:
            counted.citations += 1
            reason = _fault(citation, texts, listed)
            if reason:
                yield Broken(story.headline, citation["number"], citation["quote"], reason)


def _citations(content: edition_content.Content) -> Iterator[dict[str, Any]]:
    for part in (content["desk"], content["machine"]):
        for item in [*part["sentences"], *part["timeline"]]:
            yield from item["citations"]


def _texts(hashes: set[str]) -> dict[tuple[str, str], str]:
    rows = Snapshot.objects.filter(text_hash__in=hashes).values_list("text_hash", "article__uid", "text")
    return {(text_hash, str(uid)): text for text_hash, uid, text in rows}


def _fault(citation: dict[str, Any], texts: dict[tuple[str, str], str], listed: dict[str, int]) -> str:
    text = texts.get((citation["snapshot"], citation["article"]))
    if text is None:
        return "the snapshot it points at is not stored"
    if text[citation["start"] : citation["end"]] != citation["quote"]:
        return "the snapshot says something else there"
    if listed.get(citation["article"]) != citation["number"]:
        return "the edition does not list its article under this number"
    return ""
