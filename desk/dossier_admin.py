"""Dossiers at the desk: asked for, made by a worker, handed out for a week."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from desk.access import person, require
from desk.frozen import KeptAdmin
from foundation import limits
from foundation.errors import NewsroomError
from stories import dossiers
from stories.models import Dossier, Story

_NONE = "There is no such story. Give its id, its number at the desk, or the address of its page."


class DossierForm(forms.Form):
    """Which story, and what is put in."""

    story = forms.CharField(
        max_length=limits.URL_CHARS, help_text="Its id, its number at the desk, or the address of its page."
    )
    with_redacted = forms.BooleanField(
        required=False,
        label="With what was redacted, and what a reporting restriction keeps back",
        help_text="For a chief, with a reason. The dossier says so on its first page.",
    )
    reason = forms.CharField(
        required=False, max_length=limits.NOTE_CHARS, widget=forms.Textarea(attrs={"rows": 2}), label="Reason"
    )

    def clean_story(self) -> Story:
        """The story that was meant, a deleted one too."""
        found = _story(self.cleaned_data["story"].strip())
        if found is None:
            raise forms.ValidationError(_NONE)
        return found


def _story(typed: str) -> Story | None:
    rows = Story.objects.select_related("published")
    if typed.isdecimal():
        return rows.filter(pk=int(typed)).first() if len(typed) < 19 else None
    word = typed.partition("?")[0].rstrip("/").rpartition("/")[2]
    try:
        return rows.filter(uid=uuid.UUID(word)).first()
    except ValueError:
        is_there = Q(published__slug=word) | Q(published__old_slugs__slug=word)
        return rows.filter(is_there).order_by("pk").first() if word else None


def _reads(request: HttpRequest) -> bool:
    """Whoever keeps accounts has dossiers made, and reads no story."""
    return request.user.has_perm("stories.edit_any_story")


@admin.register(Dossier)
class DossierAdmin(KeptAdmin[Dossier]):
    list_display = ("story_told", "asked_at", "asked_by_name", "contents", "stands")
    list_display_links = None
    list_select_related = ("asked_by", "story")
    list_per_page = 30
    actions = None
    ordering = ("-pk",)
    change_list_template = "desk/dossiers.html"

    @admin.display(description="story")
    def story_told(self, row: Dossier) -> str:
        """The story by its id: whoever keeps accounts reads no headlines."""
        return str(row.story.uid)

    @admin.display(description="headline")
    def headline(self, row: Dossier) -> str:
        """What whoever may open every story knows it by."""
        return row.story.headline

    @admin.display(description="asked for by")
    def asked_by_name(self, row: Dossier) -> str:
        """Who asked."""
        return row.asked_by.display_name()

    @admin.display(description="holds")
    def contents(self, row: Dossier) -> str:
        """Whether it holds what was redacted."""
        return "also what was redacted" if row.with_redacted else "without what was redacted"

    @admin.display(description="stands")
    def stands(self, row: Dossier) -> str:
        """Being made, made, failed, or thrown away."""
        return row.standing()

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """With the headline, for those who read headlines."""
        return (*(("headline",) if _reads(request) else ()), *self.list_display)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        """All of them; those with what was redacted for chiefs alone."""
        rows = super().get_queryset(request)
        return rows if request.user.has_perm("stories.publish_story") else rows.filter(with_redacted=False)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Chiefs and administrators."""
        return request.user.has_perm(dossiers.RIGHT)

    def has_view_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        """Chiefs and administrators."""
        return request.user.has_perm(dossiers.RIGHT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Chiefs and administrators."""
        return request.user.has_perm(dossiers.RIGHT)

    def has_change_permission(self, request: HttpRequest, obj: Dossier | None = None) -> bool:
        """Nobody: one is asked for and made."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The list, asking, and the file."""
        view = self.admin_site.admin_view
        file = path("<uuid:uid>/file/", view(require_POST(self.file)), name="stories_dossier_file")
        kept = {"stories_dossier_changelist", "stories_dossier_add"}
        return [file, *(url for url in super().get_urls() if url.name in kept)]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, each that is made with the button that hands it out."""
        require(request, dossiers.RIGHT)
        made = self.get_queryset(request).exclude(file="").filter(made_at__isnull=False)
        made = made.select_related("asked_by", "story").order_by("-pk")
        context = {"title": "Dossiers", "made": list(made[:30]), "reads": _reads(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for a dossier; it stands in the list once a worker has made it."""
        require(request, dossiers.RIGHT)
        form = DossierForm(
            request.POST if request.method == "POST" else None, initial={"story": request.GET.get("story", "")}
        )
        if request.method == "POST" and form.is_valid():
            wanted = form.cleaned_data
            try:
                dossiers.ask(
                    wanted["story"], by=person(request), with_redacted=wanted["with_redacted"], reason=wanted["reason"]
                )
            except NewsroomError as refusal:
                form.add_error("reason" if str(refusal).startswith("The reason") else None, str(refusal))
            else:
                messages.success(request, "The dossier is being made. Load this page again in a moment.")
                return HttpResponseRedirect(reverse("admin:stories_dossier_changelist"))
        context = {**self.admin_site.each_context(request), "title": "New dossier", "opts": Dossier._meta, "form": form}
        asked = _story(request.GET.get("story", "")) if _reads(request) else None
        context["headline"] = asked.headline if asked else ""
        context["may_lift"] = request.user.has_perm("stories.publish_story")
        return TemplateResponse(request, "desk/new_dossier.html", context, status=400 if form.errors else 200)

    def file(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
        """Hand out the file; the log says to whom."""
        require(request, dossiers.RIGHT)
        row = get_object_or_404(self.get_queryset(request).select_related("story"), uid=uid)
        try:
            opened = dossiers.hand_out(row, by=person(request))
        except (NewsroomError, FileNotFoundError) as none:
            raise Http404("There is no such file, or not any more.") from none
        name = f"dossier-{str(row.story.uid)[:8]}-{row.asked_at:%Y%m%d-%H%M}.zip"
        response = FileResponse(opened, as_attachment=True, filename=name, content_type="application/zip")
        response["Cache-Control"] = "no-store, private"
        return response
