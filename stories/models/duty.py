"""The duty rota: who answers alerts, from when until when, and who is next."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DutyQuerySet(models.QuerySet["Duty"]):
    def standing(self) -> DutyQuerySet:
        """Those that nobody took off the rota."""
        return self.filter(ended_at__isnull=True)

    def at(self, moment: datetime) -> DutyQuerySet:
        """Who is on duty at that time (aware), in the order in which they are told."""
        rows = self.standing().filter(starts_at__lte=moment, ends_at__gt=moment, person__is_active=True)
        return rows.order_by("turn", "pk")

    def reached_at(self, moment: datetime) -> DutyQuerySet:
        """Those of them to whom a letter can be written: who has no address is passed over."""
        return self.at(moment).exclude(person__email="")


class Duty(models.Model):
    """Somebody answers alerts from a time until another. Turn 1 is told first, then 2, then 3, then the chiefs."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    turn = models.PositiveSmallIntegerField(default=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, help_text="When somebody took it off the rota.")

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["starts_at", "turn", "pk"]
        constraints = [
            models.CheckConstraint(name="duty_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at")))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_at:%Y-%m-%d %H:%M}"
