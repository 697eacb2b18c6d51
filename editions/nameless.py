"""What an edition says without names that must not be published, and where people's words carry them. Pure.

What the machine brought leaves: sentences, entries, evidence, articles, headings, lines. What people wrote is not
changed by us: it is listed, and nothing goes out before they have changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from editions.content import Content
from foundation.name_forms import Names

Item = dict[str, Any]
# Values that are no words: a part of a uid or of a digest could spell a short name.
_NO_WORDS = {
    "uid",
    "article",
    "snapshot",
    "section",
    "lead_image",
    "group",
    "colour",
    "at",
    "published_at",
    "vouched_at",
    "sort_from",
    "sort_to",
    "date",
}
_PLAIN_FIELDS = ("headline", "slug", "kicker", "standfirst")


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of people's that carry a name: the tab where they are changed, what they are, and the row's uid."""

    where: str
    what: str
    text: str
    uid: str = ""


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a content, or of a part of one, that a reader or a partner may meet."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _NO_WORDS:
                yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)


def carries(value: Any, names: Names) -> bool:
    """Whether any text of a content, or of a part of one, carries one of the names."""
    return bool(names) and names.found_in_any(texts_of(value))


def without_names(content: Content, names: Names) -> tuple[Content, list[Carried]]:
    """Return the content with the machine's part free of the names, and what of people's words carries them.

    Evidence that carries one leaves people's sentences too. One that has none left and that nobody vouches for is
    listed as carried. Articles whose own lines carry a name are no longer listed, and cited by nothing.
    """
    if not carries(content, names):
        return content, []
    desk, machine = content["desk"], content["machine"]
    listed = [article for article in machine["articles"] if not carries(article, names)]
    uids = {article["uid"] for article in listed}
    spoken = [_recited(item, uids, names) for item in desk["sentences"]]
    sentences = [s for s in (_recited(item, uids, names) for item in machine["sentences"]) if s["citations"]]
    sentences = [s for s in sentences if not carries(s, names)]
    clean_desk = {
        **desk,
        "sentences": [_vouched(s) for s in spoken],
        "timeline": [_recited(entry, uids, names) for entry in desk["timeline"]],
    }
    clean_machine = {
        **machine,
        **_lists(machine, names),
        "articles": _used(listed, [*sentences, *spoken]),
        "sections": _headed(machine["sections"], [*sentences, *spoken], names),
        "sentences": sentences,
        "timeline": list(_entries(machine["timeline"], uids, names)),
    }
    return {"desk": clean_desk, "machine": clean_machine}, _carried(desk, clean_desk, names)


def without_texts(changes: list[Item], names: Names) -> list[Item]:
    """The rows of an edition's changes; one whose words carry a name says that it was, and not what it said."""
    return [{**row, "before": "", "after": ""} if carries(row, names) else row for row in changes]


def _recited(item: Item, uids: set[str], names: Names) -> Item:
    return {**item, "citations": [c for c in item["citations"] if c["article"] in uids and not carries(c, names)]}


def _vouched(sentence: Item) -> Item:
    """A person's sentence: newsroom reporting where it has no evidence and somebody vouches for it."""
    is_bare = not sentence["citations"] and sentence["vouched_at"]
    return {**sentence, "mark": "newsroom_reporting"} if is_bare else sentence


def _entries(entries: Iterable[Item], uids: set[str], names: Names) -> Iterator[Item]:
    for entry in entries:
        left = _recited(entry, uids, names)
        if not carries(left, names) and (left["citations"] or not entry["citations"]):
            yield left


def _lists(machine: Item, names: Names) -> Item:
    return {
        "label": "" if names.found_in(machine["label"]) else machine["label"],
        "tombstones": [stone for stone in machine["tombstones"] if not carries(stone, names)],
        "notices": [notice for notice in machine["notices"] if not carries(notice, names)],
    }


def _used(articles: list[Item], shown: list[Item]) -> list[Item]:
    cited = {citation["article"] for item in shown for citation in item["citations"]}
    return [{**article, "is_used": article["uid"] in cited} for article in articles]


def _headed(sections: list[Item], shown: list[Item], names: Names) -> list[Item]:
    filled = {item["section"] for item in shown}
    return [
        {**section, "heading": "" if names.found_in(section["heading"]) else section["heading"]}
        for section in sections
        if section["uid"] in filled
    ]


def _carried(desk: Mapping[str, Any], clean: Mapping[str, Any], names: Names) -> list[Carried]:
    found = [Carried("story", f"The {name}", desk[name], name) for name in _PLAIN_FIELDS if _tells(desk[name], names)]
    for kind, word, field in (("topics", "A topic", "more_topics"), ("tickers", "A ticker", "more_instruments")):
        found += [Carried("story", word, item["name"], field) for item in desk[kind] if carries(item, names)]
    for image in desk["images"]:
        if carries(image, names):
            found.append(
                Carried("images", "The words of a picture", image["caption"] or image["alt_text"], image["uid"])
            )
    found += [Carried("summary", "A heading", s["heading"], s["uid"]) for s in desk["sections"] if carries(s, names)]
    for was, now in zip(desk["sentences"], clean["sentences"], strict=True):
        if carries(now, names):
            found.append(Carried("summary", "A sentence", now["text"], now["uid"]))
        elif was["citations"] and not now["citations"] and not now["vouched_at"]:
            found.append(Carried("summary", "The only evidence of a sentence", now["text"], now["uid"]))
    found += [Carried("timeline", "An entry", e["text"], e["uid"]) for e in clean["timeline"] if carries(e, names)]
    return found


def _tells(value: str, names: Names) -> bool:
    return names.found_in(value) or names.found_in(unquote(value))
