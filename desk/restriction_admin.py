"""Names that must not be published: the list, and the page that sets one after a look at its reach, or lifts it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from desk.access import person, require, stories_for
from desk.frozen import KeptAdmin
from desk.told_times import when
from desk.typed_dates import read_moment
from editions.models import PublishedStory, ReportingRestriction
from foundation import limits
from foundation.errors import NewsroomError, StaleSave
from stories import restricting
from stories.naming import Touched, touched_by
from stories.restricting import Terms

_RIGHT = "editions.restrict_names"


class TermsForm(forms.Form):
    """What a restriction says. The verbs check the words; the form keeps what was typed."""

    name = forms.CharField(max_length=limits.NAME_CHARS, help_text="As it would be written: Mina Park.")
    other_forms = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One to a line: other orders (Park, Mina), other scripts, inflected forms, nicknames. "
        "Capitals, accents, hyphens, spaces and 's make no difference.",
    )
    reason = forms.CharField(
        max_length=limits.NOTE_CHARS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whose order, its reference, what it forbids. Colleagues read it where they are stopped.",
    )
    until = forms.CharField(
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="Empty: until it is lifted.",
    )

    def terms(self) -> Terms:
        """What was typed. Raises BadText for a time that is none."""
        typed = self.cleaned_data
        forms_typed = [line for line in typed["other_forms"].splitlines() if line.strip()]
        return Terms(typed["name"], typed["reason"], forms_typed, read_moment(typed["until"]))


def _initial(row: ReportingRestriction) -> dict[str, str]:
    until = f"{timezone.localtime(row.until):%Y-%m-%dT%H:%M}" if row.until else ""
    return {"name": row.name, "other_forms": "\n".join(row.other_forms), "reason": row.reason, "until": until}


@admin.register(ReportingRestriction)
class ReportingRestrictionAdmin(KeptAdmin[ReportingRestriction]):
    list_display = ("name", "standing", "until_when", "reason_line", "set_by", "created_at")
    list_select_related = ("set_by",)
    search_fields = ("name", "reason")
    actions = None

    @admin.display(description="stands")
    def standing(self, row: ReportingRestriction) -> str:
        """Whether it stands, was lifted or is over."""
        return "stands" if row.is_active() else "lifted" if row.lifted_at else "over"

    @admin.display(description="until", ordering="until")
    def until_when(self, row: ReportingRestriction) -> str:
        """Its end, in the newsroom's zone."""
        return when(row.until) if row.until else "until it is lifted"

    @admin.display(description="reason")
    def reason_line(self, row: ReportingRestriction) -> str:
        """The reason, cut to a line."""
        return row.reason[:80]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Chiefs."""
        return bool(request.user.has_perm(_RIGHT))

    def get_urls(self) -> list[URLPattern]:
        """The list is Django's; the page is ours."""
        view, name = self.admin_site.admin_view, "editions_reportingrestriction"
        kept = [url for url in super().get_urls() if url.name == f"{name}_changelist"]
        return [
            *kept,
            path("add/", view(self.page), name=f"{name}_add"),
            path("<int:object_id>/change/", view(self.page), name=f"{name}_change"),
        ]

    def page(self, request: HttpRequest, object_id: int | None = None) -> HttpResponse:
        """Show a restriction, or an empty form. A POST looks at its reach, sets, changes, lifts it or brings back."""
        require(request, "editions.view_reportingrestriction")
        row = get_object_or_404(ReportingRestriction, pk=object_id) if object_id else None
        if request.method == "POST" or row is None:
            require(request, _RIGHT)
        form = TermsForm(request.POST if _is_of_terms(request) else None, initial=_initial(row) if row else None)
        touched, status, told = None, 200, ""
        if request.method == "POST":
            try:
                touched, row, done = _carry_out(request, row, form)
            except NewsroomError as refusal:
                told, status = str(refusal), 409 if isinstance(refusal, StaleSave) else 400
            else:
                if done:
                    messages.success(request, done)
                    return HttpResponseRedirect(reverse(_CHANGE, args=[row.pk] if row else None))
        return TemplateResponse(
            request, "desk/restriction.html", self._context(request, row, form, touched, told), status=status
        )

    def _context(
        self,
        request: HttpRequest,
        row: ReportingRestriction | None,
        form: TermsForm,
        touched: Touched | None,
        told: str,
    ) -> dict[str, Any]:
        open_to = set(stories_for(request.user).values_list("pk", flat=True)) if touched and touched.desk else set()
        return {
            **self.admin_site.each_context(request),
            "title": row.name if row else "A name that must not be published",
            "opts": ReportingRestriction._meta,
            "row": row,
            "form": form,
            "touched": touched,
            "desk_stories": [(s, parts) for s, parts in touched.desk if s.pk in open_to] if touched else [],
            "told": told,
            "zone": settings.TIME_ZONE,
            "may_set": request.user.has_perm(_RIGHT),
            "hidden_stories": _hidden_stories(row) if row else [],
            "hidden_others": row.hidden.filter(shown_at__isnull=True, story__isnull=True).count() if row else 0,
        }


_CHANGE = "admin:editions_reportingrestriction_change"


def _is_of_terms(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("act") in {"look", "set"}


def _carry_out(
    request: HttpRequest, row: ReportingRestriction | None, form: TermsForm
) -> tuple[Touched | None, ReportingRestriction | None, str]:
    """Do what the pressed button says; return the reach where it was asked for, the restriction, and what was done."""
    act, by = request.POST.get("act"), person(request)
    if row is not None and act == "lift":
        restricting.lift(row, reason=request.POST.get("why", ""), by=by)
        return None, row, "Lifted. Old versions are shown again; what else was hidden waits for you below."
    if row is not None and act == "bring_back":
        count = restricting.bring_back(row, by=by)
        return None, row, f"Topics and addresses that answer again: {count}."
    if not form.is_valid():
        raise NewsroomError("Nothing was saved yet: look at the marked fields.")
    terms = form.terms()
    if act == "look":
        return touched_by(terms.cleaned().names()), row, ""
    if row is None:
        return None, restricting.restrict(terms, by=by), "Set. Nothing public carries the name any more."
    seen = request.POST.get("seen", "")
    row = restricting.change_restriction(row, terms, seen=int(seen) if seen.isdecimal() else -1, by=by)
    return None, row, "Changed. Nothing public carries the name any more."


def _hidden_stories(row: ReportingRestriction) -> list[PublishedStory]:
    shown = PublishedStory.objects.filter(hidden_by__restriction=row, hidden_by__shown_at__isnull=True)
    return list(shown.filter(state=PublishedStory.State.RESTRICTED).order_by("-pk")[:100])
