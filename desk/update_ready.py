"""An update that waits, as the desk shows it: its lines word by word, each new one with the passages it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from desk.changes_told import Told, told_in_order
from editions.content import Content, upgrade
from editions.redactions import redacted
from stories.composing import Composition
from stories.models import Story
from stories.pending import Pending, Row, pending_update

_ORDER = ("sentence", "entry", "section", "citation", "article")
_EVIDENCED = {"sentence", "entry", "citation"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a line: the number and outlet of its article, and its words."""

    number: int
    outlet: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the difference, with the passages of what would stand then."""

    told: Told
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class UpdateReady:
    """What a page needs: why it waits, the lines, and what the form sends back to publish exactly this."""

    pending: Pending
    lines: list[Line]

    @property
    def marks(self) -> str:
        """The digests of the lines, as the form holds them."""
        return " ".join(self.pending.marks())


def update_ready(story: Story, made: Composition | None = None) -> UpdateReady | None:
    """Return the update that waits for a person, or None. Sentences come first, then entries, headings, articles."""
    pending = pending_update(story, made)
    if pending is None:
        return None
    evidence = _evidence(pending.content)
    rows = sorted(pending.changes, key=lambda row: _ORDER.index(row["what"]) if row["what"] in _ORDER else len(_ORDER))
    lines = told_in_order(rows, _standing(pending), pending.content)
    return UpdateReady(pending, [Line(one, _passages(row, evidence)) for row, one in zip(rows, lines, strict=True)])


def _standing(pending: Pending) -> Content:
    """What readers see now."""
    published = pending.story.published
    assert published is not None
    edition = published.current_edition
    assert edition is not None
    whole = upgrade(edition.content, edition.schema_version)
    return redacted(whole, published.redactions, version=edition.number)


def _passages(row: Row, evidence: dict[str, tuple[Passage, ...]]) -> tuple[Passage, ...]:
    return evidence.get(row["uid"], ()) if row["what"] in _EVIDENCED and row["act"] != "removed" else ()


def _evidence(content: Content) -> dict[str, tuple[Passage, ...]]:
    """The passages of each sentence and entry of the machine's, by its uid."""
    machine = content["machine"]
    outlets = {article["uid"]: article["publisher"]["name"] for article in machine["articles"]}
    return {
        item["uid"]: tuple(Passage(c["number"], outlets.get(c["article"], ""), c["quote"]) for c in item["citations"])
        for item in [*machine["sentences"], *machine["timeline"]]
    }
