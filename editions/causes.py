"""Why each line of an edition changed: a source, a person, a correction, an engine. Pure, from the two contents.

A cause is {"kind", ...}: `first`; `editor` and `correction` with who ("editor"); `article_attached`, `article_removed`,
`article_retracted`, `article_corrected` and `article_changed` (its publisher sent another text) with the numbers of
these articles ("articles"); `rights` likewise, where a publisher's words may not stand any more or only as a quotation;
`engine_upgrade` with `from` and `to`; `expired`, where the time of a picture was over; and `update`, where the machine
was asked again and nothing it read had changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from editions.content import Content

Row = dict[str, Any]
Cause = dict[str, Any]

_OF_SOURCES = (
    "article_retracted",
    "rights",
    "article_removed",
    "article_corrected",
    "article_changed",
    "article_attached",
)
_FROM_STATUS = {"retracted": "article_retracted", "corrected": "article_corrected"}
_MADE_OF_SOURCES = {"sentence", "entry", "section", "citation", "label", "detail"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of a publication beside its content.

    `editor` is the uid of who published, "" for the machine; `touched` uids of sentences that people changed or took
    out; `withdrawn` names of publishers whose words may not stand any more; `upgrade` the engines before and after;
    `has_expired` whether this version is there to leave out pictures whose time is over.
    """

    editor: str = ""
    is_correction: bool = False
    touched: frozenset[str] = field(default_factory=frozenset)
    withdrawn: tuple[str, ...] = ()
    upgrade: tuple[str, str] | None = None
    has_expired: bool = False


def explain(rows: Sequence[Row], old: Content | None, new: Content, occasion: Occasion) -> list[Row]:
    """Return the rows of `changes.compare`, each with its `cause`."""
    if old is None:
        return [{**row, "cause": {"kind": "first", **_editor(occasion)}} for row in rows]
    moved = _sources_moved(old, new, set(occasion.withdrawn))
    before, after = _cited(old), _cited(new)
    in_desk = _uids(old["desk"]) | _uids(new["desk"])
    causes = _Causes(occasion, moved, before, after, in_desk)
    return [{**row, "cause": causes.of(row)} for row in rows]


@dataclass(frozen=True, slots=True)
class _Causes:
    """Looks up the cause of a row: what happened to the sources it cites comes before what happened to others."""

    occasion: Occasion
    moved: Mapping[str, frozenset[int]]
    before: Mapping[str, frozenset[int]]
    after: Mapping[str, frozenset[int]]
    in_desk: frozenset[str]

    def of(self, row: Row) -> Cause:
        """The cause of one row."""
        if row["what"] == "article":
            return self._of_article(row)
        if row["what"] == "tombstone":
            return self._any_source(None) or self._by_person()
        if row["what"] == "notice":
            return self._of_notice()
        if row["what"] not in _MADE_OF_SOURCES:
            return {"kind": "expired"} if self.occasion.has_expired else self._by_person()
        uid = row["uid"]
        if uid in self.occasion.touched or (uid in self.in_desk and row["act"] != "recited"):
            return self._by_person()
        cited = self.before.get(uid, frozenset()) | self.after.get(uid, frozenset())
        direct = self._any_source(cited)
        return direct or self._upgraded() or self._any_source(None) or self._by_person()

    def _of_article(self, row: Row) -> Cause:
        if row["act"] == "moved":
            return self._by_person()
        number = self.before.get(f"article {row['uid']}", self.after.get(f"article {row['uid']}", frozenset()))
        return self._any_source(number) or self._by_person()

    def _of_notice(self) -> Cause:
        if self.occasion.is_correction:
            return {"kind": "correction", **_editor(self.occasion)}
        return self._source("article_retracted", self.moved["article_retracted"]) or self._by_person()

    def _any_source(self, cited: frozenset[int] | None) -> Cause | None:
        for kind in _OF_SOURCES:
            numbers = self.moved[kind] if cited is None else self.moved[kind] & cited
            if found := self._source(kind, numbers):
                return found
        return None

    def _source(self, kind: str, numbers: frozenset[int]) -> Cause | None:
        return {"kind": kind, "articles": sorted(numbers)} if numbers else None

    def _upgraded(self) -> Cause | None:
        if self.occasion.upgrade is None:
            return None
        before, after = self.occasion.upgrade
        return {"kind": "engine_upgrade", "from": before, "to": after}

    def _by_person(self) -> Cause:
        if self.occasion.is_correction:
            return {"kind": "correction", **_editor(self.occasion)}
        if self.occasion.editor:
            return {"kind": "editor", **_editor(self.occasion)}
        return {"kind": "update"}


def _editor(occasion: Occasion) -> dict[str, str]:
    return {"editor": occasion.editor} if occasion.editor else {}


def _sources_moved(old: Content, new: Content, withdrawn: set[str]) -> dict[str, frozenset[int]]:
    """Numbers of the articles that came, went, were withdrawn or corrected, or have another text."""
    was, now = ({a["number"]: a for a in content["machine"]["articles"]} for content in (old, new))
    found: dict[str, set[int]] = {kind: set() for kind in _OF_SOURCES}
    found["article_attached"] = set(now) - set(was)
    found["rights"] = {n for n in was if was[n]["publisher"]["name"] in withdrawn and not _is_retracted(now.get(n))}
    found["article_removed"] = set(was) - set(now) - found["rights"]
    for number in set(was) & set(now):
        before, after = was[number], now[number]
        if before["status"] != after["status"] and after["status"] in _FROM_STATUS:
            found[_FROM_STATUS[after["status"]]].add(number)
        elif before["snapshot"] and after["snapshot"] and before["snapshot"] != after["snapshot"]:
            found["article_changed"].add(number)
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def _is_retracted(article: Mapping[str, Any] | None) -> bool:
    return article is not None and article["status"] == "retracted"


def _cited(content: Content) -> dict[str, frozenset[int]]:
    """The numbers that each sentence, entry and section cites, by uid; each article under "article <uid>"."""
    found: dict[str, set[int]] = {}
    for part in (content["desk"], content["machine"]):
        for item in [*part["sentences"], *part["timeline"]]:
            numbers = {citation["number"] for citation in item["citations"]}
            found.setdefault(item["uid"], set()).update(numbers)
            found.setdefault(item.get("section", ""), set()).update(numbers)
    for article in content["machine"]["articles"]:
        found[f"article {article['uid']}"] = {article["number"]}
    return {uid: frozenset(numbers) for uid, numbers in found.items()}


def _uids(desk: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(item["uid"] for name in ("sections", "sentences", "timeline") for item in desk[name])
