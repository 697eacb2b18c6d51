"""The History tab: who did what, newest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from desk.tabs.page import Answer, Tab
from foundation.models import EditLog
from stories.models import Story

PAGE = 50
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """A page of the edit log, before the row named by ?before."""
    rows = EditLog.objects.filter(subject_uid=story.uid).select_related("person").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    page = list(rows[: PAGE + 1])
    return {
        "rows": [(row, _words(row.verb), _pairs(row.before), _pairs(row.after)) for row in page[:PAGE]],
        "older_than": page[PAGE - 1].pk if len(page) > PAGE else None,
    }


def _words(name: str) -> str:
    return name.replace("_", " ")


def _pairs(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names and values in words; a uid only where nothing else says what it was."""
    told = [
        (_words(name), ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in values.items()
        if name != "desk_revision"
    ]
    return [(name, value) for name, value in told if not _UID.fullmatch(value)] or told


TAB = Tab("history", context, {})
