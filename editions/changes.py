"""What changed between two contents, at the grain of sentence, entry, image and article.

Whatever differs gives at least one row: an edition whose changes are empty says what the one before it said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from editions.content import Content

Item = Mapping[str, Any]
Row = dict[str, Any]
Weigh = Callable[[str, str], str]

_DESK_LINES = ("headline", "kicker", "standfirst")
_WEIGHTS = {
    "headline": "major",
    "sentence": "major",
    "entry": "major",
    "notice": "major",
    "article": "minor",
    "image": "minor",
    "lead": "minor",
    "section": "minor",
    "kicker": "minor",
    "standfirst": "minor",
    "label": "minor",
    "tombstone": "minor",
    "ticker": "minor",
    "citation": "minor",
}
# The weight of another value beside the same words; a field that is not named here is cosmetic.
_FIELD_WEIGHTS = {
    "status": "major",
    "form": "minor",
    "phase": "minor",
    "outlet": "minor",
    "mark": "minor",
    "alt_text": "minor",
    "credit_line": "minor",
    "version": "minor",
    "publisher": "minor",
}
_FACTS = {"sentence", "entry", "article", "headline", "citation"}
_WORDED = {"headline", "kicker", "standfirst", "sentence", "entry", "section", "image"}
_TOLD_CHARS = 300


@dataclass(frozen=True, slots=True)
class Kind:
    """How items of one kind are compared: the field that holds their words, and which others readers may see."""

    what: str
    text: str
    fields: tuple[str, ...] = ()


_SENTENCE = Kind("sentence", "text", ("form", "outlet", "mark", "author", "vouched_at", "section"))
_ENTRY = Kind("entry", "text", ("status",))
_SECTION = Kind("section", "heading")
_IMAGE = Kind(
    "image",
    "caption",
    (
        *("version", "focus", "alt_text", "credit_line", "usage_terms", "source_url", "also"),
        *("file_photo", "digital_source_type"),
    ),
)
_ARTICLE = Kind(
    "article",
    "headline",
    ("status", "publisher", "number", "byline", "url", "reference", "kind", "language", "published_at", "is_used"),
)
_TOPIC = Kind("topic", "name", ("slug",))
_TICKER = Kind("ticker", "name", ("symbol", "mic", "exchange", "isin"))


def compare(old: Content | None, new: Content, *, weigh: Weigh | None = None) -> list[Row]:
    """Return what changed, each as {what, uid, act, before, after, weight}; nothing where all looks the same.

    act is added, reworded, removed, recited (other evidence under the same words), changed (another value beside
    the same words; before and after begin with the field's name) or moved (another order). Against None all is added.
    `weigh` tells the weight of another wording of headline, sentence, entry and the like; without it, that of its kind.
    """
    rows = list(_changes(old, new))
    if old is not None and not rows and (was := _visible(old)) != (now := _visible(new)):
        rows.append(_first_difference(was, now))
    return [_weighed(row, weigh) for row in rows]


def _weighed(row: Row, weigh: Weigh | None) -> Row:
    is_wording = row["act"] == "reworded" and row["what"] in _WORDED
    return {**row, "weight": weigh(row["before"], row["after"])} if weigh and is_wording else row


def _visible(content: Content) -> Content:
    """The content without what no page shows: the text an article was read from, and places that only count up."""
    machine, desk = content["machine"], content["desk"]
    articles = [{name: value for name, value in a.items() if name != "snapshot"} for a in machine["articles"]]
    parts = {"desk": desk, "machine": {**machine, "articles": articles}}
    ranks = {name: _ranks(_both(content, name)) for name in ("sections", "sentences")}
    placed = {
        part: {name: [{**item, "position": rank[item["uid"]]} for item in held[name]] for name, rank in ranks.items()}
        for part, held in parts.items()
    }
    return {part: {**held, **placed[part]} for part, held in parts.items()}


def _ranks(items: Mapping[str, Item]) -> dict[str, int]:
    """The place of each item among its kind, counted from 0 in the order in which they are read."""
    return {uid: rank for rank, uid in enumerate(sorted(items, key=lambda uid: (*_place(items[uid]), uid)))}


def moves_facts(changes: list[Row]) -> bool:
    """Whether what changed is more than looks: sentences, entries, articles or the headline, or a status of these."""
    return any(
        change["what"] in _FACTS and (change["act"] not in {"changed", "moved"} or change["weight"] == "major")
        for change in changes
    )


def _changes(old: Content | None, new: Content) -> Iterator[Row]:
    before = old or {"desk": {}, "machine": {}}
    for name in _DESK_LINES:
        was, now = before["desk"].get(name, ""), new["desk"][name]
        if was != now:
            yield _row(name, "", "reworded" if was else "added", was, now)
    for kind, was_items, now_items in (
        (_SENTENCE, _both(before, "sentences"), _both(new, "sentences")),
        (_ENTRY, _both(before, "timeline"), _both(new, "timeline")),
        (_SECTION, _both(before, "sections"), _both(new, "sections")),
        (_IMAGE, _part(before, "desk", "images"), _part(new, "desk", "images")),
        (_ARTICLE, _part(before, "machine", "articles"), _part(new, "machine", "articles")),
        (_TOPIC, _part(before, "desk", "topics"), _part(new, "desk", "topics")),
        (_TICKER, _part(before, "desk", "tickers"), _part(new, "desk", "tickers")),
    ):
        yield from _items(kind, was_items, now_items)
        if kind is not _ENTRY:  # Those stand in the order of their dates.
            yield from _order(kind, was_items, now_items)
    if old is not None:
        yield from _lines(old, new)
    yield from _marks("tombstone", before, new)
    yield from _marks("notice", before, new)


def _items(kind: Kind, was: Mapping[str, Item], now: Mapping[str, Item]) -> Iterator[Row]:
    for uid, item in now.items():
        if uid not in was:
            yield _row(kind.what, uid, "added", "", item[kind.text])
        else:
            yield from _item(kind, was[uid], item)
    for uid, item in was.items():
        if uid not in now:
            yield _row(kind.what, uid, "removed", item[kind.text], "")


def _item(kind: Kind, was: Item, now: Item) -> Iterator[Row]:
    """The rows of one item that stood before: its words or its evidence, then the values beside them."""
    uid, text = now["uid"], kind.text
    if was.get("date") != now.get("date"):
        yield _row(kind.what, uid, "reworded", f"{was['date']}: {was[text]}", f"{now['date']}: {now[text]}")
    elif was[text] != now[text]:
        yield _row(kind.what, uid, "reworded", was[text], now[text])
    elif _spans(was) != _spans(now):
        yield _row("citation", uid, "recited", _numbers(was), _numbers(now))
    for name in kind.fields:
        before, after = _told(was.get(name)), _told(now.get(name))
        if before != after:
            yield _changed(kind.what, uid, name, before, after)


def _order(kind: Kind, was: Mapping[str, Item], now: Mapping[str, Item]) -> Iterator[Row]:
    """One row where those that stand in both stand in another order."""
    common = was.keys() & now.keys()
    before, after = (
        sorted((uid for uid in items if uid in common), key=lambda uid: _place(items[uid])) for items in (was, now)
    )
    if before != after:
        told = [" · ".join(str(items[uid][kind.text]) for uid in uids) for items, uids in ((was, before), (now, after))]
        yield _row(kind.what, "", "moved", told[0][:_TOLD_CHARS], told[1][:_TOLD_CHARS]) | {"weight": "cosmetic"}


def _place(item: Item) -> tuple[str, int]:
    """Where an item stands among its kind, whichever part it is in; pictures, topics and tickers stand as listed."""
    return item.get("section", ""), item.get("position", 0)


def _lines(old: Content, new: Content) -> Iterator[Row]:
    """What stands once in a content and is no text of the desk's."""
    for name in ("slug", "language", "phase"):
        if old["desk"][name] != new["desk"][name]:
            yield _changed(name, "", name, old["desk"][name], new["desk"][name])
    lead, now = old["desk"]["lead_image"] or "", new["desk"]["lead_image"] or ""
    if lead != now:
        yield _row("lead", now, "changed", lead, now)
    if old["machine"]["label"] != new["machine"]["label"]:
        yield _row("label", "", "reworded", old["machine"]["label"], new["machine"]["label"])
    reports = [_told(content["machine"]["original_reports"]) for content in (old, new)]
    if reports[0] != reports[1]:
        yield _changed("label", "", "original_reports", *reports)


def _marks(what: str, before: Content, new: Content) -> Iterator[Row]:
    """Tombstones and notices have no uid: each is known by all it says."""
    was, now = ([_mark(what, item) for item in content["machine"].get(f"{what}s", [])] for content in (before, new))
    yield from (_row(what, "", "added", "", told) for told in now if told not in was)
    yield from (_row(what, "", "removed", told, "") for told in was if told not in now)


def _mark(what: str, item: Item) -> str:
    return f"[{item['number']}] {item['outlet']}" if what == "tombstone" else f"{item['at']}: {item['text']}"


def _first_difference(old: Any, new: Any, path: str = "") -> Row:
    """A row for contents that differ where no kind looks, naming the place, such as desk/images/0/colour."""
    steps: list[tuple[Any, Any, Any]] = []
    if isinstance(old, dict) and isinstance(new, dict):
        steps = [(name, old.get(name), new.get(name)) for name in sorted({*old, *new})]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        steps = [(place, *pair) for place, pair in enumerate(zip(old, new, strict=True))]
    for step, was, now in steps:
        if was != now:
            return _first_difference(was, now, f"{path}/{step}".lstrip("/"))
    return _changed("detail", "", path, _told(old), _told(new))


def _changed(what: str, uid: str, name: str, before: str, after: str) -> Row:
    row = _row(what, uid, "changed", f"{name}: {before}"[:_TOLD_CHARS], f"{name}: {after}"[:_TOLD_CHARS])
    return row | {"weight": _FIELD_WEIGHTS.get(name, "cosmetic")}


def _row(what: str, uid: str, act: str, before: str, after: str) -> Row:
    weight = _WEIGHTS.get(what, "cosmetic")
    return {"what": what, "uid": uid, "act": act, "before": before, "after": after, "weight": weight}


def _told(value: Any) -> str:
    """A value in words; a publisher by name."""
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    return (
        value
        if isinstance(value, str)
        else ""
        if value is None
        else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )


def _part(content: Content, part: str, name: str) -> dict[str, Item]:
    return {item["uid"]: item for item in content[part].get(name, [])}


def _both(content: Content, name: str) -> dict[str, Item]:
    return _part(content, "machine", name) | _part(content, "desk", name)


def _spans(item: Item) -> set[tuple[int, str, int, int]]:
    return {(c["number"], c["snapshot"], c["start"], c["end"]) for c in item.get("citations", [])}


def _numbers(item: Item) -> str:
    return "".join(f"[{c['number']}]" for c in item.get("citations", []))
