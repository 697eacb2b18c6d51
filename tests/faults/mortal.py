"""The newsroom's Celery application with an engine that an article can kill: `celery --app tests.faults.mortal`.

It is the extract engine under its own name, so that summaries made before stay current; it works at the pace of
FAULTS_PACE_SECONDS, so that a fault finds it at work; and the process ends at once where a text holds POISON, and the
first time that one holds SHOCK.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from newsroom.celery import app
from stories.summarising.engines import ENGINES
from stories.summarising.engines.extract import ExtractEngine
from stories.summarising.request import Draft, Report, Request

POISON, SHOCK = "Strychnos", "Electrophorus"

__all__ = ["app"]


class MortalEngine(ExtractEngine):
    """The extract engine, which poison kills, and a shock once."""

    def draft(self, request: Request, report: Report) -> Draft:
        """As the extract engine, unless an article is poison or the first shock."""
        time.sleep(float(os.environ.get("FAULTS_PACE_SECONDS", "0")))
        texts = [article.text for article in request.articles]
        if any(POISON in text for text in texts) or (any(SHOCK in text for text in texts) and _is_first()):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().draft(request, report)


def _is_first() -> bool:
    """Whether no process of this newsroom was here before."""
    try:
        (Path(os.environ["VAR_DIR"]) / "shocked").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


ENGINES["extract"] = MortalEngine
