"""Whether a site lets our agent read a page (RFC 9309). What robots.txt said is kept for a day on the host's row."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from protego import Protego

from foundation import outbound
from foundation.errors import TryLater
from wire.models import Host

KEPT = timedelta(hours=24)
# A server in trouble is asked again sooner; until then it lets nobody in.
KEPT_IN_TROUBLE = timedelta(minutes=10)
# RFC 9309 asks for at least 500 kibibytes to be read.
MAX_BYTES = 512 * 1024
_TROUBLE = 500


def forbids(url: str, host: Host, *, deadline_seconds: float) -> str:
    """Say why the site does not let us read this page; empty where it does.

    Raises TryLater where robots.txt cannot be reached now, and NotPublic as `outbound.fetch` does.
    """
    if not _is_fresh(host):
        _read(url, host, deadline_seconds)
    if host.robots_status >= _TROUBLE:
        raise TryLater(f"{host.name} cannot say now whether pages may be read: its robots.txt answers with an error.")
    rules = Protego.parse(host.robots)
    if rules.can_fetch(url, settings.OUTBOUND_AGENT):
        return ""
    return f"{host.name} asks programs not to read this page (robots.txt). Open it yourself and paste the article."


def _is_fresh(host: Host) -> bool:
    now = timezone.now()
    kept = KEPT_IN_TROUBLE if host.robots_status >= _TROUBLE else KEPT
    return host.robots_read_at is not None and timedelta(0) <= now - host.robots_read_at < kept


def _read(url: str, host: Host, deadline_seconds: float) -> None:
    """Ask for robots.txt and keep what it says. A site that has none, or forbids to read it, forbids nothing."""
    parts = urlsplit(url)
    try:
        answer = outbound.fetch(
            f"{parts.scheme}://{parts.netloc}/robots.txt", deadline_seconds=deadline_seconds, max_bytes=MAX_BYTES
        )
        status, text = answer.status, answer.body.decode("utf-8", "replace").replace("\x00", "")
    except TryLater:
        raise
    except outbound.Refused:
        # It redirects in circles, or is larger than any: as RFC 9309 has it, such a file is not there.
        status, text = 404, ""
    host.robots_status, host.robots_read_at = status, timezone.now()
    host.robots = text if status == 200 else ""
    host.save(update_fields=["robots", "robots_status", "robots_read_at"])
