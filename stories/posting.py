"""The letters that wait, as a queue of rows: whose turn it is to send one, that it left, that it did not.

A letter has two holds. The clock's (`handed_until`) keeps it from asking a worker for it at every tick; the worker's
(`sending_until`) is a conditional UPDATE, so that of any number of workers and messages one sends it. A worker killed
between the server's yes and our note of it leaves a letter in doubt: it is sent again when the hold ends, under the
same Message-ID, by which mail programs show it once (docs/decisions/0021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.moments import beyond
from stories.models import Alert, Letter, Story
from stories.models.alert import LetterQuerySet

HANDED_SECONDS = 30
# Longer than a mail server or a webhook may take, with every time-out of theirs one after the other.
SENDING_SECONDS = 120
AT_ONCE = 20
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 30, 3600
TRIED_FOR = timedelta(days=3)
MOST_LINES = 200
# So long the letters of an act on many stories wait for each other. Where it is killed, each leaves by itself.
JOINED_WITHIN = timedelta(minutes=2)


def claim_due() -> list[int]:
    """Return ids of letters that a worker may send now, the oldest first, and put each off by the clock's hold."""
    now = timezone.now()
    due = _free(now).filter(_is_past("handed_until", now, HANDED_SECONDS))
    claimed = []
    for pk in due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        if due.filter(pk=pk).update(handed_until=now + timedelta(seconds=HANDED_SECONDS)):
            claimed.append(pk)
    return claimed


def put_back(ids: list[int]) -> int:
    """Make letters due again at once: the messages about them could not be sent. Returns how many."""
    return Letter.objects.waiting().filter(pk__in=ids).update(handed_until=None)


def take(letter_id: int) -> Letter | None:
    """Take the letter for this worker alone; None where it left, is put off, or another worker has it."""
    now = timezone.now()
    mine = _free(now).filter(pk=letter_id)
    if not mine.update(sending_until=now + timedelta(seconds=SENDING_SECONDS), attempts=F("attempts") + 1):
        return None
    rows = Letter.objects.select_related("alert__story__published", "alert__story__owner", "alert__by", "person")
    return rows.get(pk=letter_id)


def sent(letter: Letter) -> None:
    """Write down that the letter left."""
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), sending_until=None, handed_until=None, error="")


def drop(letter: Letter, why: str) -> None:
    """Write down that the letter never leaves: nobody is there to read it, or it says nothing any more."""
    rows = Letter.objects.filter(pk=letter.pk, sent_at=None)
    rows.update(given_up_at=timezone.now(), sending_until=None, handed_until=None, error=why[:200])


def failed(letter: Letter, error: str) -> None:
    """Put the letter off by a growing pause; after some days it is given up, and the desk says so."""
    now = timezone.now()
    pause = min(PAUSE_SECONDS * 2 ** (letter.attempts - 1), LONGEST_PAUSE_SECONDS)
    rows = Letter.objects.filter(pk=letter.pk, sent_at=None)
    rows.update(
        sending_until=None,
        handed_until=None,
        next_attempt_at=now + timedelta(seconds=pause),
        error=error[:200],
        given_up_at=now if letter.made_at < now - TRIED_FOR else None,
    )


def gather_digests() -> int:
    """Make of what waits quietly one letter a day for each person, from the hour of the settings on. Returns how many.

    What comes after it waits for the next day's.
    """
    now = timezone.localtime()
    today: date = now.date()
    if now.time() < time(settings.ALERT_DIGEST_HOUR):
        return 0
    waiting = Letter.objects.to_gather().order_by("person").values_list("person", flat=True).distinct()
    done = Letter.objects.filter(digest_day=today).values("person")
    count = 0
    for person in list(waiting.exclude(person__in=done)[:AT_ONCE]):
        try:
            with transaction.atomic():
                whole = Letter.objects.create(
                    person_id=person, channel=Letter.Channel.MAIL, digest_day=today, made_at=timezone.now()
                )
                Letter.objects.to_gather().filter(person=person).update(digest=whole)
                count += 1
        except IntegrityError:
            continue  # another clock was first
    return count


def hold_back(alert: Alert) -> None:
    """Let the letters of this alert wait for those of others. In the transaction that raised it, `join` to follow."""
    Letter.objects.waiting().filter(alert=alert).update(next_attempt_at=timezone.now() + JOINED_WITHIN)


@transaction.atomic
def join(kind: Alert.Kind, stories: Collection[Story], *, by: User, since: datetime) -> int:
    """Make of the letters that were held back since then one for each person, which lists them. Returns how many.

    Of lines to the chat it makes one for each person whom they are about. What left meanwhile, or a worker has, is not
    touched; a letter that is the only one leaves as it is.
    """
    held = Letter.objects.waiting().filter(
        alert__kind=kind, alert__story__in=stories, alert__by=by, alert__raised_at__gte=since, attempts=0
    )
    keys: defaultdict[tuple[str, int | None, int | None], list[int]] = defaultdict(list)
    for pk, channel, whom, told in held.order_by("pk").values_list("pk", "channel", "person", "alert__told"):
        keys[channel, whom, told].append(pk)
    for (channel, person, _), letters in keys.items():
        rows, changes = Letter.objects.waiting().filter(pk__in=letters, attempts=0), {}
        if len(letters) > 1:
            whole = Letter.objects.create(person_id=person, channel=channel, made_at=timezone.now())
            changes = {"is_quiet": True, "digest": whole}
        rows.update(next_attempt_at=None, **changes)
    return len(keys)


def lines_of(digest: Letter) -> Iterator[Letter]:
    """The quiet letters of a digest, oldest first."""
    related = ("alert__story__published", "alert__by", "alert__told", "person")
    yield from digest.lines.select_related(*related).order_by("pk")[:MOST_LINES]


def _free(now: datetime) -> LetterQuerySet:
    """Letters that wait and that no worker has."""
    rows = Letter.objects.waiting().filter(_is_past("sending_until", now, SENDING_SECONDS))
    return rows.filter(_is_past("next_attempt_at", now, LONGEST_PAUSE_SECONDS))


def _is_past(column: str, now: datetime, longest_seconds: int) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": now}) | beyond(column, now, longest_seconds)
