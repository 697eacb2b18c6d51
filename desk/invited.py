"""The page that an invitation opens: somebody who has no account yet makes theirs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation import accounts
from foundation.models import User


class AccountForm(forms.Form):
    """What somebody who was invited says of themselves. The verb checks it."""

    username = forms.CharField(
        label="Log-in name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        help_text="Letters, digits and @ . + - _ only.",
    )
    first_name = forms.CharField(
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        help_text="As colleagues and readers see it.",
    )
    last_name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    again = forms.CharField(
        label="Password, once more", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """The values; two passwords that differ are refused."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("password") != values.get("again"):
            self.add_error("again", "The two passwords differ.")
        return values


@never_cache
@sensitive_post_parameters("password", "again")
def accept_invitation(request: HttpRequest, token: str, site: AdminSite) -> HttpResponse:
    """Let somebody who was invited make their account. They log in afterwards, as anybody does."""
    context = {**site.each_context(request), "title": "Your account", "hints": password_validators_help_texts()}
    form = AccountForm(request.POST if request.method == "POST" else None)
    try:
        invitation = accounts.read_token(token)
        if request.method == "POST" and form.is_valid():
            user = _accepted(token, form)
            if user is not None:
                messages.success(request, f"Your account stands. Log in as {user.get_username()}.")
                return HttpResponseRedirect(reverse("admin:login"))
    except accounts.NoInvitation as refusal:
        context |= {"told": str(refusal)}
        return TemplateResponse(request, "registration/accept_invitation.html", context, status=404)
    return TemplateResponse(
        request, "registration/accept_invitation.html", {**context, "form": form, "invitation": invitation}
    )


def _accepted(token: str, form: AccountForm) -> User | None:
    """Make the account, or put what is wrong at its field. Raises NoInvitation."""
    typed = {name: form.cleaned_data[name] for name in ("username", "first_name", "last_name", "password")}
    try:
        return accounts.accept(token, **typed)
    except ValidationError as wrong:
        told = wrong.message_dict if hasattr(wrong, "error_dict") else {"password": wrong.messages}
        for name, words in told.items():
            form.add_error(name if name in form.fields else None, words)
    except accounts.NotInvited as refusal:
        form.add_error("username", str(refusal))
    return None
