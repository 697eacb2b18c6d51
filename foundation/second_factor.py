"""The second factor of a log-in: a code of an authenticator app (RFC 6238), or one of ten recovery codes.

Codes are checked one device at a time and under a row lock; after each wrong one the device waits twice as long as
before.
"""

from __future__ import annotations

from base64 import b32encode

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from foundation.errors import NewsroomError
from foundation.models import Actor, EditLog, User
from foundation.sessions import end_sessions

RECOVERY_CODES = 10


class WrongCode(NewsroomError):
    """The code is not the one that the app shows now, or it came too soon after a wrong one."""


def is_on(user: User) -> bool:
    """Whether this person's log-in asks for a code."""
    return settings.TWO_FACTOR != "off" and TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begun(user: User) -> TOTPDevice:
    """The secret this person is about to enrol; a new one where none waits. It opens nothing until it is confirmed."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def begin_again(user: User) -> None:
    """Forget a secret that waits, which somebody may have seen."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()


def key_in_words(device: TOTPDevice) -> str:
    """The secret in base 32, in groups of four, for typing into an app."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def qr_path(device: TOTPDevice) -> tuple[str, int]:
    """The secret as a QR code: the `d` of an SVG path of its dark modules, and the side of its view box."""
    quiet = 4
    rows = [list(row) for row in segno.make_qr(device.config_url, error="m").matrix]
    dark = [(x + quiet, y + quiet) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark), len(rows) + 2 * quiet


@transaction.atomic
def confirm(user: User, code: str) -> list[str]:
    """Turn the second factor on, and return its recovery codes, which are told this once. Raises WrongCode.

    Every other session of the person ends.
    """
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(_clean(code)):
        raise WrongCode("This is not the code that the app shows now. Is the time on your phone right?")
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = _fresh_codes(user)
    EditLog.objects.record("turn_on_second_factor", user, by=user)
    _end_sessions(user)
    return codes


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """Replace the recovery codes, and return the new ones, which are told this once."""
    codes = _fresh_codes(user)
    EditLog.objects.record("renew_recovery_codes", user, by=user)
    return codes


def check(user: User, code: str) -> bool:
    """Whether the code opens this person's door now. A code of the app and a recovery code do so once each."""
    words = _clean(code)
    kind = TOTPDevice if words.isdecimal() else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return bool(device is not None and device.verify_token(words))


def codes_left(user: User) -> int:
    """How many recovery codes are unused."""
    return int(StaticToken.objects.filter(device__user=user, device__confirmed=True).count())


@transaction.atomic
def turn_off(user: User, *, by: Actor) -> bool:
    """Take the second factor away, as its owner or an administrator. Returns whether there was one. Logged.

    Every session of the person ends.
    """
    gone, _ = TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    if gone:
        EditLog.objects.record("turn_off_second_factor" if by == user else "reset_second_factor", user, by=by)
        _end_sessions(user)
    return bool(gone)


def _fresh_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    # A letter first: by it a recovery code is told from a code of the app.
    codes = ["r" + StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def _end_sessions(user: User) -> None:
    end_sessions([user.pk])
    user.refresh_from_db(fields=["session_stamp"])


def _clean(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()[:16]
