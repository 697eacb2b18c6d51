"""Who stands at the partners' door: the key in the Authorization header."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from foundation.digests import text_digest
from partners.keys import KEY_PREFIX
from partners.models import ApiKey

if TYPE_CHECKING:  # rest_framework.views reads the settings that name this module: a circle at run time
    from rest_framework.views import APIView

_SCHEMES = ("bearer", "api-key")
_KEY = re.compile(re.escape(KEY_PREFIX) + r"[A-Za-z0-9_-]{43}\Z")
_REFUSED = "This key opens nothing: it is wrong or was revoked. Ask the newsroom for a new one."
_HOW = "Send your key in the header `Authorization: Bearer <key>`."


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`. request.auth becomes the ApiKey; request.user stays None: no user stands here."""

    def authenticate(self, request: Request) -> tuple[None, ApiKey] | None:
        """Return the key of the header, or None without the header. Raises AuthenticationFailed for any other."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        scheme, _, secret = header.partition(" ")
        if scheme.lower() not in _SCHEMES:
            raise AuthenticationFailed(_HOW)
        key = _key_for(secret.strip(" "))
        _note_use(key)
        return None, key

    def authenticate_header(self, request: Request) -> str:
        """The WWW-Authenticate header of a 401."""
        return 'Bearer realm="partners"'


class HasKey(BasePermission):
    """Lets in whoever brought a valid key."""

    message = _HOW

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, ApiKey)


def _key_for(secret: str) -> ApiKey:
    """Return the valid key with this secret: one look-up by hash, so that its cost says nothing about the secret."""
    if not _KEY.match(secret):
        raise AuthenticationFailed(_REFUSED)
    key = ApiKey.objects.filter(key_hash=text_digest(secret), revoked_at=None).order_by().first()
    if key is None:
        raise AuthenticationFailed(_REFUSED)
    return key


def _note_use(key: ApiKey) -> None:
    """Write down that the key was used today, once a day, whoever of several requests comes first."""
    today = datetime.now(UTC).date()
    if key.last_used_on is None or key.last_used_on < today:
        earlier = Q(last_used_on=None) | Q(last_used_on__lt=today)
        ApiKey.objects.filter(earlier, pk=key.pk).update(last_used_on=today)
