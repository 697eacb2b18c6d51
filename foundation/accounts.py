"""Verbs on accounts: passwords, invitations, data handed out. Every one writes its row in the edit log.

The log names what changed and the roles before and after, never a name, an address or a password: its rows cannot be
erased, and a person can (foundation/erasing.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from foundation import second_factor
from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog, Invitation, User
from foundation.sessions import end_sessions

INVITED_FOR = timedelta(days=7)
_SALT = "foundation.invitation"


class NoInvitation(NewsroomError):
    """The link opens nothing: used, revoked, run out, or never ours."""


class NotInvited(NewsroomError):
    """The invitation could not be made, or not be accepted in this form."""


def set_password(user: User, password: str, *, by: Actor, verb: str = "change_password") -> None:
    """Give the person this password, already validated. Every session of theirs ends; the caller may keep its own."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        EditLog.objects.record(verb, user, by=by)


@transaction.atomic
def end_own_sessions(user: User) -> None:
    """End every session of the person, as they asked."""
    end_sessions([user.pk])
    user.refresh_from_db(fields=["session_stamp"])
    EditLog.objects.record("end_sessions", user, by=user)


@transaction.atomic
def choose_shortcuts(user: User, *, has_shortcuts: bool) -> None:
    """Turn the desk's keyboard shortcuts on or off for the person, as they asked. The same again changes nothing."""
    if User.objects.filter(pk=user.pk).exclude(has_shortcuts=has_shortcuts).update(has_shortcuts=has_shortcuts):
        EditLog.objects.record("choose_shortcuts", user, by=user, after={"has_shortcuts": has_shortcuts})


# --- invitations ------------------------------------------------------------------------------------
@transaction.atomic
def invite(email: str, roles: Sequence[str], *, by: User) -> Invitation:
    """Invite somebody into these roles (names of groups). Raises NotInvited.

    An earlier invitation of the same address that waits is revoked: only the last link opens.
    """
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise NotInvited("Write the whole e-mail address.") from wrong
    known = set(Group.objects.filter(name__in=roles).values_list("name", flat=True))
    if not roles or known != set(roles):
        raise NotInvited("Choose at least one role.")
    if User.objects.filter(email__iexact=address, is_active=True).exists():
        raise NotInvited("Somebody with this address has an account already.")
    now = timezone.now()
    waiting = Invitation.objects.filter(email__iexact=address, accepted_at=None, revoked_at=None)
    waiting.update(revoked_at=now)
    made = Invitation.objects.create(email=address, roles=sorted(known), made_by=by, expires_at=now + INVITED_FOR)
    EditLog.objects.record("invite", made, by=by, after={"roles": made.roles})
    return made


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Make the link open nothing. Raises NoInvitation where it was used or revoked already."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not waiting.update(revoked_at=timezone.now()):
        raise NoInvitation("This invitation was used or revoked already.")
    EditLog.objects.record("revoke_invitation", invitation, by=by)


def token_of(invitation: Invitation) -> str:
    """The signed word of the invitation's link."""
    return signing.dumps(str(invitation.uid), salt=_SALT)


def read_token(token: str) -> Invitation:
    """The invitation that this word opens now. Raises NoInvitation.

    It opens nothing once whoever invited may keep accounts no longer.
    """
    refused = NoInvitation("This link was used, was revoked or ran out. Ask for another invitation.")
    try:
        uid = signing.loads(token, salt=_SALT, max_age=INVITED_FOR)
    except signing.BadSignature as wrong:
        raise refused from wrong
    rows = Invitation.objects.filter(uid=uid, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    found = rows.select_related("made_by").first()
    if found is None or not found.made_by.has_perm("foundation.add_user"):
        raise refused
    return found


@transaction.atomic
def accept(token: str, *, username: str, first_name: str, last_name: str, password: str) -> User:
    """Make the account that the invitation promises. Raises NoInvitation and NotInvited.

    The password must pass the validators of the settings; raises ValidationError where it does not.
    """
    invitation = read_token(token)
    user = User(username=User.normalize_username(username.strip()), email=invitation.email, is_staff=True)
    user.first_name, user.last_name = first_name.strip(), last_name.strip()
    user.full_clean(exclude=["password", "uid", "session_stamp"])
    validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise NotInvited("Somebody else has this log-in name. Choose another.") from taken
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not claimed.update(accepted_at=timezone.now(), account=user):
        raise NoInvitation("This link was used a moment ago.")
    user.groups.set(Group.objects.filter(name__in=invitation.roles))
    EditLog.objects.record("accept_invitation", user, by=user, after={"roles": invitation.roles})
    return user


# --- data of a person -------------------------------------------------------------------------------
def account_data(user: User) -> dict[str, Any]:
    """What is kept of a person's account, as JSON."""
    return {
        "uid": str(user.uid),
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "is_active": user.is_active,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
        "date_joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "has_second_factor": second_factor.is_on(user),
        "has_shortcuts": user.has_shortcuts,
    }


def acts_of(user: User) -> Iterator[dict[str, Any]]:
    """Every act by the person or on their account, oldest first, as JSON; read in steps, so that any number fits."""
    rows = EditLog.objects.filter(Q(person=user) | Q(subject_uid=user.uid)).order_by("pk")
    for row in rows.iterator(chunk_size=1_000):
        yield {
            "at": row.at.isoformat(),
            "verb": row.verb,
            "by_this_person": row.person_id == user.pk,
            "subject": f"{row.subject_kind} {row.subject_uid}",
            "before": row.before,
            "after": row.after,
            "reason": row.reason,
        }
