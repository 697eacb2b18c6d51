"""Figures that differ between sources, as an editor reads them: each side with its passage, outlet and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stories.models import Story, StoryArticle, SummaryRun

_ENDED_WELL = (SummaryRun.Outcome.CHANGED, SummaryRun.Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Side:
    """What one article says, and when it said so."""

    value: str
    number: int
    outlet: str
    url: str
    published_at: datetime
    quote: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two articles that give different values for what seems to be the same thing."""

    unit: str
    sides: tuple[Side, ...]


def differing(
    story: Story, articles: Sequence[StoryArticle], numbers: Mapping[int, int], newest: SummaryRun | None = None
) -> list[Difference]:
    """Return the differences that the newest run which ended well found between articles that still stand.

    `newest` is the story's newest run, where the caller has it already.
    """
    has_ended = newest is not None and newest.outcome in _ENDED_WELL
    ended = newest if has_ended else story.runs.filter(outcome__in=_ENDED_WELL).first()
    by_uid = {str(row.article.uid): row for row in articles if row.removed_at is None}
    found = []
    for conflict in ended.conflicts if ended else []:
        sides = [_side(conflict, name, by_uid, numbers) for name in ("first", "second")]
        if all(sides):
            found.append(Difference(conflict["unit"], tuple(side for side in sides if side)))
    return found


def _side(
    conflict: Mapping[str, Any], name: str, by_uid: Mapping[str, StoryArticle], numbers: Mapping[int, int]
) -> Side | None:
    row = by_uid.get(conflict[name]["article"])
    if row is None:
        return None
    article = row.article
    return Side(
        value=conflict[f"{name}_value"],
        number=numbers[row.pk],
        outlet=article.publisher.name,
        url=article.canonical_url or "",
        published_at=article.published_at,
        quote=conflict[name]["quote"],
    )
