"""The History tab: who did what, newest first, and what changed with a version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from desk.changes_told import told
from desk.log_page import told_act
from desk.tabs.page import Answer, Tab
from editions.models import Edition
from foundation.models import EditLog
from stories.models import Story

PAGE = 50


def context(request: HttpRequest, story: Story, answer: Answer) -> dict[str, Any]:
    """A page of the edit log, before the row named by ?before; the changes of the version named by ?version."""
    rows = EditLog.objects.filter(subject_uid=story.uid).select_related("person", "policy_of").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    page = list(rows[: PAGE + 1])
    return {
        **_version(story, request.GET.get("version", "")),
        "acts": [replace(told_act(row), subject="") for row in page[:PAGE]],
        "older_than": page[PAGE - 1].pk if len(page) > PAGE else None,
    }


def _version(story: Story, number: str) -> dict[str, Any]:
    if story.published is None:
        return {}
    editions = Edition.objects.filter(story=story.published).defer("content").order_by("-number")
    if not (number.isdecimal() and len(number) < 9):
        return {"newest": editions.values_list("number", flat=True).first()}
    edition = editions.filter(number=int(number)).first()
    if edition is None:
        return {"missing_version": number}
    around = set(editions.filter(number__in=[edition.number - 1, edition.number + 1]).values_list("number", flat=True))
    return {
        "version": edition,
        "changes": told(edition.changes),
        "version_before": edition.number - 1 if edition.number - 1 in around else None,
        "version_after": edition.number + 1 if edition.number + 1 in around else None,
    }


TAB = Tab("history", context, {})
