"""What a story says at any reading without what was redacted, and in every edition to come. Pure.

A redaction is applied where an edition is read: the page of today, an old version, a document. "Removed" and the day
stand in its place, also in later editions, which do not hold it any more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any, TypedDict

from editions.content import Content

Item = dict[str, Any]
_WORD = re.compile(r"\w+")
_SMALL = 3
_LISTS = {"sentence": "sentences", "entry": "timeline"}
_PLACES = {"sentence": ("section", "position"), "entry": ("sort_from", "sort_to", "position"), "image": ()}


class Redacted(TypedDict):
    """One redaction as the public row holds it.

    `what` is sentence, entry or image, `at` an instant. `version` is the last edition that could hold it, `place` where
    it stood there; `stays` tells whether later editions say that something was removed.
    """

    what: str
    uid: str
    at: str
    version: int
    place: Item
    stays: bool


def place_of(what: str, item: Item) -> Item:
    """Where an item stands, and nothing of what it says."""
    return {name: item[name] for name in _PLACES[what]}


def redacted(content: Content, redactions: Sequence[Redacted], *, version: int) -> Content:
    """Return what the edition of this number says to whoever reads it now: each removed item by its day alone.

    Such an item has `removed_at`; a sentence or entry has the text "[removed, 2026-11-26]", no date of its own and no
    evidence, a picture no words and no size that answers.
    """
    if not redactions:
        return content
    parts: dict[str, Item] = {name: dict(content[name]) for name in ("desk", "machine")}
    taken = _gone(redactions)
    gone = [item for part in parts.values() for item in part["sentences"] if ("sentence", item["uid"]) in taken]
    for one in redactions:
        found = [_replace(part, one) for part in parts.values()]
        if not any(found) and one["stays"] and version > one["version"]:
            _insert(parts, one)
    desk = parts["desk"]
    shown = [image["uid"] for image in desk["images"] if "removed_at" not in image]
    if desk["lead_image"] not in shown:
        desk["lead_image"] = next(iter(shown), None)
    parts["machine"] |= {"articles": _used(parts), "sections": _headed(parts, gone)}
    return {**content, **parts}


def without_redacted(content: Content, redactions: Iterable[Redacted]) -> Content:
    """Return the content of an edition to come, in which nothing that was redacted stands at all."""
    gone = _gone(redactions)
    if not carries_redacted(content, redactions):
        return content
    parts = {name: dict(content[name]) for name in ("desk", "machine")}
    for part in parts.values():
        part["sentences"] = [item for item in part["sentences"] if ("sentence", item["uid"]) not in gone]
        part["timeline"] = [item for item in part["timeline"] if ("entry", item["uid"]) not in gone]
    desk = parts["desk"]
    desk["images"] = _left(desk["images"], gone)
    shown = [image["uid"] for image in desk["images"]]
    desk["lead_image"] = desk["lead_image"] if desk["lead_image"] in shown else next(iter(shown), None)
    filled = {item["section"] for part in parts.values() for item in part["sentences"]}
    sections = [s for s in parts["machine"]["sections"] if s["uid"] in filled]
    parts["machine"] |= {"articles": _used(parts), "sections": sections}
    return {**content, **parts}


def carries_redacted(content: Content, redactions: Iterable[Redacted]) -> bool:
    """Whether a content holds anything that was redacted."""
    gone = _gone(redactions)
    return bool(gone) and any((what, item["uid"]) in gone for what, item in items_of(content))


def items_of(content: Content) -> Iterable[tuple[str, Item]]:
    """Every sentence, entry and picture of a content with its kind; look-alikes named under a picture too."""
    for part in (content["desk"], content["machine"]):
        for what, name in _LISTS.items():
            yield from ((what, item) for item in part[name])
    for image in content["desk"]["images"]:
        yield "image", image
        yield from (("image", other) for other in image["also"])


def shows_picture(content: Content, uids: Container[str]) -> bool:
    """Whether a content shows one of these pictures, or names it under another."""
    return any(what == "image" and item["uid"] in uids for what, item in items_of(content))


def _gone(redactions: Iterable[Redacted]) -> set[tuple[str, str]]:
    return {(one["what"], one["uid"]) for one in redactions}


def _left(images: Iterable[Item], gone: set[tuple[str, str]]) -> list[Item]:
    kept = [image for image in images if ("image", image["uid"]) not in gone]
    return [{**image, "also": [o for o in image["also"] if ("image", o["uid"]) not in gone]} for image in kept]


def _replace(part: Item, one: Redacted) -> bool:
    """Put what is left of it into its place, where this part of the content holds it."""
    if one["what"] == "image":
        return "images" in part and _replace_image(part, one)
    name = _LISTS[one["what"]]
    if all(item["uid"] != one["uid"] for item in part[name]):
        return False
    part[name] = [_emptied(one, item) if item["uid"] == one["uid"] else item for item in part[name]]
    return True


def _replace_image(desk: Item, one: Redacted) -> bool:
    is_there = any(one["uid"] in {image["uid"], *(o["uid"] for o in image["also"])} for image in desk["images"])
    desk["images"] = [
        _no_image(one)
        if image["uid"] == one["uid"]
        else {**image, "also": [o for o in image["also"] if o["uid"] != one["uid"]]}
        for image in desk["images"]
    ]
    return is_there


def _insert(parts: dict[str, Item], one: Redacted) -> None:
    """Say in a later edition that something was removed; a sentence whose section is gone stands after all others."""
    desk = parts["desk"]
    if one["what"] == "image":
        desk["images"] = [*desk["images"], _no_image(one)]
        return
    name = _LISTS[one["what"]]
    desk[name] = [*desk[name], _emptied(one, one["place"])]


def _emptied(one: Redacted, item: Item) -> Item:
    """The place of a sentence or entry without its words, its evidence and its date."""
    left = {**place_of(one["what"], item), "uid": one["uid"], "citations": [], "removed_at": one["at"]}
    left["text"] = f"[removed, {one['at'][:10]}]"
    if one["what"] == "entry":
        return {**left, "date": "", "status": "happened"}
    return {**left, "form": "plain", "outlet": "", "mark": "removed", "author": "", "vouched_at": None, "origins": 1}


def _no_image(one: Redacted) -> Item:
    words = dict.fromkeys(("colour", "caption", "alt_text", "credit_line", "usage_terms", "source_url"), "")
    sizes = {"version": 1, "width_px": 1, "height_px": 1}
    return {"uid": one["uid"], "group": one["uid"], **sizes, **words, "also": [], "removed_at": one["at"]}


def _headed(parts: dict[str, Item], gone: list[Item]) -> list[Item]:
    """The machine's sections; a heading leaves with what it told: with a word that only a removed sentence had."""
    left: dict[str, set[str]] = {}
    for item in (item for part in parts.values() for item in part["sentences"] if "removed_at" not in item):
        left.setdefault(item["section"], set()).update(_words(item["text"]))
    lost: dict[str, set[str]] = {}
    for item in gone:
        lost.setdefault(item["section"], set()).update(_words(item["text"]))
    sections: list[Item] = parts["machine"]["sections"]
    for uid, words in lost.items():
        only = words - left.get(uid, set())
        sections = [{**s, "heading": ""} if s["uid"] == uid and only & _words(s["heading"]) else s for s in sections]
    return sections


def _words(text: str) -> set[str]:
    """Words that tell something: in Latin letters those of three and fewer ("the", "to") are left out."""
    return {
        word for word in _WORD.findall(text.casefold()) if len(word) > _SMALL or not word.isascii() or word.isdigit()
    }


def _used(parts: dict[str, Item]) -> list[Item]:
    """The articles, which are used where a sentence that is left cites them."""
    cited = {c["article"] for part in parts.values() for item in part["sentences"] for c in item["citations"]}
    articles = parts["machine"]["articles"]
    return [a if a["is_used"] == (a["uid"] in cited) else {**a, "is_used": a["uid"] in cited} for a in articles]
