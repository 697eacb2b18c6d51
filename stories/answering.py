"""Alerts are answered, or go on to the next person: by who says so, by who acts on the story, by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from foundation.errors import NotAllowed
from foundation.models import EditLog, User
from stories import night_watch, urgent
from stories.alerting import chiefs, write_letters
from stories.models import Alert, Duty
from stories.watching import sees

AT_ONCE = 50
# Whoever begins or ends watching has not looked at what is wrong.
_NO_ANSWER = ("watch", "unwatch")


def may_answer(alert: Alert, by: User) -> bool:
    """Whether the alert is this person's to answer: they may open its story; of no story, a chief."""
    return by.has_perm("stories.publish_story") if alert.story is None else sees(by, alert.story)


@transaction.atomic
def answer(alert: Alert, *, by: User) -> bool:
    """Say that the person is on it: nobody else is told any more, and what held for want of an answer goes on.

    False where somebody was first. Raises NotAllowed for whoever may not open the story.
    """
    if not may_answer(alert, by):
        raise NotAllowed("This alert is of a story that is not yours.")
    if not _close(alert, by=by):
        return False
    night_watch.lift(by=by)
    return True


def settle() -> int:
    """Close what people answered by acting on the story, and what ended by itself. Returns how many.

    However many wait, none is passed over for good: those that somebody acted on are asked for, and of the others each
    has its turn by lot.
    """
    waiting = Alert.objects.unanswered().select_related("story__published", "story__owner")
    count = 0
    for alert in waiting.annotate(acted=_last_act()).filter(acted__isnull=False).order_by("pk")[:AT_ONCE]:
        person = User.objects.get(pk=getattr(alert, "acted"))  # noqa: B009 mypy knows no annotated name
        with transaction.atomic():
            count += _close(alert, by=person)
            night_watch.lift(by=person)
    for alert in waiting.order_by("?")[:AT_ONCE]:
        if urgent.is_over(alert):
            count += _close(alert, by=None)
    return count


def escalate_due() -> int:
    """Tell the next person of what nobody answered in time: whoever is on duty next, then the chiefs. Returns how many.

    The row is moved by a conditional UPDATE, so that any number of clocks tells each person once.
    """
    now = timezone.now()
    count = 0
    due = Alert.objects.unanswered().filter(escalate_at__lte=now).select_related("story__owner").order_by("escalate_at")
    for alert in due[:AT_ONCE]:
        with transaction.atomic():
            people, is_last = _next(alert)
            again = None if is_last else now + timedelta(minutes=settings.ALERT_ANSWER_MINUTES)
            same = Alert.objects.unanswered().filter(pk=alert.pk, escalations=alert.escalations)
            if same.update(escalations=alert.escalations + 1, escalate_at=again):
                write_letters(alert, people, is_insisted=True)
                count += 1
    return count


def _next(alert: Alert) -> tuple[list[User], bool]:
    """Who is told next, and whether nobody comes after them."""
    on_duty = [row.person for row in Duty.objects.reached_at(timezone.now()).select_related("person")]
    place = alert.escalations + 1
    return (on_duty[place : place + 1], False) if place < len(on_duty) else (chiefs(), True)


def _close(alert: Alert, *, by: User | None) -> bool:
    rows = Alert.objects.filter(pk=alert.pk, answered_at=None)
    if not rows.update(answered_at=timezone.now(), answered_by=by, escalate_at=None):
        return False
    if by is not None:
        EditLog.objects.record("answer_alert", alert.story or alert, by=by, after={"alert": alert.get_kind_display()})
    return True


def _last_act() -> Subquery:
    """Who did something on the alert's story since, the last of them; every verb on a story logs its uid."""
    acts = EditLog.objects.filter(
        subject_uid=OuterRef("story__uid"), at__gt=OuterRef("raised_at"), person__isnull=False
    ).exclude(verb__in=_NO_ANSWER)
    return Subquery(acts.order_by("-pk").values("person")[:1])
