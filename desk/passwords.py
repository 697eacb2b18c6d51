"""A new password by mail, for somebody who forgot theirs: Django's own pages, in our words and by our verb."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.core.cache import cache
from django.urls import URLPattern, path, reverse

from desk import letters
from foundation import accounts
from foundation.models import User

PAUSE_SECONDS = 120


class AskForm(PasswordResetForm):
    """The form that asks. Only staff has anything to log in to."""

    def get_users(self, email: str) -> Any:
        """The people of this address who may log in, and were sent no letter in the last two minutes."""
        staff = (user for user in super().get_users(email) if user.is_staff)
        return [user for user in staff if cache.add(f"password-reset:{user.pk}", True, PAUSE_SECONDS)]

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send our letter; the desk's address in it comes from the settings and never from the request."""
        path = reverse("password_reset_confirm", kwargs={"uidb64": context["uid"], "token": context["token"]})
        letters.send_new_password(context["user"], path)


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """The form that sets, whose saving is a verb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it as the page of an invitation does."""
        super().__init__(*args, **kwargs)
        again = self.fields["new_password2"]
        again.label, again.help_text = "New password, once more", ""

    def save(self, commit: bool = True) -> User:
        """Set the password as its owner."""
        user: User = self.user
        accounts.set_password(user, self.cleaned_data["new_password1"], by=user, verb="reset_password")
        return user


urlpatterns: list[URLPattern] = [
    path("", PasswordResetView.as_view(form_class=AskForm), name="admin_password_reset"),
    path("sent/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "<uidb64>/<token>/", PasswordResetConfirmView.as_view(form_class=NewPasswordForm), name="password_reset_confirm"
    ),
    path("saved/", PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]
