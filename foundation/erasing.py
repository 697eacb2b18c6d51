"""Erase a person: the account's row stays as a pseudonym, and everything that told who it was goes.

The edit log points at the row, not at a name, so that its chain stays whole and every page that shows who acted shows
the pseudonym from then on. What stays, and why: docs/accounts.md.
"""

from __future__ import annotations

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation import second_factor
from foundation.errors import NewsroomError
from foundation.models import EditLog, Invitation, User
from foundation.sessions import end_sessions


class NotErased(NewsroomError):
    """The person stays as they are."""


@transaction.atomic
def erase(user: User, *, by: User) -> User:
    """Replace name, log-in name and address by a pseudonym, for good. Raises NotErased.

    Ends the account: no password, no roles, no session. One row in the log, which says neither the old name nor why.
    """
    _refuse(user, by)
    _forget_elsewhere(user)
    second_factor.turn_off(user, by=by)
    user.groups.clear()
    user.user_permissions.clear()
    user.username, user.first_name, user.last_name = f"former-colleague-{user.pk}", "Former", f"colleague {user.pk}"
    user.email, user.last_login, user.erased_at = "", None, timezone.now()
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    end_sessions([user.pk])
    EditLog.objects.record("erase_person", user, by=by)
    return user


def _refuse(user: User, by: User) -> None:
    if user.erased_at:
        raise NotErased("This person was erased already.")
    if user.pk == by.pk:
        raise NotErased("Nobody erases themselves: ask another administrator.")
    if user.is_superuser and not by.is_superuser:
        raise NotErased("Only a superuser erases a superuser.")


def _forget_elsewhere(user: User) -> None:
    """Log-ins by name and address, invitations, and what Django's own admin noted of earlier versions."""
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        table.objects.filter(username__iexact=user.username).delete()
    Invitation.objects.filter(Q(account=user) | ~Q(email="") & Q(email__iexact=user.email)).update(email="")
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(Q(user=user) | Q(content_type=kind, object_id=str(user.pk))).delete()
