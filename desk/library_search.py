"""Search of the desk's libraries: articles and pictures, newest first, a page of 20 after the last one seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from foundation.errors import BadText
from foundation.text import clean_line
from media.models import Image
from stories.models import Article

PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `after` is the id to continue after, None at the end; `told` says what was wrong with q."""

    q: str = ""
    rows: list[Any] = field(default_factory=list)
    after: int | None = None
    told: str = ""


def articles(q: str, *, after: str = "") -> Found:
    """Articles whose headline, publisher or address holds the words."""
    rows = Article.objects.select_related("publisher")
    return _page(rows, q, ("headline", "publisher__name", "canonical_url"), "published_at", after)


def images(q: str, *, after: str = "") -> Found:
    """Pictures whose caption, alt text, credit line or source page holds the words."""
    rows = Image.objects.select_related("same_as")
    return _page(rows, q, ("caption", "alt_text", "credit_line", "source_url"), "uploaded_at", after)


def _page(rows: QuerySet[Any], q: str, fields: tuple[str, ...], newest: str, after: str) -> Found:
    try:
        line = clean_line(q, name="The search", max_chars=200)
    except BadText as refusal:
        return Found(q=q, told=str(refusal))
    for word in line.split()[:8]:
        either = Q()
        for name in fields:
            either |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(either)
    last = rows.model.objects.filter(pk=after).first() if after.isdecimal() and len(after) < 19 else None
    if last is not None:
        at = getattr(last, newest)
        rows = rows.filter(Q(**{f"{newest}__lt": at}) | Q(**{newest: at, "pk__lt": last.pk}))
    page = list(rows.order_by(f"-{newest}", "-pk")[: PAGE + 1])
    return Found(q=line, rows=page[:PAGE], after=page[PAGE - 1].pk if len(page) > PAGE else None)
