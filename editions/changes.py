"""What changed between two contents, at the grain of sentence, entry, image and article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from editions.content import Content

_DESK_LINES = ("headline", "kicker", "standfirst")
_WEIGHTS = {
    "headline": "major",
    "sentence": "major",
    "entry": "major",
    "article": "minor",
    "image": "minor",
    "section": "minor",
    "kicker": "minor",
    "standfirst": "minor",
    "topic": "cosmetic",
    "ticker": "minor",
    "citation": "minor",
}


def compare(old: Content | None, new: Content, *, cause: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what changed, each as {what, uid, act, before, after, cause, weight}.

    act is added, reworded, removed or recited (other evidence under the same words). Against None all is added.
    """
    return [change | {"cause": dict(cause), "weight": _WEIGHTS[change["what"]]} for change in _changes(old, new)]


def moves_facts(changes: list[dict[str, Any]]) -> bool:
    """Whether what changed is more than looks: sentences, entries, articles or the headline."""
    return any(change["what"] in {"sentence", "entry", "article", "headline", "citation"} for change in changes)


def _changes(old: Content | None, new: Content) -> Iterator[dict[str, Any]]:
    before = old or {"desk": {}, "machine": {}}
    for name in _DESK_LINES:
        was, now = before["desk"].get(name, ""), new["desk"][name]
        if was != now:
            yield _row(name, "", "reworded" if was else "added", was, now)
    for what, was_items, now_items, text in (
        ("sentence", _both(before, "sentences"), _both(new, "sentences"), "text"),
        ("entry", _both(before, "timeline"), _both(new, "timeline"), "text"),
        ("section", _both(before, "sections"), _both(new, "sections"), "heading"),
        ("image", _part(before, "desk", "images"), _part(new, "desk", "images"), "caption"),
        ("article", _part(before, "machine", "articles"), _part(new, "machine", "articles"), "headline"),
        ("topic", _part(before, "desk", "topics"), _part(new, "desk", "topics"), "name"),
        ("ticker", _part(before, "desk", "tickers"), _part(new, "desk", "tickers"), "name"),
    ):
        yield from _items(what, was_items, now_items, text)


def _items(
    what: str, was: Mapping[str, dict[str, Any]], now: Mapping[str, dict[str, Any]], text: str
) -> Iterator[dict[str, Any]]:
    for uid, item in now.items():
        if uid not in was:
            yield _row(what, uid, "added", "", item[text])
        elif was[uid][text] != item[text] or was[uid].get("date") != item.get("date"):
            yield _row(what, uid, "reworded", was[uid][text], item[text])
        elif _spans(was[uid]) != _spans(item):
            yield _row("citation", uid, "recited", _numbers(was[uid]), _numbers(item))
    for uid, item in was.items():
        if uid not in now:
            yield _row(what, uid, "removed", item[text], "")


def _row(what: str, uid: str, act: str, before: str, after: str) -> dict[str, Any]:
    return {"what": what, "uid": uid, "act": act, "before": before, "after": after}


def _part(content: Content, part: str, name: str) -> dict[str, dict[str, Any]]:
    return {item["uid"]: item for item in content[part].get(name, [])}


def _both(content: Content, name: str) -> dict[str, dict[str, Any]]:
    return _part(content, "machine", name) | _part(content, "desk", name)


def _spans(item: Mapping[str, Any]) -> set[tuple[str, int, int]]:
    return {(c["snapshot"], c["start"], c["end"]) for c in item.get("citations", [])}


def _numbers(item: Mapping[str, Any]) -> str:
    return "".join(f"[{c['number']}]" for c in item.get("citations", []))
