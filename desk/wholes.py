"""What may be done with a story as a whole, and where it came from and went: as every page of it shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from desk.access import AnyUser, stories_for
from desk.told_times import when
from foundation.models import User
from stories import acting
from stories.models import Lineage, Story

Kind = Lineage.Kind
# In the words of the page of the source, then of the target; the other story's headline follows.
_TOLD = {
    Kind.DUPLICATE: ("Copied into", "A copy of"),
    Kind.MERGE: ("Merged into", "This was merged in:"),
    Kind.SPLIT: ("Split off:", "Split from"),
}
_UNDO = {Kind.MERGE: "Undo the merge", Kind.SPLIT: "Undo the split"}
MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of where a story came from or went. Without an address this person may not open the other story."""

    told: str
    headline: str
    address: str
    when: str
    undo: str = ""
    undo_label: str = ""


def lineage_of(story: Story, user: AnyUser) -> list[Line]:
    """What stands of the story's copies, merges and splits, the newest first."""
    rows = Lineage.objects.standing().filter(Q(source=story) | Q(target=story))
    found = list(rows.select_related("source", "target", "by").defer("record")[:MOST])
    if not found:
        return []
    others = {row.target_id if row.source_id == story.pk else row.source_id for row in found}
    may_open = set(stories_for(user).filter(pk__in=others).values_list("pk", flat=True))
    return [_line(row, story, may_open) for row in found]


def _line(row: Lineage, story: Story, may_open: set[int]) -> Line:
    is_source = row.source_id == story.pk
    other = row.target if is_source else row.source
    is_open = other.pk in may_open
    who = f" by {row.by.display_name()}" if row.by else ""
    return Line(
        told=_TOLD[Kind(row.kind)][0 if is_source else 1],
        headline=other.headline if is_open else "a story that is not yours or was deleted",
        address=reverse("admin:stories_story_change", args=[other.pk]) if is_open else "",
        when=f"{when(row.at)}{who}",
        undo=reverse("admin:stories_story_undo", args=[story.pk, row.uid]) if is_open and row.kind in _UNDO else "",
        undo_label=_UNDO.get(Kind(row.kind), ""),
    )


def ways_of(story: Story, user: User) -> list[tuple[str, str, bool]]:
    """The buttons for the story as a whole that make sense now: words, address, and whether it takes something away."""
    ways = (
        ("duplicate", "Duplicate", False),
        ("take_in", "Merge another story into this one", False),
        ("split", "Split", False),
        ("delete", "Delete", True),
    )
    names = {"take_in": "merge"}
    export = ("Export tables", reverse("admin:stories_story_export", args=[story.pk]), False)
    acts = (
        (label, reverse(f"admin:stories_story_{names.get(verb, verb)}", args=[story.pk]), is_danger)
        for verb, label, is_danger in ways
        if acting.may(verb, story, by=user)
    )
    return [export, *acts]
