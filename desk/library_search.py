"""Search of the desk's libraries: articles and pictures, newest first, a page of 20 after the last one seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from desk import finding
from desk.found_by_words import MOST_LISTED
from desk.word_index import by_index_or_reading, words_of
from foundation.dating import DateRefused, parse_typed
from foundation.errors import BadText
from foundation.text import clean_line
from media.models import Image
from stories.models import Article

PAGE = 20
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_YEARS = range(1000, 3000)  # a day more or less, in any zone, is still a date
_DATE = re.compile(
    # A word of its own: addresses hold dates too.
    rf"(?<!\S)(?:\d{{4}}-\d\d(?:-\d\d)?|{_MONTH} (?:\d{{1,2}},? )?\d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})(?!\S)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results. `after` is the id to continue after, None at the end; `told` says what was wrong with q."""

    q: str = ""
    rows: list[Any] = field(default_factory=list)
    after: int | None = None
    told: str = ""


def articles(q: str, *, after: str = "") -> Found:
    """Articles whose headline, publisher or address holds the words; a date among them is when they were published.

    A date is a day ("2026-02-19", "Feb 19, 2026"), a month or a range of days as in a timeline.
    """
    whole = q
    rows = Article.objects.select_related("publisher")
    q, days = _days_in(q)
    for first, last in days:
        until = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
        rows = rows.filter(
            published_at__gte=timezone.make_aware(datetime.combine(first, time())), published_at__lt=until
        )
    found = _page(rows, q, "published_at", after)
    return replace(found, q=whole)


def _days_in(q: str) -> tuple[str, list[tuple[date, date]]]:
    """The search without its dates, and the first and last day of each."""
    found = []
    for match in _DATE.finditer(q):
        try:
            typed = parse_typed(match[0], today=timezone.localdate())
        except DateRefused:
            continue
        if typed.sort_from.year in _YEARS and typed.sort_to.year in _YEARS:
            found.append((match[0], (typed.sort_from, typed.sort_to)))
    for words, _ in found:
        q = q.replace(words, " ", 1)
    return q, [days for _, days in found]


def images(q: str, *, after: str = "") -> Found:
    """Pictures whose caption, alt text, credit line or source page holds the words."""
    rows = Image.objects.select_related("same_as")
    return _page(rows, q, "uploaded_at", after)


def _page(rows: QuerySet[Any], q: str, newest: str, after: str) -> Found:
    try:
        line = clean_line(q, name="The search", max_chars=200)
    except BadText as refusal:
        return Found(q=q, told=str(refusal))
    words = words_of(line)
    if words:
        also = finding.read("", words).of_publisher if rows.model is Article else None
        rows = rows.filter(by_index_or_reading(rows.model._meta.db_table, words, also, MOST_LISTED))
    elif line:
        rows = rows.none()
    last = rows.model.objects.filter(pk=after).first() if after.isdecimal() and len(after) < 19 else None
    if last is not None:
        at = getattr(last, newest)
        rows = rows.filter(Q(**{f"{newest}__lt": at}) | Q(**{newest: at, "pk__lt": last.pk}))
    page = list(rows.order_by(f"-{newest}", "-pk")[: PAGE + 1])
    return Found(q=line, rows=page[:PAGE], after=page[PAGE - 1].pk if len(page) > PAGE else None)
