"""What is asked of the broker before work begins: that it refuses when it is full, and evicts nothing."""

from __future__ import annotations

import logging

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

WANTED_POLICY = "noeviction"
_TIMEOUT_SECONDS = 3


class Unreachable(Exception):
    """The broker did not answer."""


def policy(url: str) -> str:
    """Return the broker's maxmemory policy. Raises Unreachable. INFO tells it, also where CONFIG is forbidden."""
    try:
        with Redis.from_url(
            url,
            socket_timeout=_TIMEOUT_SECONDS,
            socket_connect_timeout=_TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        ) as client:
            return str(client.info("memory").get("maxmemory_policy", ""))
    except (RedisError, OSError, ValueError) as away:
        raise Unreachable(f"{type(away).__name__}: {away}") from away


def refusal(found: str) -> str:
    """Say why a broker with this policy is refused."""
    return (
        f"The broker's maxmemory-policy is {found or 'unknown'!r}, and it must be {WANTED_POLICY!r}: "
        "a full broker that evicts loses messages silently. Give the cache a Redis of its own (CACHE_URL)."
    )


def refuse_evicting(url: str) -> None:
    """Raise SystemExit where the broker evicts. One that cannot be asked is waited for, as a worker does anyway."""
    try:
        found = policy(url)
    except Unreachable as away:
        logger.warning("The broker cannot be asked for its policy yet: %s", away)
        return
    if found != WANTED_POLICY:
        raise SystemExit(refusal(found))
