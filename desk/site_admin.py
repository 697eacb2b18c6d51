"""The site's own texts at the desk: name, contact and logo, and the pages about it."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desk.clean_form import CleanForm
from desk.frozen import KeptAdmin
from foundation.errors import BadText
from foundation.text import clean_text
from media.inspecting import BadPicture
from media.marks import mark
from reference.models import Site, SitePage
from reference.site import forget
from stories.curating import clean_language


class SiteForm(CleanForm):
    """Name, contact, and a logo that is taken as strictly as any picture."""

    new_logo = forms.FileField(
        required=False, label="Logo", help_text="JPEG, PNG, WebP, GIF or AVIF; no drawing (SVG)."
    )
    no_logo = forms.BooleanField(required=False, label="Show no logo")

    class Meta:
        model = Site
        fields = ("name", "contact")

    def clean_new_logo(self) -> Any:
        """The logo as it will be shown, or nothing."""
        given = self.cleaned_data["new_logo"]
        if not given:
            return None
        try:
            self.made = mark(given.read())
        except BadPicture as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return given


@admin.register(Site)
class SiteAdmin(KeptAdmin[Site]):
    form = SiteForm
    fields = ("name", "contact", "new_logo", "no_logo")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row, made at the first look, and no list of it."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        Site.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:reference_site_change", args=[1]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: there is one."""
        return False

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        """Save the texts and the logo; every page shows them within seconds."""
        # What the night watch wrote since the row was read stands (stories/night_watch.py).
        row = Site.objects.select_for_update().filter(pk=obj.pk).first()
        obj.unwatched_since = row.unwatched_since if row else None
        made = getattr(form, "made", None)
        if form.cleaned_data.get("no_logo"):
            obj.logo, obj.logo_digest = None, ""
        elif made is not None:
            obj.logo, obj.logo_digest = made.data, hashlib.sha256(made.data).hexdigest()
            obj.logo_width_px, obj.logo_height_px = made.width_px, made.height_px
        super().save_model(request, obj, form, change)
        forget()


class SitePageForm(forms.ModelForm[SitePage]):
    """A page's texts in the one stored form."""

    class Meta:
        model = SitePage
        fields = ("title", "slug", "body", "language", "position", "is_shown")

    def _clean_text(self, field: str, max_chars: int) -> str:
        try:
            return clean_text(self.cleaned_data[field], name=field.capitalize(), max_chars=max_chars)
        except BadText as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_title(self) -> str:
        """The title in stored form, in one line."""
        return " ".join(self._clean_text("title", 200).split("\n"))

    def clean_body(self) -> str:
        """The text in stored form."""
        return self._clean_text("body", 50_000)

    def clean_language(self) -> str:
        """A language tag."""
        try:
            return clean_language(self.cleaned_data["language"])
        except BadText as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@admin.register(SitePage)
class SitePageAdmin(KeptAdmin[SitePage]):
    form = SitePageForm
    list_display = ("title", "slug", "language", "position", "is_shown", "changed_at")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}

    def save_model(self, request: HttpRequest, obj: SitePage, form: Any, change: bool) -> None:
        """Save; every page's foot names it within seconds, where it is shown."""
        super().save_model(request, obj, form, change)
        forget()
        if obj.is_shown:
            messages.info(request, f"Readers find it at /about/{obj.slug}/, and at the foot of every page.")
        else:
            messages.warning(request, "Readers do not see it: tick “Shown to readers” when it is ready.")
