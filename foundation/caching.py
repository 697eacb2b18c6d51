"""A cache that may be down or slow: then it forgets, and nobody notices but the log.

Only what can be made again is kept here. After a failure the server is left alone for a while, so that a cache which
hangs costs one short wait now and then, and not one for every page.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

REST_SECONDS = 5.0

# By server, for all threads: each has a cache object of its own.
_resting_until: dict[str, float] = {}


class JsonSerializer:
    """Strings, numbers and plain lists as JSON: what stands in a cache is data and never code, as a pickle may be."""

    def dumps(self, value: object) -> bytes:
        """The value as bytes. Raises TypeError for what JSON does not know."""
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        """The value of the bytes; None where they are not ours."""
        try:
            return json.loads(data)
        except ValueError:
            return None


class ForgivingClient(RedisCacheClient):
    """Django's client, in which a failing server is an empty one."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        # The library's own retries would make a page wait several times.
        super().__init__(servers, **{"retry": Retry(NoBackoff(), 0), **options})
        self._server = servers[0]

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(self._tried(super().add, key, value, timeout, instead=False))

    def get(self, key: Any, default: Any) -> Any:
        return self._tried(super().get, key, default, instead=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._tried(super().set, key, value, timeout, instead=None)

    def touch(self, key: Any, timeout: Any) -> bool:
        return bool(self._tried(super().touch, key, timeout, instead=False))

    def delete(self, key: Any) -> bool:
        return bool(self._tried(super().delete, key, instead=False))

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        return dict(self._tried(super().get_many, keys, instead={}))

    def has_key(self, key: Any) -> bool:
        return bool(self._tried(super().has_key, key, instead=False))

    def incr(self, key: Any, delta: int) -> int:
        found = self._tried(super().incr, key, delta, instead=None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return int(found)

    def set_many(self, data: Mapping[Any, Any], timeout: Any) -> None:
        self._tried(super().set_many, data, timeout, instead=None)

    def delete_many(self, keys: Iterable[Any]) -> None:
        self._tried(super().delete_many, keys, instead=None)

    def clear(self) -> bool:
        return bool(self._tried(super().clear, instead=False))

    def _tried(self, act: Callable[..., Any], *given: Any, instead: Any) -> Any:
        """What the act returns; `instead` where the server fails, and for REST_SECONDS after that."""
        if _resting_until.get(self._server, 0.0) > time.monotonic():
            return instead
        try:
            return act(*given)
        except (RedisError, OSError) as fault:
            _resting_until[self._server] = time.monotonic() + REST_SECONDS
            logger.warning("The cache is left alone for %.0f s: %s", REST_SECONDS, type(fault).__name__)
            return instead


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache on a client that forgives. It raises nothing that a cache in memory would not raise."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
