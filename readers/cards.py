"""Cards of the front page and of topic pages: from columns of the published story, never from an edition's content."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from urllib.parse import quote

from readers.languages import direction
from readers.links import story_paths
from readers.moments import short_moment, written
from readers.pictures import Picture, picture
from readers.story_page import article_count, outlet_count
from readers.streams import Row

# How many cards after the lead stand above the fold, with larger headlines.
_SECOND_CARDS = 4


class Card(TypedDict):
    """One story in a list. `rank` is lead, second or rest; `picture` is None where the story has none."""

    rank: str
    href: str
    headline: str
    kicker: str
    standfirst: str
    language: str
    direction: str
    picture: Picture | None
    time: str
    instant: str
    counts: list[str]


def cards(rows: list[Row], *, now: datetime, has_lead: bool) -> list[Card]:
    """Return the cards of one page of a list; the first is the lead where the page has one."""
    before, after = story_paths()
    return [
        {
            "rank": _rank(place) if has_lead else "rest",
            "href": f"{before}{quote(row['slug'])}{after}",
            "headline": row["headline"],
            "kicker": row["kicker"],
            "standfirst": row["standfirst"],
            "language": row["language"],
            "direction": direction(row["language"]),
            "picture": picture(row["lead_image"]) if row["lead_image"] else None,
            "time": short_moment(row["updated_at"], now=now),
            "instant": written(row["updated_at"]),
            "counts": _counts(row),
        }
        for place, row in enumerate(rows)
    ]


def _rank(place: int) -> str:
    if place == 0:
        return "lead"
    return "second" if place <= _SECOND_CARDS else "rest"


def _counts(row: Row) -> list[str]:
    """How many articles by how many outlets; the second only where it says more than the first."""
    articles, outlets = row["article_count"], row["publisher_count"]
    counts = [article_count(articles)] if articles else []
    return [*counts, outlet_count(outlets)] if outlets > 1 else counts
