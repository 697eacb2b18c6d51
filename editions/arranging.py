"""How the two parts of an edition become one text: the order in which readers and partners see it.

Pure: an edition's content in today's form goes in and is not changed; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from editions.content import Content


class ArrangedSection(TypedDict):
    """A heading (empty where there is none) and its sentences, as they stand in the content."""

    uid: str
    heading: str
    sentences: list[dict[str, Any]]


def arranged_sections(content: Content) -> list[ArrangedSection]:
    """Merge the sections of desk and machine, by position and then uid, each with its sentences likewise.

    Where both parts hold the same uid the desk's stands: people win. A section without sentences is left
    out. A sentence whose section is in neither part comes last, under an empty heading: nothing is lost.
    """
    sections = _merged(content, "sections")
    filled: dict[str, list[dict[str, Any]]] = {section["uid"]: [] for section in sections}
    for sentence in _merged(content, "sentences"):
        filled.setdefault(sentence["section"], []).append(sentence)
    headings = {section["uid"]: section["heading"] for section in sections}
    return [
        ArrangedSection(uid=uid, heading=headings.get(uid, ""), sentences=sentences)
        for uid, sentences in filled.items()
        if sentences
    ]


def arranged_timeline(content: Content) -> list[dict[str, Any]]:
    """Merge the timeline entries of desk and machine, in the order of `timeline_order`; the desk's win."""
    by_uid = {entry["uid"]: entry for part in ("machine", "desk") for entry in content[part]["timeline"]}
    return timeline_order(by_uid.values())


def timeline_order(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Timeline entries ascending by first day, last day, position and uid, those that are planned after all others."""
    return sorted(
        entries, key=lambda e: (e["status"] == "planned", e["sort_from"], e["sort_to"], e["position"], e["uid"])
    )


def is_promise(entry: dict[str, Any]) -> bool:
    """Whether an entry is planned, or was once and something became of it."""
    return "removed_at" not in entry and (entry["status"] != "happened" or bool(entry.get("promised")))


def has_promises(content: Content) -> bool:
    """Whether any entry of either part is one."""
    return any(is_promise(entry) for part in ("desk", "machine") for entry in content[part]["timeline"])


def _merged(content: Content, name: str) -> list[dict[str, Any]]:
    by_uid = {row["uid"]: row for part in ("machine", "desk") for row in content[part][name]}
    return sorted(by_uid.values(), key=lambda row: (row["position"], row["uid"]))
