"""Pages of one's own account: what is kept, the second factor, one's sessions, one's password."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from desk import drafts, saved_filters
from desk.access import person
from desk.logging_in import PASSED, is_let_in_by
from foundation import accounts, second_factor
from foundation.errors import NewsroomError
from foundation.models import User
from stories.personal_data import kept_of


class OwnPasswordForm(AdminPasswordChangeForm):
    """Django's form, whose saving is a verb."""

    def save(self, commit: bool = True) -> User:
        """Change the password as its owner."""
        user: User = self.user
        accounts.set_password(user, self.cleaned_data["new_password1"], by=user)
        return user


class ProofForm(forms.Form):
    """Who sits here: a session left open must not be enough to change how one logs in."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"})
    )


def change_password(site: AdminSite, request: HttpRequest, extra: dict[str, Any] | None) -> HttpResponseBase:
    """Django admin's page, saving by our verb. This session stays, every other one of the person ends."""
    view = PasswordChangeView.as_view(
        form_class=OwnPasswordForm,
        success_url=reverse("admin:password_change_done"),
        extra_context={**site.each_context(request), **(extra or {})},
        template_name="registration/password_change_form.html",
    )
    return view(request)


def account(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the person what is kept of them. A POST ends their other sessions, or turns shortcuts on or off."""
    user = person(request)
    if request.method == "POST" and "shortcuts" in request.POST:
        has_shortcuts = request.POST["shortcuts"] == "on"
        accounts.choose_shortcuts(user, has_shortcuts=has_shortcuts)
        messages.success(request, f"Keyboard shortcuts are {'on' if has_shortcuts else 'off'}.")
        return HttpResponseRedirect(f"{reverse('admin:own_account')}#keys")
    if request.method == "POST":
        accounts.end_own_sessions(user)
        update_session_auth_hash(request, user)
        messages.success(request, "You are logged out everywhere but here.")
        return HttpResponseRedirect(reverse("admin:own_account"))
    context = {
        **site.each_context(request),
        "title": "Your account",
        "data": accounts.account_data(user),
        "two_factor": settings.TWO_FACTOR,
        "codes_left": second_factor.codes_left(user),
    }
    return TemplateResponse(request, "desk/own_account.html", context)


def own_data(request: HttpRequest) -> StreamingHttpResponse:
    """What is kept of the person who asks, as a JSON file."""
    return as_file(person(request))


def as_file(user: User) -> StreamingHttpResponse:
    """A person's account and acts as a JSON file; it is never whole in memory."""
    response = StreamingHttpResponse(_json(user), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="account-{user.uid}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _json(user: User) -> Iterator[str]:
    yield f'{{"account": {json.dumps(accounts.account_data(user), ensure_ascii=False)},\n"acts": ['
    for number, act in enumerate(accounts.acts_of(user)):
        yield f"{',' if number else ''}\n{json.dumps(act, ensure_ascii=False)}"
    yield f'\n],\n"said_and_chosen": {json.dumps(kept_of(user), ensure_ascii=False)},'
    yield f'\n"typed_and_not_saved": {json.dumps(drafts.of_person(user), ensure_ascii=False)},'
    yield f'\n"kept_filters": {json.dumps(saved_filters.of_person(user), ensure_ascii=False)}}}\n'


@never_cache
@sensitive_post_parameters("password", "code")
def second_factor_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Set the second factor up, renew its recovery codes, or turn it off."""
    user = person(request)
    form, codes = ProofForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            codes = _carry_out(request, user, form.cleaned_data)
        except NewsroomError as refusal:
            form.add_error(None, str(refusal))
        else:
            if not codes:
                return HttpResponseRedirect(reverse("admin:own_account"))
    return TemplateResponse(request, "desk/second_factor.html", _context(request, site, user, form, codes))


def _carry_out(request: HttpRequest, user: User, typed: dict[str, str]) -> list[str]:
    """Do what the pressed button says; return recovery codes to show, if there are any."""
    if settings.TWO_FACTOR == "off":
        raise NewsroomError("This newsroom does without a second factor.")
    act, is_on = request.POST.get("act"), second_factor.is_on(user)
    if not is_let_in_by(request, user, typed["password"], typed["code"] if is_on else None):
        raise NewsroomError("The password or the code is wrong.")
    if act == "confirm" and not is_on:
        codes = second_factor.confirm(user, typed["code"])
        update_session_auth_hash(request, user)
        request.session[PASSED] = True
        return codes
    if act == "renew" and is_on:
        return second_factor.renew_codes(user)
    if act == "turn_off" and is_on and settings.TWO_FACTOR == "optional":
        second_factor.turn_off(user, by=user)
        update_session_auth_hash(request, user)
        messages.success(request, "The second factor is off.")
        return []
    raise NewsroomError("There is no such button now. Load the page again.")


def _context(request: HttpRequest, site: AdminSite, user: User, form: ProofForm, codes: list[str]) -> dict[str, Any]:
    context = {
        **site.each_context(request),
        "title": "Second factor",
        "form": form,
        "codes": codes,
        "two_factor": settings.TWO_FACTOR,
        "is_on": second_factor.is_on(user),
        "codes_left": second_factor.codes_left(user),
    }
    if not context["is_on"] and settings.TWO_FACTOR != "off":
        device = second_factor.begun(user)
        path, side = second_factor.qr_path(device)
        context |= {"qr_path": path, "qr_side": side, "key": second_factor.key_in_words(device)}
    return context
