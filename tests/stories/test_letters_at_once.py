"""Letters, escalations and the hold, by several workers and clocks at once, with real threads on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from desk import alert_letters
from stories import answering, duty_rota, night_watch, posting
from stories.alerting import raise_alert
from stories.models import Alert, Letter
from tests.making import HARBOUR, make_chief, make_story, make_user
from tests.stories.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
LETTERS = 30


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("threads need PostgreSQL; SQLite's test database lives in one connection")


def make_reader(name):
    user = make_user("edit_any_story", "change_story", name=name)
    user.email = f"{name}@vell.example"
    user.save()
    return user


def test_each_letter_leaves_once_from_eight_workers_that_all_want_every_one():
    story, chief = make_story(HARBOUR[0]), make_chief()
    for n in range(LETTERS):
        raise_alert(Alert.Kind.MENTION, story, ref=str(n), by=chief, told=make_reader(f"reader{n}"))
    ids = list(Letter.objects.values_list("pk", flat=True))
    # Each begins elsewhere, and all reach every letter.
    outcomes = at_once(lambda n: [alert_letters.send(pk) for pk in ids[n * 3 :] + ids[: n * 3]])
    assert outcomes == {"done": 8}
    assert Counter(letter.to[0] for letter in mail.outbox) == {f"reader{n}@vell.example": 1 for n in range(LETTERS)}
    assert Letter.objects.filter(sent_at__isnull=False, attempts=1).count() == LETTERS


def test_clocks_at_once_hand_each_letter_to_one_worker():
    story, chief = make_story(HARBOUR[0]), make_chief()
    for n in range(10):
        raise_alert(Alert.Kind.MENTION, story, ref=str(n), by=chief, told=make_reader(f"reader{n}"))
    claimed = []
    at_once(lambda n: claimed.extend(posting.claim_due()))
    assert sorted(claimed) == sorted(Letter.objects.values_list("pk", flat=True))


def test_the_same_thing_raised_at_once_is_one_alert_and_escalates_to_each_person_once():
    story, chief = make_story(HARBOUR[0]), make_chief()
    now = timezone.now()
    for turn in (1, 2):
        hours = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
        duty_rota.put_on(make_reader(f"duty{turn}"), turn=turn, by=chief, **hours)
    assert at_once(lambda n: raise_alert(Alert.Kind.FAILED, story, ref="same")) == {"done": 8}
    Alert.objects.update(escalate_at=now - timedelta(seconds=1))
    at_once(lambda n: answering.escalate_due())
    assert Alert.objects.get().escalations == 1
    told = Letter.objects.filter(person__username__startswith="duty").values_list("person__username", flat=True)
    assert sorted(told) == ["duty1", "duty2"]


def test_one_clock_begins_the_hold_and_one_person_ends_it(settings):
    settings.NIGHT_HOLD_HOURS = 6
    story, chief = make_story(HARBOUR[0]), make_chief()
    raised_at = timezone.now() - timedelta(hours=7)
    Alert.objects.create(kind=Alert.Kind.FAILED, story=story, ref="x", raised_at=raised_at, needs_answer=True)
    begun = []
    at_once(lambda n: begun.append(night_watch.hold_due()))
    assert begun.count(True) == Alert.objects.filter(kind=Alert.Kind.NIGHT).count() == 1
    alert = Alert.objects.get(kind=Alert.Kind.FAILED)
    answered = []
    at_once(lambda n: answered.append(answering.answer(alert, by=chief)))
    assert answered.count(True) == 1
    assert night_watch.holding_since() is None
