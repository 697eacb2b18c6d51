"""Partners' keys at the desk: made, shown once, revoked, never edited. Here, since no door imports another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from desk.access import person, require
from desk.frozen import KeptAdmin
from foundation.errors import NewsroomError
from foundation.limits import NAME_CHARS
from partners import keys
from partners.models import ApiKey


class NewKeyForm(forms.Form):
    partner = forms.CharField(max_length=NAME_CHARS, help_text="Whose key it is.")


@admin.register(ApiKey)
class ApiKeyAdmin(KeptAdmin[ApiKey]):
    list_display = ("partner", "prefix", "made_by", "made_at", "last_used_on", "revoked_at")
    list_select_related = ("made_by",)
    search_fields = ("partner", "prefix")
    fields = ("partner", "prefix", "made_by", "made_at", "last_used_on", "revoked_at")
    readonly_fields = fields
    actions = None
    change_form_template = "desk/key.html"

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and revoking."""
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        return [path("<int:object_id>/revoke/", revoke, name="partners_apikey_revoke"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Make a key and show it, this once: the answer to the POST is the only page that holds it."""
        require(request, "partners.add_apikey")
        form = NewKeyForm(request.POST if request.method == "POST" else None)
        made = None
        if request.method == "POST" and form.is_valid():
            try:
                made = keys.make_key(form.cleaned_data["partner"], by=person(request))
            except NewsroomError as refusal:
                form.add_error("partner", str(refusal))
        context = {**self.admin_site.each_context(request), "title": "New API key", "opts": ApiKey._meta}
        key, secret = made or (None, "")
        response = TemplateResponse(
            request, "desk/new_key.html", {**context, "form": form, "key": key, "secret": secret}
        )
        response["Cache-Control"] = "no-store"
        return response

    def revoke(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Close the door to a key."""
        require(request, "partners.change_apikey")
        key = get_object_or_404(ApiKey, pk=object_id)
        try:
            keys.revoke(key, by=person(request))
        except NewsroomError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"The key {key} no longer opens the door.")
        return HttpResponseRedirect(reverse("admin:partners_apikey_change", args=[key.pk]))
