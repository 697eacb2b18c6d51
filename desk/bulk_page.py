"""The page of an act on many stories: what it asks for, and then the report, story by story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from desk.access import person, require, stories_for
from desk.bulk import MOST, Bulk, Given, carry_out, offered_to
from desk.tabs.story import suggesting
from foundation import limits
from foundation.colleagues import colleague
from foundation.errors import BadText, NewsroomError
from foundation.models import User
from reference.models import Topic
from stories.models import Story
from stories.reaching import Reach, reach_of_stories
from stories.watching import may_own

_SUGGESTED = 500


class GivenForm(forms.Form):
    """What an act asks for about all of the stories; fields that it does not ask for are taken out."""

    person = forms.CharField(
        max_length=150,
        label="Whom",
        help_text="A log-in name, a mail address or a whole name.",
        widget=forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"}),
    )
    topics = forms.CharField(
        max_length=500, label="Topics", help_text="Names, separated by commas.", widget=suggesting("topics")
    )
    policy = forms.ChoiceField(choices=Story.SummaryPolicy.choices, label="When a summary changes")
    phase = forms.ChoiceField(choices=[("", "none"), *Story.Phase.choices], required=False, label="Phase")
    reason = forms.CharField(
        max_length=limits.NOTE_CHARS,
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes into the log.",
    )
    note = forms.CharField(
        max_length=limits.NOTE_CHARS, label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, bulk: Bulk, *given: Any) -> None:
        super().__init__(*given)
        for name in list(self.fields):
            if name != bulk.asks:
                del self.fields[name]

    def clean_person(self) -> User:
        """The one person of that name. Refuses a name that nobody or several have."""
        try:
            return colleague(self.cleaned_data["person"])
        except BadText as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean_topics(self) -> list[Topic]:
        """The topics of these names. Refuses one that is none, and commas alone."""
        rows = {row.name.casefold(): row for row in Topic.objects.all()}
        names = [name.strip() for name in self.cleaned_data["topics"].split(",") if name.strip()]
        if not names:
            raise forms.ValidationError("Name at least one topic.")
        for name in names:
            if name.casefold() not in rows:
                raise forms.ValidationError(f"There is no topic called “{name}”. Check the spelling, or add it first.")
        return [rows[name.casefold()] for name in names]

    def given(self) -> Given:
        """What was said."""
        values = self.cleaned_data
        word = values.get("policy") or values.get("phase") or ""
        reason = values.get("reason") or values.get("note") or ""
        return Given(values.get("person"), reason, values.get("topics", ()), word)


def choose(request: HttpRequest, bulk: Bulk, rows: QuerySet[Story]) -> HttpResponse:
    """The page that asks what the act needs to know about the stories that were ticked; nothing is done yet."""
    pks = list(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    told = f"At most {MOST} stories are done at once: choose fewer." if len(pks) > MOST else ""
    return _page(request, bulk, pks[:MOST], GivenForm(bulk), told=told)


@require_POST
def bulk_page(request: HttpRequest) -> HttpResponse:
    """Do the act and report. A form that says too little comes back, and nothing is done."""
    require(request, "stories.change_story")
    bulk = next((one for one in offered_to(person(request)) if one.name == request.POST.get("bulk")), None)
    if bulk is None:
        raise Http404
    pks = [int(pk) for pk in request.POST.getlist("story") if pk.isdecimal() and len(pk) < 19]
    form = GivenForm(bulk, request.POST)
    if not pks:
        return _page(request, bulk, [], form, told="No story was ticked, so nothing was done. Choose some in the list.")
    if not form.is_valid():
        return _page(request, bulk, pks[:MOST], form, status=400)
    try:
        report = carry_out(bulk, pks, form.given(), by=person(request))
    except NewsroomError as refusal:
        return _page(request, bulk, pks[:MOST], form, told=str(refusal), status=400)
    context = {**_frame(request, bulk), "report": report, "list": _list(request)}
    return TemplateResponse(request, "desk/bulk_report.html", context)


def _page(
    request: HttpRequest, bulk: Bulk, pks: Sequence[int], form: GivenForm, *, told: str = "", status: int = 200
) -> HttpResponse:
    stories = list(
        stories_for(request.user).filter(pk__in=pks).select_related("published").order_by("-changed_at", "-pk")
    )
    context = {**_frame(request, bulk), "stories": stories, "form": form, "told": told, "is_stopped": not stories}
    context["list"] = _list(request)
    context["reach"] = _reach(stories) if bulk.verb == "withhold" and stories else None
    context["colleagues"] = may_own()[:_SUGGESTED] if bulk.asks == "person" else []
    return TemplateResponse(request, "desk/bulk.html", context, status=400 if told else status)


def _reach(stories: Sequence[Story]) -> Reach:
    """What hiding those of them that readers see takes off the site."""
    return reach_of_stories([one.published for one in stories if one.published and one.published.is_public()])


def _list(request: HttpRequest) -> str:
    """What the list was filtered and searched by, as in its address, so that the way back leads to the same rows."""
    return request.POST.get("list", request.GET.urlencode())[:2000]


def _frame(request: HttpRequest, bulk: Bulk) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": bulk.label, "opts": Story._meta, "bulk": bulk}
