"""Raise what cannot wait, and write a letter to each who is told. Call these inside the transaction of what happened.

So an alert stands exactly where its cause stands, and nothing is lost between the two. No row repeats words of a story:
what a letter says is decided when it leaves (desk/alert_letters.py). Raising the same thing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from foundation.models import Actor, Engine, User
from stories.models import Alert, AlertChoice, Duty, Letter, Story, Watch

Kind = Alert.Kind
Way = AlertChoice.Way
# What somebody must answer: it goes to whoever is on duty, and on from them.
URGENT = frozenset({Kind.RELEASE, Kind.FAILED, Kind.SOURCE, Kind.HELD})
# What is done to one person, and told to nobody else.
PERSONAL = frozenset({Kind.MENTION, Kind.HANDOVER, Kind.TAKEN, Kind.ASSIGN})
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {kind.value: (Way.DIGEST if kind in {Kind.COMMENT, Kind.PUBLIC} else Way.NOW).value for kind in Kind}
)


def raise_alert(
    kind: Alert.Kind,
    story: Story | None,
    *,
    ref: str,
    detail: str = "",
    by: Actor | None = None,
    told: User | None = None,
    is_urgent: bool | None = None,
) -> Alert | None:
    """Write the alert and its letters; None where it was raised before.

    `ref` tells it from others of its kind and story, `detail` says more in words of no story, `told` is the one person
    that it concerns. What is urgent is answered by somebody, as its kind says where `is_urgent` does not.
    """
    now = timezone.now()
    needs_answer = kind in URGENT if is_urgent is None else is_urgent
    row = Alert(kind=kind, story=story, ref=ref[:80], detail=detail[:120], told=told, raised_at=now)
    row.by = by if isinstance(by, User) else None
    row.needs_answer = needs_answer
    row.escalate_at = now + timedelta(minutes=settings.ALERT_ANSWER_MINUTES) if needs_answer else None
    Alert.objects.bulk_create([row], ignore_conflicts=True)
    # Neither database says whether it wrote the row.
    pk = Alert.objects.filter(uid=row.uid).values_list("pk", flat=True).first()
    if pk is None:
        return None
    row.pk = pk
    _tell(row)
    return row


def tell_watchers(story: Story, *, ref: str, detail: str, by: Actor) -> None:
    """Tell the owner, where it was somebody else, and whoever watches the story what readers see now.

    What goes out by a policy is told to nobody: there may be one a minute.
    """
    is_owned_by_another = story.owner_id is not None and not (isinstance(by, User) and by.pk == story.owner_id)
    if isinstance(by, Engine) or not (is_owned_by_another or Watch.objects.filter(story=story).exists()):
        return
    raise_alert(Kind.PUBLIC, story, ref=ref, detail=detail, by=by)


def write_letters(alert: Alert, people: Iterable[User], *, is_insisted: bool = False) -> int:
    """Write a letter to each who has an address and was not written to of this; as they chose, or at once.

    Whoever did it themselves is told nothing. Returns to how many.
    """
    wanted = {person.pk: person for person in people if person.is_active and person.email and person.pk != alert.by_id}
    if not wanted:
        return 0
    chosen = dict(AlertChoice.objects.filter(person__in=wanted, kind=alert.kind).values_list("person", "way"))
    rows = []
    for pk in wanted:
        way = Way.NOW if is_insisted else chosen.get(pk, DEFAULTS[alert.kind])
        if way != Way.OFF:
            rows.append(_letter(alert, person_id=pk, is_quiet=way == Way.DIGEST))
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def chiefs() -> list[User]:
    """Everybody who may publish."""
    rows = User.objects.with_perm("stories.publish_story", backend="django.contrib.auth.backends.ModelBackend")
    return list(rows.filter(is_active=True, is_staff=True).order_by("pk"))


def _letter(alert: Alert, *, person_id: int | None, is_quiet: bool = False) -> Letter:
    channel = Letter.Channel.CHAT if person_id is None else Letter.Channel.MAIL
    return Letter(alert=alert, person_id=person_id, channel=channel, is_quiet=is_quiet, made_at=alert.raised_at)


def _tell(alert: Alert) -> None:
    if alert.kind in PERSONAL:
        told = write_letters(alert, [alert.told] if alert.told else [])
        is_for_all = bool(told and settings.ALERT_WEBHOOK_URL) and _is_at_once(alert)
    elif alert.kind == Kind.REVIEW:
        write_letters(alert, _who_approve(alert))
        is_for_all = False
    else:
        write_letters(alert, _interested(alert))
        is_for_all = alert.kind in URGENT or alert.kind == Kind.NIGHT
    if alert.needs_answer:
        write_letters(alert, _first_on_duty(alert), is_insisted=True)
    if is_for_all and settings.ALERT_WEBHOOK_URL:
        Letter.objects.bulk_create([_letter(alert, person_id=None)], ignore_conflicts=True)


def _is_at_once(alert: Alert) -> bool:
    """Whether the one person is told at once: what they want once a day is no line in everybody's chat either."""
    return not Letter.objects.filter(alert=alert, is_quiet=True).exists()


def _interested(alert: Alert) -> list[User]:
    """The owner of the story and whoever watches it; the chiefs of what is of no story."""
    if alert.story is None:
        return chiefs()
    watches = Watch.objects.filter(story=alert.story).select_related("person")
    owner = [alert.story.owner] if alert.story.owner else []
    return [*owner, *(row.person for row in watches)]


def _who_approve(alert: Alert) -> list[User]:
    """Whoever may approve the story and is on duty, watches it or works on it; where none of them may, all who may.

    The sender counts among none: they are told nothing of what they did themselves.
    """
    rows = User.objects.with_perm("stories.approve_story", backend="django.contrib.auth.backends.ModelBackend")
    may = rows.filter(is_active=True, is_staff=True).exclude(email="")
    may = may.exclude(pk=alert.by_id) if alert.by_id else may
    assert alert.story is not None
    owner = [alert.story.owner_id] if alert.story.owner_id else []
    near = (
        Q(pk__in=Duty.objects.reached_at(alert.raised_at).order_by().values("person"))
        | Q(pk__in=Watch.objects.filter(story=alert.story).values("person"))
        | Q(pk__in=Story.assigned.through.objects.filter(story=alert.story).values("user"))
        | Q(pk__in=owner)
    )
    return list(may.filter(near).order_by("pk")) or list(may.order_by("pk"))


def _first_on_duty(alert: Alert) -> list[User]:
    """Whoever can be told first. They are insisted on, also where as owner they chose otherwise."""
    first = Duty.objects.reached_at(alert.raised_at).select_related("person").first()
    if first is None:
        return []
    Letter.objects.filter(alert=alert, person=first.person, is_quiet=True).update(is_quiet=False)
    return [first.person]
