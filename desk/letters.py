"""Letters to people about their account. Without a mail server they are written to the log of the process."""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from foundation.accounts import token_of
from foundation.models import Invitation, User
from reference.site import current

logger = logging.getLogger(__name__)


def is_sent() -> bool:
    """Whether letters leave the machine; where they do not, whoever keeps the accounts passes links on by hand."""
    return bool(settings.EMAIL_HOST)


def desk_link(path: str) -> str:
    """An address of the desk in full: what is printed is never taken from a request."""
    return f"{settings.DESK_URL}{path}"


def invitation_link(invitation: Invitation) -> str:
    """The address that opens the invitation."""
    return desk_link(reverse("admin:accept_invitation", args=[token_of(invitation)]))


def send_invitation(invitation: Invitation) -> bool:
    """Send the link. Returns whether it left."""
    words = (
        f"You are invited to the desk of {current().name} as {', '.join(invitation.roles)}.\n\n"
        f"Choose your log-in name and password here, once, before {invitation.expires_at:%Y-%m-%d %H:%M} UTC:\n"
        f"{invitation_link(invitation)}\n"
    )
    return _send(f"Your account at {current().name}", words, invitation.email)


def send_new_password(user: User, path: str) -> bool:
    """Send the link by which somebody sets a new password. Returns whether it left."""
    words = (
        f"Somebody asked for a new password for your account {user.get_username()} at {current().name}.\n\n"
        f"Choose one here, within an hour:\n{desk_link(path)}\n\n"
        "If it was not you, do nothing: your password stays as it is.\n"
    )
    return _send(f"A new password at {current().name}", words, user.email)


def tell_of_change(user: User, what: str) -> bool:
    """Tell somebody that another person changed how they log in. Returns whether it left."""
    words = (
        f"{what} for your account {user.get_username()} at {current().name}.\n\n"
        "If you did not ask for it, tell another administrator at once.\n"
    )
    return bool(user.email) and _send(f"Your account at {current().name}", words, user.email)


def _send(subject: str, words: str, to: str) -> bool:
    try:
        send_mail(subject, words, None, [to])
    except (OSError, smtplib.SMTPException) as fault:
        logger.warning("A letter about an account did not leave: %s", fault)
        return False
    return is_sent()
