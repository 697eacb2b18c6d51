"""Which rows hold the words that somebody looks for: by an index on PostgreSQL, by reading on SQLite.

The index is made in desk/migrations, one for each table of INDEXED, over exactly these columns in this order. On both
databases a word is found wherever it stands inside another; one of one or two letters where a word begins with it; in
scripts without spaces between words anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import BooleanField, Case, Func, Model, Q, Value, When
from django.db.models.lookups import GreaterThan

from foundation.errors import BadText
from foundation.grams import MOST_WORDS, SIGNS, is_beginning, parts_of, spellings, wanted
from foundation.text import clean_line

MOST_CHARS = 200
# More than any newsroom has.
MOST_FOUND = 1_000_000_000
INDEXED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stories_story": ("headline", "slugline", "slug", "kicker", "standfirst", "desk_note"),
        "stories_article": ("headline", "byline", "canonical_url", "reference"),
        "media_image": ("caption", "alt_text", "credit_line", "source_url"),
        "stories_timelineentry": ("text", "date"),
        "stories_sentence": ("text",),
        "stories_comment": ("text", "quoted"),
        "editions_publishedstory": ("headline", "slug"),
    }
)
# Before a short word: nothing, or what the index takes for a space.
_BEFORE = f"(^|[{SIGNS}])"


class _HasGrams(Func):
    """Whether these columns of a row hold all grams: what the index answers."""

    function = "desk_grams"
    output_field = BooleanField()

    def __init__(self, *columns: str, grams: tuple[str, ...]) -> None:
        super().__init__(*columns)
        self.grams = grams

    def as_sql(self, *given: Any, **more: Any) -> Any:
        """The index's own expression, compared."""
        sql, params = super().as_sql(*given, **more)
        return f"{sql} @> %s::text[]", [*params, list(self.grams)]


def words_of(line: str) -> list[str]:
    """The words of a line, at most eight. Raises BadText for what no text can hold, and over 200 characters."""
    clean = clean_line(line, name="The search", max_chars=MOST_CHARS)
    return [word for word in clean.split() if parts_of(word)][:MOST_WORDS]


def in_any(columns: tuple[str, ...], lookup: str, value: str) -> Q:
    """Rows of which any of these columns fits the lookup."""
    either = Q()
    for name in columns:
        either |= Q(**{f"{name}__{lookup}": value})
    return either


def holding(table: str, words: Sequence[str], also: Callable[[str], Q] | None = None, *, by_index: bool = True) -> Q:
    """Rows of a table of INDEXED that hold every word, each in any of its columns.

    `also` says where else a word may stand. Without `by_index` rows are read: for those that are few.
    """
    if not (by_index and connection.vendor == "postgresql"):
        return _every(table, words, also, by_index=False)
    rows = _model(table)._default_manager.order_by().filter(_every(table, words, also, by_index=True))
    # Behind a LIMIT the planner asks the index for all of them; else, to spare itself a sort, it would go through the
    # newest rows one by one and cut each into its grams, for many seconds where few or none fit.
    return Q(pk__in=rows.values("pk")[:MOST_FOUND])


def by_index_or_reading(table: str, words: Sequence[str], also: Callable[[str], Q] | None, most: int) -> Q:
    """The same for a list in an order of its own: by the index where no more than `most` rows hold the words.

    Of words that stand in more, a page is found sooner by reading rows in the order of the list. Asks the database.
    """
    if connection.vendor == "postgresql":
        rows = _model(table)._default_manager.order_by().filter(_every(table, words, also, by_index=True))
        found = list(rows.values_list("pk", flat=True)[: most + 1])
        if len(found) <= most:
            return Q(pk__in=found)
        read = Case(When(_every(table, words, also, by_index=False), then=Value(1)), default=Value(0))
        # Written so, PostgreSQL takes every third row to fit and goes through the list in its order until the page is
        # full; of LIKE it expects hardly any, and would read and sort them all.
        return Q(GreaterThan(read, Value(0)))
    return _every(table, words, also, by_index=False)


def _model(table: str) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _every(table: str, words: Sequence[str], also: Callable[[str], Q] | None, *, by_index: bool) -> Q:
    every = Q()
    for word in words:
        either = Q()
        for spelling in spellings(word):
            either |= _spelt(INDEXED[table], spelling, by_index)
        every &= either | also(word) if also is not None else either
    return every


def _spelt(columns: tuple[str, ...], spelling: str, by_index: bool) -> Q:
    every = Q()
    for part in parts_of(spelling):
        every &= _by_index(columns, part) if by_index else _by_reading(columns, part)
    return every


def _by_index(columns: tuple[str, ...], part: str) -> Q:
    held = Q(_HasGrams(*columns, grams=tuple(sorted(wanted(part)))))
    return held if len(part) < 4 else held & in_any(columns, "icontains", part)


def _by_reading(columns: tuple[str, ...], part: str) -> Q:
    found = in_any(columns, "icontains", part)
    return found & in_any(columns, "iregex", _BEFORE + re.escape(part)) if is_beginning(part) else found


def told(line: str) -> tuple[list[str], str]:
    """The words of a line and "", or none and why not."""
    try:
        return words_of(line), ""
    except BadText as refusal:
        return [], str(refusal)
