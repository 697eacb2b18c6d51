"""Invitations at the desk: made, sent or passed on by hand, taken back (desk/invited.py is where one opens)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk import letters
from desk.access import person, require
from desk.frozen import KeptAdmin
from foundation import accounts
from foundation.errors import NewsroomError
from foundation.models import Invitation


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(label="E-mail address", help_text="The link goes there, and stands for this person alone.")
    roles = forms.ModelMultipleChoiceField(
        Group.objects.order_by("pk"), widget=forms.CheckboxSelectMultiple, help_text="What they may do."
    )


@admin.register(Invitation)
class InvitationAdmin(KeptAdmin[Invitation]):
    list_display = ("email", "roles_line", "standing", "made_by_name", "made_at", "expires_at")
    list_select_related = ("made_by", "account")
    search_fields = ("email",)
    search_help_text = "E-mail address"
    actions = None
    fields = ("email", "roles_line", "standing", "made_by_name", "made_at", "expires_at", "accepted_at", "revoked_at")
    readonly_fields = fields
    change_form_template = "desk/invitation.html"

    @admin.display(description="roles")
    def roles_line(self, row: Invitation) -> str:
        """The roles by name."""
        return ", ".join(row.roles)

    @admin.display(description="invited by")
    def made_by_name(self, row: Invitation) -> str:
        """Who invited."""
        return row.made_by.display_name()

    @admin.display(description="stands")
    def standing(self, row: Invitation) -> str:
        """Whether the link opens, was used, taken back, or ran out."""
        if row.accepted_at:
            return f"accepted by {row.account.display_name()}" if row.account else "accepted"
        return "revoked" if row.revoked_at else "ran out" if row.expires_at < timezone.now() else "waits"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may make accounts."""
        return bool(request.user.has_perm("foundation.add_user"))

    def has_view_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """Who may make accounts."""
        return bool(request.user.has_perm("foundation.add_user"))

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """Nobody: one is made, taken back, or accepted."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and taking back."""
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        return [path("<int:object_id>/revoke/", revoke, name="foundation_invitation_revoke"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Invite, and say whether the letter left; where it did not, the answer to the POST shows the link, once."""
        require(request, "foundation.add_user")
        form, made, is_sent = InvitationForm(request.POST if request.method == "POST" else None), None, False
        if request.method == "POST" and form.is_valid():
            try:
                roles = [group.name for group in form.cleaned_data["roles"]]
                made = accounts.invite(form.cleaned_data["email"], roles, by=person(request))
                is_sent = letters.send_invitation(made)
            except NewsroomError as refusal:
                form.add_error(None, str(refusal))
        context = {**self.admin_site.each_context(request), "title": "Invite a colleague", "opts": Invitation._meta}
        context |= {"form": form, "made": made, "is_sent": is_sent}
        context |= {"link": letters.invitation_link(made) if made and not is_sent else ""}
        response = TemplateResponse(request, "desk/invite.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Django's page, with the button that takes the invitation back."""
        row = self.get_object(request, object_id)
        waits = row is not None and self.standing(row) == "waits"
        return super().change_view(request, object_id, form_url, {"invitation": row, "waits": waits})

    def revoke(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make the link open nothing."""
        require(request, "foundation.add_user")
        row = get_object_or_404(Invitation, pk=object_id)
        try:
            accounts.revoke_invitation(row, by=person(request))
        except NewsroomError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"The link of {row} opens nothing any more.")
        return HttpResponseRedirect(reverse("admin:foundation_invitation_changelist"))
