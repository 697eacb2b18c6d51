"""The edit log as a page: who did what to what, when and why, newest first, filtered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from desk import log_words
from desk.access import stories_for
from desk.log_names import names_in
from desk.tabs.page import tab_address
from foundation.models import EditLog, User
from stories.models import Story

PAGE = 50
# So many people or stories may a word mean; one that means more is too short to filter by.
_MOST = 200
_STORY_KINDS = ("Story", "PublishedStory")


class StoryFilterForm(forms.Form):
    """What is looked for in the log of one story. Every field may stay empty."""

    who = forms.CharField(required=False, max_length=100, label="Who", help_text="Part of a name, or machine.")
    verb = forms.ChoiceField(
        required=False,
        label="Did what",
        choices=[("", "anything"), *sorted(log_words.VERBS.items(), key=lambda pair: pair[1])],
    )
    where = forms.ChoiceField(
        required=False,
        label="Where",
        choices=[("", "anywhere"), *((name, label) for name, (label, _) in log_words.PLACES.items())],
    )
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))


class FilterForm(StoryFilterForm):
    """What is looked for in the whole log."""

    story = forms.CharField(required=False, max_length=200, label="Story", help_text="Words of its headline.")
    q = forms.CharField(required=False, max_length=200, label="Reason or uid", help_text="Words of a reason, or a uid.")
    field_order = ("who", "verb", "where", "story", "since", "until", "q")


@dataclass(frozen=True, slots=True)
class Act:
    """One row in words; `href` leads to the story where this person may open it."""

    row: EditLog
    words: str
    subject: str
    href: str
    fields: Sequence[log_words.Field]


def told_act(row: EditLog, called: Mapping[str, str], *, story: Story | None = None, name: str = "") -> Act:
    """One row in words; of a story or a named subject it says which. `called` is of log_names.names_in."""
    kind, subject = log_words.kind_words(row.subject_kind), story.headline if story else name
    return Act(
        row,
        log_words.verb_words(row.verb),
        f"{kind}: {subject}" if subject else kind,
        tab_address(story, "history") if story else "",
        log_words.fields(row.before, row.after, called),
    )


def page(request: HttpRequest, form: FilterForm) -> dict[str, Any]:
    """A page of acts before the row named by ?before, and the address of the older ones."""
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = _filtered(request, asked).select_related("person", "policy_of").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    kept = {name: value for name, value in request.GET.items() if value and name != "before"}
    older = urlencode({**kept, "before": found[PAGE - 1].pk}) if len(found) > PAGE else ""
    return {"acts": _acts(request, found[:PAGE]), "older": older, "is_filtered": any(asked.values())}


def _filtered(request: HttpRequest, asked: dict[str, Any]) -> QuerySet[EditLog]:
    rows = filtered(EditLog.objects.all(), asked)
    if asked.get("story"):
        named = stories_for(request.user).filter(headline__icontains=asked["story"]).order_by("-pk")
        rows = rows.filter(subject_uid__in=list(named.values_list("uid", flat=True)[:_MOST]))
    if asked.get("q"):
        rows = rows.filter(_with(asked["q"]))
    return rows


def filtered(rows: QuerySet[EditLog], asked: Mapping[str, Any]) -> QuerySet[EditLog]:
    """The rows that fit what a StoryFilterForm was asked for: by person, act, place and days of the newsroom's zone."""
    if asked.get("who"):
        rows = rows.filter(_by(asked["who"]))
    if asked.get("verb"):
        rows = rows.filter(verb=asked["verb"])
    if asked.get("where"):
        rows = rows.filter(verb__in=log_words.PLACES[asked["where"]][1])
    if asked.get("since"):
        rows = rows.filter(at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return rows


def _by(words: str) -> Q:
    if words.strip().lower() == "machine":
        return Q(person=None)
    people = User.objects.all()
    for word in words.split():
        people = people.filter(
            Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
        )
    found = list(people.values_list("pk", flat=True)[:_MOST])
    other = Q(command__icontains=words) | Q(partner__icontains=words)
    return Q(person__in=found) | Q(policy_of__in=found) | (other if not found else Q(pk=None))


def _with(words: str) -> Q:
    try:
        return Q(subject_uid=uuid.UUID(words.strip()))
    except ValueError:
        return Q(reason__icontains=words.strip())


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _acts(request: HttpRequest, rows: Iterable[EditLog]) -> list[Act]:
    held = list(rows)
    uids = {row.subject_uid for row in held if row.subject_kind in _STORY_KINDS}
    open_to: dict[uuid.UUID, Story] = {story.uid: story for story in stories_for(request.user).filter(uid__in=uids)}
    people = {row.subject_uid for row in held if row.subject_kind == "User"}
    names = {person.uid: person.display_name() for person in User.objects.filter(uid__in=people)} if people else {}
    called = names_in(held)
    return [
        told_act(row, called, story=open_to.get(row.subject_uid), name=names.get(row.subject_uid, "")) for row in held
    ]
