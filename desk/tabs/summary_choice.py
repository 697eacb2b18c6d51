"""The chosen sentence of the Summary tab: its buttons, and beside it the article open at its passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from desk.evidence import Reading, passages, reading, texts_of
from desk.tabs.page import Answer


def choose(request: HttpRequest, sentences: Sequence[Any], answer: Answer) -> Any:
    """The sentence that was acted on, or that the address names, else the first; None where there is none."""
    wanted = answer.row if answer.refusal is not None else request.GET.get("sentence", "")
    return next((row for row in sentences if str(row.uid) == wanted), sentences[0] if sentences else None)


def reading_of(request: HttpRequest, row: Any, numbers: Mapping[int, int]) -> Reading | None:
    """The article of the chosen sentence's passage, as the address names it; numbers by article id. One query."""
    if row is None:
        return None
    citations = row.citations.all()
    texts = texts_of(citations)
    at = request.GET.get("passage", "")
    return reading(passages(citations, texts, numbers), texts, int(at) if at.isdecimal() and len(at) < 5 else 0)
