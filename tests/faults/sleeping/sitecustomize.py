"""On PYTHONPATH it lets Python sleep under libfaketime, whose 0.9.10 answers EINVAL to the call behind time.sleep."""

from __future__ import annotations

import select
import time


def _sleep(seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = _sleep
