"""The log-in in two steps: name and password, then the code of those who have a second factor.

Between the two nobody is logged in: the session holds who passed the first step, for five minutes. Wrong codes count
as wrong passwords do (newsroom/lockouts.py), and only the whole log-in takes the count back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation import second_factor
from foundation.models import User

PASSED = "second_factor"  # in the session of whoever gave a code
_HALF = "half_logged_in"
_HALF_SECONDS = 300
_WRONG = "Log-in name or password is wrong. Both tell capital letters from small ones."


class CodeForm(forms.Form):
    """The six digits of the app, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True, "spellcheck": "false"}
        ),
    )


class NameForm(AdminAuthenticationForm):
    """Django's form in our words: what is asked for is called as everywhere else at the desk."""

    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": _WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Log-in name"


class PasswordStep(LoginView):
    """The first step: whoever has a second factor goes on to the second, all others are in."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Keep who passed, or log them in."""
        user = form.get_user()
        if not isinstance(user, User) or not second_factor.is_on(user):
            return super().form_valid(form)
        self.request.session[_HALF] = {
            "user": user.pk,
            "proof": user.get_session_auth_hash(),
            "backend": user.backend,
            "until": int(time.time()) + _HALF_SECONDS,
            "next": self.get_success_url(),
        }
        return HttpResponseRedirect(reverse("admin:second_step"))


def log_in(site: AdminSite, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
    """Django admin's log-in page, with our first step behind it."""
    index = reverse("admin:index", current_app=site.name)
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(index)
    context = {
        **site.each_context(request),
        "title": "Log in",
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
    }
    if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
        context[REDIRECT_FIELD_NAME] = index
    step = PasswordStep.as_view(
        extra_context=context | (extra_context or {}),
        authentication_form=NameForm,
        template_name="admin/login.html",
    )
    return step(request)


@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest, site: AdminSite) -> HttpResponseBase:
    """Ask for the code; the right one logs in."""
    half = request.session.get(_HALF)
    user = _half_way(half)
    if half is None or user is None:
        request.session.pop(_HALF, None)
        return HttpResponseRedirect(reverse("admin:login"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    credentials = {"username": user.get_username()}
    if request.method == "POST" and form.is_valid():
        if not AxesProxyHandler.is_allowed(request, credentials):
            return get_lockout_response(request, credentials=credentials)  # type: ignore[no-any-return]
        if second_factor.check(user, form.cleaned_data["code"]):
            del request.session[_HALF]
            login(request, user, backend=half["backend"])
            request.session[PASSED] = True
            return HttpResponseRedirect(half["next"])
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        form.add_error("code", "This code is wrong, or came too soon after a wrong one. Wait for the next one.")
    context = {**site.each_context(request), "title": "Log in", "form": form}
    return TemplateResponse(request, "registration/second_step.html", context)


def is_let_in_by(request: HttpRequest, user: User, password: str, code: str | None) -> bool:
    """Whether these open the person's door, asked of somebody who is in already. Wrong ones count as at the log-in."""
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return False
    if user.check_password(password) and (code is None or second_factor.check(user, code)):
        return True
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return False


def _half_way(half: dict[str, Any] | None) -> User | None:
    """Who passed the first step: not too long ago, and with a password that still stands."""
    if half is None or half["until"] < time.time():
        return None
    user = User.objects.filter(pk=half["user"], is_active=True).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), half["proof"]) else None


class SecondFactorGate:
    """Where TWO_FACTOR is required, the desk opens only to sessions that gave a code; others may enrol, or leave."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send on to the page where a second factor is set up."""
        if settings.TWO_FACTOR == "required" and request.path.startswith(settings.SESSION_COOKIE_PATH):
            is_in = request.user.is_authenticated and not request.session.get(PASSED)
            if is_in and request.path not in _open_paths():
                return HttpResponseRedirect(reverse("admin:second_factor"))
        return self.get_response(request)


def _open_paths() -> set[str]:
    names = ("second_factor", "login", "second_step", "logout", "jsi18n", "password_change", "password_change_done")
    return {reverse(f"admin:{name}") for name in names}
