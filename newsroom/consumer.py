"""How workers and beat come back to a broker that was away: they look every second.

Celery's own pause grows to 30 s and has no setting; an update would wait so long for a broker that is back already.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from celery.worker.consumer import Consumer

PAUSE_SECONDS = 1


def looking_every_second(connection: Any) -> Any:
    """Have the broker's connection, once it is lost, try again every PAUSE_SECONDS. Returns the connection."""
    pauses = {"interval_start": PAUSE_SECONDS, "interval_step": 0, "interval_max": PAUSE_SECONDS}
    connection.ensure_connection = partial(type(connection).ensure_connection, connection, **pauses)
    return connection


class PromptConsumer(Consumer):
    """Celery's consumer of messages, which looks for a lost broker every second."""

    def ensure_connected(self, conn: Any) -> Any:
        """Return the connection once it stands."""
        return super().ensure_connected(looking_every_second(conn))
