"""Flags as the desk shows them: on each thing that rests on an article which is not what it was, and by article."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from desk.access import person
from foundation.errors import BadText
from stories import sources
from stories.models import Article, Flag, Story


@dataclass(slots=True)
class Raised:
    """Everything of one story that is flagged for one article."""

    article: Article
    raised_at: datetime
    told: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def rests(self) -> str:
        """What rests on it, counted: "3 sentences, 1 heading"."""
        plural = {"timeline entry": "timeline entries"}
        named = [(name, count) for name, count in self.counts.items() if name != "story"]
        return ", ".join(f"{n} {name if n == 1 else plural.get(name, f'{name}s')}" for name, n in named)


@dataclass(frozen=True, slots=True)
class Flags:
    """The standing flags of a story: by row, as kind of thing and id, and by article."""

    by_row: dict[tuple[str, int], list[Flag]]
    by_article: list[Raised]


def flags_of(story: Story) -> Flags:
    """Read the story's standing flags, in one query."""
    rows: dict[tuple[str, int], list[Flag]] = {}
    articles: dict[int, Raised] = {}
    for flag in Flag.objects.standing().filter(story=story).select_related("article__publisher"):
        for subject in ("sentence", "entry", "placement", "section"):
            pk = getattr(flag, f"{subject}_id")
            if pk:
                rows.setdefault((subject, pk), []).append(flag)
        raised = articles.setdefault(flag.article_id, Raised(flag.article, flag.raised_at))
        words = (flag.get_kind_display(), flag.note if flag.kind != Flag.Kind.CHANGED else "")
        if words not in raised.told:
            raised.told.append(words)
        raised.counts[flag.subject()] += 1
    return Flags(rows, list(articles.values()))


def see(request: HttpRequest, story: Story) -> str:
    """Clear one flag, or all that stand for one article. Returns what was done, in words. Raises BadText."""
    try:
        uid = uuid.UUID(request.POST.get("row", ""))
    except ValueError:
        raise BadText("This flag is gone. Load the page again.") from None
    flag = Flag.objects.filter(story=story, uid=uid).select_related("story", "article").first()
    if flag is not None:
        sources.clear_flag(flag, by=person(request))
        return "The flag was taken off."
    article = Article.objects.filter(uid=uid).first()
    if article is None:
        raise BadText("This flag is gone. Load the page again.")
    count = sources.clear_flags(story, article, by=person(request))
    return f"Flags taken off: {count}."
