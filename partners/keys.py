"""The verbs of a partner's key: make and revoke."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from foundation.digests import text_digest
from foundation.errors import NewsroomError
from foundation.limits import NAME_CHARS
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line
from partners.models import ApiKey

# Scanners that look for leaked secrets, and people, tell our keys by these first characters.
KEY_PREFIX = "nrk_"
KEY_BYTES = 32


class KeyRevoked(NewsroomError):
    """The key was revoked before."""


@transaction.atomic
def make_key(partner: str, *, by: Actor) -> tuple[ApiKey, str]:
    """Make a key for the partner and return it with its secret, which is nowhere kept and never shown again.

    Raises BadText where the partner's name is empty, too long or cannot be stored.
    """
    partner = clean_line(partner, name="The partner's name", max_chars=NAME_CHARS, required=True)
    secret = KEY_PREFIX + secrets.token_urlsafe(KEY_BYTES)
    key = ApiKey.objects.create(
        partner=partner,
        prefix=secret[:12],
        key_hash=text_digest(secret),
        made_by=by if isinstance(by, User) else None,
    )
    EditLog.objects.record("make_key", key, by=by, after={"partner": partner, "prefix": key.prefix})
    return key, secret


@transaction.atomic
def revoke(key: ApiKey, *, by: Actor) -> ApiKey:
    """Close the door to a key, from the next request on. Raises KeyRevoked if that was done before."""
    now = timezone.now()
    if not ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        raise KeyRevoked(f"The key {key} was revoked before.")
    EditLog.objects.record("revoke_key", key, by=by, before={"partner": key.partner, "prefix": key.prefix})
    key.revoked_at = now
    return key
