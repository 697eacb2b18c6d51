"""Lists of the admin that look for words as the search over everything does, by the same index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from desk.word_index import by_index_or_reading, told

# What a search lists at most, in the order of the list: counting all that hold a common word would read the archive.
MOST_LISTED = 2_000


class FoundPages(Paginator[Any]):
    """Pages of what was found, which stop at MOST_LISTED."""

    @cached_property
    def count(self) -> int:
        """How many there are to be shown, counted no further."""
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_LISTED].count())


class FoundByWords:
    """For admin classes: the list's search asks the index of `words_table`. Goes before Django's class."""

    words_table = ""
    search_help_text: Any = f"Words (at most {MOST_LISTED:,} are listed)"

    def words_also(self, words: Sequence[str]) -> Callable[[str], Q] | None:
        """Where else a word may stand."""
        return None

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """The rows that hold every word; none for what no text can hold, all where nothing is asked."""
        if not search_term.strip():
            return queryset, False
        words, _ = told(search_term)
        if not words:
            return queryset.none(), False
        return queryset.filter(by_index_or_reading(self.words_table, words, self.words_also(words), MOST_LISTED)), False

    def get_paginator(self, request: HttpRequest, queryset: Any, per_page: int, *given: Any, **more: Any) -> Any:
        """Pages that stop where something is looked for."""
        kind = FoundPages if request.GET.get("q") else Paginator
        return kind(queryset, per_page, *given, **more)
