"""The lines of an edition's changes as an editor reads them: what, how much, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk.differences import Piece
from desk.plain_changes import Called, about_of, pieces_of, what_of
from editions.content import Content
from foundation.models import User

Row = Mapping[str, Any]

_WEIGHTS = ("major", "minor", "cosmetic")
_WHAT = {
    "citation": "evidence",
    "entry": "timeline entry",
    "image": "picture",
    "lead": "first picture",
    "label": "line on the sources",
}
_CAUSES = {
    "article_attached": "article {articles} attached",
    "article_removed": "article {articles} taken out",
    "article_retracted": "article {articles} withdrawn by its publisher",
    "article_corrected": "article {articles} corrected by its publisher",
    "article_changed": "article {articles} came in with another text",
    "rights": "the words of article {articles} may not stand so any more",
    "expired": "the time was over for which the picture might be shown",
    "engine_upgrade": "the engine is another one ({from} to {to})",
    "update": "updated",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what it is about ("sentence reworded"), its words as pieces, its cause in words, its weight.

    `about` has the words of the item where the pieces tell a value beside them.
    """

    what: str
    pieces: tuple[Piece, ...]
    cause: str
    weight: str
    about: str = ""


def told(rows: Sequence[Row], *contents: Content) -> list[Told]:
    """Return the lines of an edition's `changes`, the weightiest first. One query for the people in them.

    The contents before and after give the words of sentences and headings that the rows name by their ids.
    """
    return sorted(told_in_order(rows, *contents), key=lambda line: _WEIGHTS.index(line.weight))


def told_in_order(rows: Sequence[Row], *contents: Content) -> list[Told]:
    """The same, in the order of the rows."""
    people, called = _people(row.get("cause", {}) for row in rows), Called(*contents)
    return [_line(row, people, called) for row in rows]


def _line(row: Row, people: Mapping[str, str], called: Called) -> Told:
    return Told(
        what_of(row, _WHAT.get(str(row["what"]), str(row["what"]))),
        tuple(pieces_of(row, called)),
        cause_words(row.get("cause", {}), people),
        row["weight"],
        about_of(row, called),
    )


def cause_words(cause: Row, people: Mapping[str, str]) -> str:
    """Return why a line changed; editions of before causes were kept say what they know."""
    kind = cause.get("kind", "")
    who = people.get(cause.get("editor", ""), "")
    if kind in {"first", "editor", "correction"} or (not kind and who):
        return {"first": "first published", "correction": "correction"}.get(kind, "changed") + (
            f" by {who}" if who else ""
        )
    numbers = "".join(f"[{number}]" for number in cause.get("articles", []))
    form = _CAUSES.get(kind, _CAUSES["article_attached"] if numbers else _CAUSES["update"])
    return form.format_map({"from": "", "to": "", **cause, "articles": numbers})


def _people(causes: Iterable[Row]) -> dict[str, str]:
    uids = {cause["editor"] for cause in causes if cause.get("editor")}
    return {str(person.uid): person.display_name() for person in User.objects.filter(uid__in=uids)}
