"""Verbs on the duty rota. Chiefs keep it; whoever stands on it may edit any story, and so mend what is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.models import EditLog, User
from stories.models import Duty

TURNS = (1, 2, 3)
LONGEST = timedelta(days=31)
FURTHEST = timedelta(days=366)


class NotOnDuty(NewsroomError):
    """The person cannot stand on the rota like that, or does not any more."""


@transaction.atomic
def put_on(person: User, *, starts_at: datetime, ends_at: datetime, turn: int, by: User) -> Duty:
    """Put somebody on duty between two times (aware). Raises NotAllowed, NotOnDuty and BadText.

    One person stands once at a time: a second line that overlaps one of theirs is refused. So is somebody without an
    e-mail address, also where a chat is set: a line in the chat is written once and goes on to nobody by name.
    """
    _refuse_others(by)
    if not (person.is_active and person.is_staff and person.has_perm("stories.edit_any_story")):
        raise NotOnDuty(f"{person.display_name()} may not edit every story, so could not mend what an alert tells.")
    if not person.email:
        raise NotOnDuty(
            f"{person.display_name()} has no e-mail address, so no alert would reach them. "
            "An administrator gives the account one; then put them on duty."
        )
    _refuse_times(starts_at, ends_at)
    if turn not in TURNS:
        raise BadText("Choose whether the person is told first, second or third.")
    # Of two chiefs at once the second waits, and finds what the first wrote.
    User.objects.select_for_update().get(pk=person.pk)
    taken = Duty.objects.standing().filter(person=person, starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if taken is not None:
        began, ends = timezone.localtime(taken.starts_at), timezone.localtime(taken.ends_at)
        told = f"{began.day} {began:%b %Y, %H:%M} to {ends.day} {ends:%b %Y, %H:%M}"
        raise NotOnDuty(f"{person.display_name()} is on duty already from {told}. Take that off first.")
    row = Duty.objects.create(person=person, starts_at=starts_at, ends_at=ends_at, turn=turn, set_by=by)
    after = {"person": str(person.uid), "from": starts_at.isoformat(), "to": ends_at.isoformat(), "turn": turn}
    EditLog.objects.record("put_on_duty", row, by=by, after=after)
    return row


@transaction.atomic
def take_off(duty: Duty, *, by: User) -> None:
    """Take a line off the rota. Raises NotAllowed, and NotOnDuty where it is off already."""
    _refuse_others(by)
    if not Duty.objects.standing().filter(pk=duty.pk).update(ended_at=timezone.now()):
        raise NotOnDuty("This line is off the rota already.")
    EditLog.objects.record("take_off_duty", duty, by=by, before={"person": str(duty.person.uid)})


def to_come(limit: int = 60) -> list[Duty]:
    """Who is on duty now and later, the next first."""
    rows = Duty.objects.standing().filter(ends_at__gt=timezone.now()).select_related("person")
    return list(rows.order_by("starts_at", "turn", "pk")[:limit])


def _refuse_others(by: User) -> None:
    if not by.has_perm("stories.publish_story"):
        raise NotAllowed("Only a chief may change the duty rota.")


def _refuse_times(starts_at: datetime, ends_at: datetime) -> None:
    now = timezone.now()
    if ends_at <= starts_at:
        raise BadText("The duty ends before it begins. Give a later end.")
    if ends_at <= now:
        raise BadText("This duty is over already. Give an end that is still to come.")
    if ends_at - starts_at > LONGEST:
        raise BadText("The duty is longer than a month. Give it in shorter lines.")
    if starts_at > now + FURTHEST:
        raise BadText("The duty begins more than a year from now.")
