"""A new password by mail, for somebody who forgot theirs: Django's own pages, in our words and by our verb."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import URLPattern, path

from foundation import accounts
from foundation.models import User
from reference.site import current

PAUSE_SECONDS = 120


class AskForm(PasswordResetForm):
    """The form that asks. Only staff has anything to log in to."""

    def get_users(self, email: str) -> Any:
        """The people of this address who may log in, and were sent no letter in the last two minutes."""
        staff = (user for user in super().get_users(email) if user.is_staff)
        return [user for user in staff if cache.add(f"password-reset:{user.pk}", True, PAUSE_SECONDS)]


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """The form that sets, whose saving is a verb."""

    def save(self, commit: bool = True) -> User:
        """Set the password as its owner."""
        user: User = self.user
        accounts.set_password(user, self.cleaned_data["new_password1"], by=user, verb="reset_password")
        return user


class Ask(PasswordResetView):
    """Send the link. The answer is the same whether the address is known."""

    form_class = AskForm

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Send it, with the desk's address from the settings and never from the request."""
        self.extra_email_context = {"desk_url": settings.DESK_URL, "site_name": current().name}
        return super().form_valid(form)


urlpatterns: list[URLPattern] = [
    path("", Ask.as_view(), name="admin_password_reset"),
    path("sent/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "<uidb64>/<token>/", PasswordResetConfirmView.as_view(form_class=NewPasswordForm), name="password_reset_confirm"
    ),
    path("saved/", PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]
