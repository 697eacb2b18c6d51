"""What the desk itself remembers of the people who work at it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Shift(models.Model):
    """When somebody was last here: one row for each person, kept by desk/shifts.py.

    `left_at` is when they were last seen before the shift that goes on now; empty at their first.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shift")
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id} since {self.began_at:%Y-%m-%d %H:%M}"
