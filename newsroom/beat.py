"""Beat's scheduler for the clock: it goes by the monotonic clock, so that nobody who sets the time stops it.

Celery's own schedulers compare times of day. Set back by two hours, they send nothing for two hours; and they keep
a file in which a killed beat may leave half a record.
"""

from __future__ import annotations

import time
from typing import Any

from celery.beat import Scheduler
from celery.schedules import schedule

from newsroom.consumer import looking_every_second


class MonotonicScheduler(Scheduler):
    """Sends every entry of `beat_schedule` at its interval in seconds, the first at once. Knows no crontab."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._due: dict[str, float] = {}
        super().__init__(*args, **kwargs)

    def tick(self, *_: Any, **__: Any) -> float:
        """Send what is due and return how many seconds until the next is."""
        now = time.monotonic()
        for name, entry in self.schedule.items():
            if self._due.get(name, now) <= now:
                assert isinstance(entry.schedule, schedule)
                self._due[name] = now + entry.schedule.seconds
                self.apply_entry(entry, producer=self.producer)
        return max(min(self._due.values(), default=now + 1.0) - time.monotonic(), 0.0)

    def _ensure_connected(self) -> Any:
        looking_every_second(self.connection)
        return super()._ensure_connected()  # type: ignore[misc]  # the stubs leave it out
