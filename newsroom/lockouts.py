"""Limits of log-ins: of a name from an address, which is axes' own, and of an address whatever the names."""

from __future__ import annotations

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class LimitedHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """axes' handler, which also refuses an address that failed with many names.

    A right password takes away the failures of its own name only, so that an account of one's own does not help.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether the name from this address, or the address, failed too often of late."""
        if super().is_locked(request, credentials):
            return True
        rows = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
            attempt_time__gte=get_cool_off_threshold(request),
        )
        failed = rows.aggregate(count=Sum("failures_since_start"))["count"] or 0
        if failed < settings.LOGIN_FAILURES_PER_ADDRESS:
            return False
        request.axes_locked_out = True  # type: ignore[attr-defined]  # so that the answer says so, and nothing more counts
        return True
