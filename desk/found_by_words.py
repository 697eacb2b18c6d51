"""Lists of the admin that look for words as the search over everything does, by the same index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from desk.word_index import holding, told


class FoundByWords:
    """For admin classes: the list's search asks the index of `words_table`. Goes before Django's class."""

    words_table = ""

    def words_also(self, words: Sequence[str]) -> Callable[[str], Q] | None:
        """Where else a word may stand."""
        return None

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """The rows that hold every word; none for what no text can hold, all where nothing is asked."""
        if not search_term.strip():
            return queryset, False
        words, _ = told(search_term)
        return (
            queryset.filter(holding(self.words_table, words, self.words_also(words))) if words else queryset.none()
        ), False
