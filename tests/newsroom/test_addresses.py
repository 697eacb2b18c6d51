"""Where a request came from, as lockouts count it: never what a visitor could make up, and always an address."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt

PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


def counted_as(client, forwarded: str) -> str | None:
    """The address that a failed log-in is counted under."""
    typed = {"username": "reporter", "password": "wrong"}
    answer = client.post("/admin/login/", typed, headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 200
    return AccessAttempt.objects.get().ip_address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("6.6.6.6, 192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:5555", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::"),
        ("[2001:db8:1:2:3::7]:5555", "2001:db8:1:2::"),
        ("unknown", "10.0.0.9"),
        ("", "10.0.0.9"),
    ],
)
def test_behind_a_proxy_it_is_the_address_that_the_proxy_wrote(client, settings, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = PROXY
    assert counted_as(client, forwarded) == address


@pytest.mark.django_db
def test_without_a_proxy_nobody_is_believed(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    assert counted_as(client, "192.0.2.7") == "10.0.0.9"
