"""Whether what announces a story still says what its summary says: headline, kicker, standfirst, captions.

A person who publishes is told and may publish all the same; an automatic edition waits (stories/holding.py). The
summary is what readers would see: sentences, timeline entries, and the figures that the desk keeps on its board.
A picture's own caption speaks of the picture, with places and people of its own, so that only a caption written
for this story is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from editions.content import Content
from stories.models import BoardValue, Story
from stories.summarising.support.display import BoardFigure, display_findings
from stories.summarising.support.verdict import Finding

FIELDS = (("headline", "Headline"), ("kicker", "Kicker"), ("standfirst", "Standfirst"))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a display text says and the summary does not. `where` and `uid` name the tab and the field or picture."""

    where: str
    uid: str
    rule: str
    said: str
    text: str
    instead: str = ""

    def key(self) -> tuple[str, str, str]:
        """What is said where, whatever the summary says in its place."""
        return self.uid, self.rule, self.said


def mismatches(story: Story, content: Content) -> list[Mismatch]:
    """Return what the story's display texts say that nothing of this content says. Queries only board and captions."""
    lines, kept, on = lines_of(content["desk"], content["machine"]), _board(story), timezone.localdate()
    found = list(_of_fields(content["desk"], lines, kept, on, story.language))
    if content["desk"]["images"]:
        own = story.placements.filter(removed_at__isnull=True).exclude(caption_override="")
        for uid, caption in own.values_list("image__uid", "caption_override"):
            findings = display_findings("A caption", caption, lines, on=on, figures_kept=kept, language=story.language)
            found += [_mismatch("images", str(uid), finding) for finding in findings]
    return found


def contradicted(story: Story, current: Content, made: Content) -> list[str]:
    """Return what the current headline, kicker and standfirst say that an automatic edition of today carries no more.

    What the current edition did not carry either was published by a person who was told so, and holds nothing.
    """
    desk, kept, on = current["desk"], _board(story), timezone.localdate()
    now = list(_of_fields(desk, lines_of(desk, made["machine"]), kept, on, story.language))
    if not now:
        return []
    before = {found.key() for found in _of_fields(desk, lines_of(desk, current["machine"]), kept, on, story.language)}
    return [f"{found.text}." for found in now if found.key() not in before]


def lines_of(desk: Mapping[str, Any], machine: Mapping[str, Any]) -> list[str]:
    """Return every sentence and timeline entry of an edition's two parts; an entry of one day says its date."""
    lines = [sentence["text"] for part in (desk, machine) for sentence in part["sentences"]]
    for entry in [*desk["timeline"], *machine["timeline"]]:
        day = date.fromisoformat(entry["sort_from"]) if entry["sort_from"] == entry["sort_to"] else None
        lines.append(f"{day:%B} {day.day}, {day.year}: {entry['text']}" if day else entry["text"])
    return lines


def _of_fields(
    desk: Mapping[str, Any], lines: list[str], kept: tuple[BoardFigure, ...], on: date, language: str
) -> Iterator[Mismatch]:
    for field, name in FIELDS:
        for finding in display_findings(name, desk[field], lines, on=on, figures_kept=kept, language=language):
            yield _mismatch("story", field, finding)


def _mismatch(where: str, uid: str, finding: Finding) -> Mismatch:
    return Mismatch(where, uid, finding.rule, finding.said, finding.reason, finding.instead)


def _board(story: Story) -> tuple[BoardFigure, ...]:
    """The lines of the board, each with its newest standing value and the older ones."""
    rows = BoardValue.objects.filter(
        line__story=story, line__removed_at__isnull=True, removed_at__isnull=True, state=BoardValue.State.STANDING
    )
    values: dict[tuple[int, str], list[str]] = {}
    for line, label, value in rows.order_by("-as_of", "-pk").values_list("line_id", "line__label", "value"):
        values.setdefault((line, label), []).append(value)
    return tuple(BoardFigure(label, newest, older=tuple(old)) for (_, label), (newest, *old) in values.items())
