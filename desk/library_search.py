"""Search of the desk's libraries: articles and pictures, newest first, a page of 20 after the last one seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from desk import finding
from desk.found_by_words import MOST_LISTED
from desk.word_index import by_index_or_reading, holding, words_of
from foundation.dating import DateRefused, parse_typed
from foundation.errors import BadText
from foundation.text import clean_line
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
    found = page_of(rows, q, "published_at", after)
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


def page_of(rows: QuerySet[Any], q: str, newest: str, after: str, *, size: int = PAGE) -> Found:
    """The rows that hold the words of q, by the time `newest`, a page of them after the row `after`."""
    try:
        line = clean_line(q, name="The search", max_chars=200)
    except BadText as refusal:
        return Found(q=q, told=str(refusal))
    last = rows.model.objects.filter(pk=after).first() if after.isdecimal() and len(after) < 19 else None
    if last is not None:
        at = getattr(last, newest)
        # The last condition lets the index begin there; by the first alone it would go through all that is newer.
        rows = rows.filter(Q(**{f"{newest}__lt": at}) | Q(**{newest: at, "pk__lt": last.pk}), **{f"{newest}__lte": at})
    rows, words = rows.order_by(f"-{newest}", "-pk"), words_of(line)
    if line and not words:
        return Found(q=line)
    page = _holding(rows, words, size + 1) if words else list(rows[: size + 1])
    return Found(q=line, rows=page[:size], after=page[size - 1].pk if len(page) > size else None)


def _holding(rows: QuerySet[Any], words: list[str], most: int) -> list[Any]:
    """The first rows that hold the words.

    A usual word stands among the first rows: on PostgreSQL those are read before the index is asked, which takes half a
    second over a word that stands in 100,000 rows. Where a filter leaves few rows, they are read and it is not asked.
    """
    table, also = rows.model._meta.db_table, None
    if rows.model is Article:
        also = finding.read("", words).of_publisher
    if connection.vendor == "postgresql":
        first = list(rows.values_list("pk", flat=True)[: finding.PEEKED])
        page = list(rows.filter(holding(table, words, also, by_index=False), pk__in=first)[:most])
        if len(page) == most or len(first) < finding.PEEKED:
            return page
    return list(rows.filter(by_index_or_reading(table, words, also, MOST_LISTED))[:most])
