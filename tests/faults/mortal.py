"""The newsroom's Celery application with an engine that an article can kill: `celery --app tests.faults.mortal`.

It is the extract engine under its own name, so that summaries made before stay current; it works at the pace of
FAULTS_PACE_SECONDS, so that a fault finds it at work; and the process ends at once where a text holds POISON.
"""

from __future__ import annotations

import os
import signal
import time

from newsroom.celery import app
from stories.summarising.engines import ENGINES
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.request import Draft, Report, Request

POISON = "Strychnos"

__all__ = ["app"]


class MortalEngine(ExtractEngine):
    """The extract engine, which poison kills."""

    def draft(self, request: Request, report: Report) -> Draft:
        """As the extract engine, unless an article is poison."""
        time.sleep(float(os.environ.get("FAULTS_PACE_SECONDS", "0")))
        if any(POISON in article.text for article in request.articles):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().draft(request, report)


ENGINES["extract"] = MortalEngine
