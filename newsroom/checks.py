"""What must hold among the settings before work begins; each message names the numbers that contradict each other."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def limits_fit(app_configs: Any, **_: Any) -> list[Error]:
    """A lease outlasts the engine's deadline, and every task ends before the broker would send it again."""
    found = []
    lease, deadline = settings.SUMMARY_LEASE_SECONDS, settings.SUMMARY_DEADLINE_SECONDS
    if lease <= deadline:
        found.append(
            Error(
                f"SUMMARY_LEASE_SECONDS is {lease} and SUMMARY_DEADLINE_SECONDS is {deadline}: a second worker would "
                "claim a story while the first is still at it.",
                hint="Make the lease longer than the deadline.",
                id="newsroom.E001",
            )
        )
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("visibility_timeout")
    if visibility is not None and visibility <= settings.CELERY_TASK_TIME_LIMIT:
        found.append(
            Error(
                f"CELERY_TASK_TIME_LIMIT is {settings.CELERY_TASK_TIME_LIMIT} and the broker's visibility_timeout is "
                f"{visibility}: a running task would be sent again.",
                hint="Make the time limit shorter than the visibility timeout.",
                id="newsroom.E002",
            )
        )
    return found
