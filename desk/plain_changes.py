"""What a line of an edition's changes says about values and places, in words instead of names of fields and ids.

An edition keeps `section: 1f8a...` and the order of a list as both orders in a row; who reads it at the desk needs the
sentence, and the headings it left and came to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from desk.differences import Piece, pieces
from editions.content import Content
from foundation.text import shortened

Row = Mapping[str, Any]

# An edition keeps somewhat more of an order, cut where it ends.
ORDER_CHARS = 280
NO_HEADING = "(no heading)"
_ORDERED = {
    "sentence": "sentences in another order",
    "section": "sections in another order",
    "image": "pictures in another order",
    "article": "articles in another order",
    "topic": "topics in another order",
    "ticker": "tickers in another order",
}
_FIELDS = {
    "original_reports": "original reports",
    "is_used": "used in the summary",
    "alt_text": "alt text",
    "credit_line": "credit line",
    "usage_terms": "usage terms",
    "source_url": "source",
    "published_at": "date",
    "vouched_at": "vouched for",
    "file_photo": "file photo",
    "digital_source_type": "how it was made",
    "mark": "where it is from",
}
# What nobody reads: the place of a crop, the names of files.
_UNREAD = {"focus": "cut differently", "version": "another file of it", "also": "its look-alikes are others"}
_HELD = ("sections", "sentences", "timeline", "images", "articles", "topics", "tickers")
_WORDS = ("text", "heading", "headline", "caption", "name")
_VALUES = {"true": "yes", "false": "no", "from_sources": "from sources", "newsroom_reporting": "newsroom reporting"}


class Called:
    """The words of each item of some contents by its uid; of two wordings of one item, that of the later content."""

    def __init__(self, *contents: Content) -> None:
        self._words: dict[str, str] = {}
        for item in chain.from_iterable(map(_items, contents)):
            words = next((item[name] for name in _WORDS if name in item), "")
            self._words[item["uid"]] = words or self._words.get(item["uid"], "")

    def of(self, uid: str) -> str:
        """The words of the item; "" where no content holds it."""
        return self._words.get(uid, "")


def what_of(row: Row, name: str) -> str:
    """What the line is about, where another field or another order is told; `name` is the kind of thing in words."""
    if row["act"] == "moved":
        return _ORDERED.get(row["what"], f"{name} moved")
    field = _field(row)
    if row["what"] == "sentence" and field == "section":
        return "sentence moved to another section"
    return f"{name}: {_UNREAD[field]}" if field in _UNREAD else f"{name} {row['act']}"


def about_of(row: Row, called: Called) -> str:
    """The words of the item beside which a value changed; "" where the line has them itself."""
    return called.of(row["uid"]) if row["act"] == "changed" and row["what"] != "lead" else ""


def pieces_of(row: Row, called: Called) -> list[Piece]:
    """The line's words: a difference, an order as it is now, a value before and after."""
    before, after = row["before"], row["after"]
    if row["act"] == "moved":
        return [Piece("same", shortened(after, ORDER_CHARS))]
    if row["what"] == "lead":
        return _swap(called.of(before), called.of(after))
    if row["act"] != "changed":
        return pieces(before, after) or ([Piece("same", NO_HEADING)] if row["what"] == "section" else [])
    field = _field(row)
    if field in _UNREAD:
        return []
    was, now = (value.partition(": ")[2] for value in (before, after))
    if field == "section":
        return _swap(*(called.of(uid) or NO_HEADING for uid in (was, now)))
    named = Piece("same", f"{_FIELDS.get(field, field.replace('_', ' '))}: ")
    return [named, *_swap(_VALUES.get(was, was), _VALUES.get(now, now))]


def _field(row: Row) -> str:
    return str(row["after"].partition(": ")[0]) if row["act"] == "changed" else ""


def _swap(was: str, now: str) -> list[Piece]:
    """One value for another, whole: words in common mean nothing there."""
    found = [Piece("gone", was), Piece("same", " "), Piece("new", now)] if was and now else []
    return found or [Piece(kind, words) for kind, words in (("gone", was), ("new", now)) if words]


def _items(content: Content) -> Iterable[Mapping[str, Any]]:
    desk, machine = content["desk"], content["machine"]
    for part in (machine, desk):  # a heading that people gave comes after the machine's, and stands
        for name in _HELD:
            yield from part.get(name, [])
