"""What a typed date means, in words: told while one types, after a save, and as the choices where it means two."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from desk.access import story_or_404
from foundation.dating import TypedDate, label
from foundation.errors import BadText
from stories import chronology

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def meaning(typed: TypedDate, language: str) -> str:
    """The date as readers will see it, and the days by which it is sorted where the words do not say them."""
    shown = label(typed.edtf, typed.status, language=language)
    return f"{shown} – {_days(typed)}"


def _days(typed: TypedDate) -> str:
    first, last = typed.sort_from, typed.sort_to
    if first == last:
        return f"{_DAYS[first.weekday()]}, {first.isoformat()}"
    if last == last.max:
        return f"from {first.isoformat()} on"
    return f"{first.isoformat()} to {last.isoformat()}"


@require_safe
def date_meaning(request: HttpRequest, object_id: int) -> JsonResponse:
    """Tell what `typed` means: {"means": words} or {"refused": a sentence, "choices": texts that mean one date}."""
    story = story_or_404(request, object_id)
    values: dict[str, Any]
    try:
        typed = chronology.read_date(request.GET.get("typed", ""), language=story.language)
        values = {"means": meaning(typed, story.language)}
    except chronology.TwoDates as asked:
        values = {"refused": str(asked), "choices": [choice.as_typed for choice in asked.choices]}
    except BadText as refusal:
        values = {"refused": str(refusal), "choices": []}
    response = JsonResponse(values)
    response["Cache-Control"] = "no-store"
    return response
