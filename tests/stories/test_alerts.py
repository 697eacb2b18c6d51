"""What cannot wait: when it is raised, who is told and how, who answers, and to whom it goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.errors import BadText, NotAllowed
from foundation.models import Command, EditLog
from stories import answering, commenting, curating, dispatching, duty_rota, publishing, reviewing, sealing, watching
from stories.duty_rota import NotOnDuty
from stories.models import Alert, AlertChoice, Duty, Letter, Story
from tests.making import HARBOUR, make_article, make_chief, make_story, make_user

pytestmark = pytest.mark.django_db
Kind = Alert.Kind


def person(name, *rights, mail=True):
    user = make_user(*(rights or ("edit_any_story", "change_story")), name=name)
    user.email = f"{name}@vell.example" if mail else ""
    user.save()
    return user


@pytest.fixture
def chief():
    made = make_chief("mina")
    made.email = "mina@vell.example"
    made.save()
    return made


@pytest.fixture
def live(chief):
    """A live story of a chief's."""
    story = make_story(*HARBOUR[:2], by=chief)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    return story


def told_of(alert):
    return sorted(letter.person.username for letter in alert.letters.filter(channel="mail"))


def on_duty(user, by, *, turn=1):
    now = timezone.now()
    return duty_rota.put_on(
        user, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=8), turn=turn, by=by
    )


def retract(story, by):
    article = story.story_articles.order_by("pk")[0].article
    curating.retract(article, by=by, reason="Its publisher says so.")


def overdue(alert):
    Alert.objects.filter(pk=alert.pk).update(escalate_at=timezone.now() - timedelta(seconds=1))


def test_a_source_withdrawn_under_a_live_story_is_told_to_owner_watchers_and_duty(live, chief):
    editor, watcher = person("jo"), person("kim")
    on_duty(editor, chief)
    watching.watch(live, by=watcher)
    retract(live, chief)
    alert = Alert.objects.get(kind=Kind.SOURCE)
    assert told_of(alert) == ["jo", "kim", "mina"]
    assert alert.needs_answer


def test_under_a_draft_nothing_is_raised(chief):
    story = make_story(HARBOUR[0], by=chief)
    retract(story, chief)
    assert not Alert.objects.exists()


def test_a_failed_update_of_a_live_story_is_told_once(live):
    Story.objects.filter(pk=live.pk).update(attempts=2)
    live.refresh_from_db()
    for _ in range(2):
        dispatching.give_up_claim(live, error="The engine fell over.")
    alert = Alert.objects.get(kind=Kind.FAILED)
    assert told_of(alert) == ["mina"]


def test_a_held_update_is_urgent_unless_the_story_is_to_be_held(live, chief):
    reporter = person("rey", "change_story", "add_article")
    reviewing.assign(live, to=reporter, by=chief)
    curating.attach(live, make_article(HARBOUR[2]), by=reporter)
    Story.objects.filter(pk=live.pk).update(edition_due_at=timezone.now())
    publishing.publish_automatically(live.pk)
    assert Alert.objects.get(kind=Kind.HELD).needs_answer
    Story.objects.filter(pk=live.pk).update(edition_due_at=timezone.now())
    publishing.publish_automatically(live.pk)
    assert Alert.objects.filter(kind=Kind.HELD).count() == 1


def test_a_story_that_somebody_set_to_be_held_wakes_nobody(live, chief):
    Story.objects.filter(pk=live.pk).update(summary_policy="hold")
    curating.attach(live, make_article(HARBOUR[2]), by=chief)
    Story.objects.filter(pk=live.pk).update(edition_due_at=timezone.now())
    publishing.publish_automatically(live.pk)
    alert = Alert.objects.get(kind=Kind.HELD)
    assert not alert.needs_answer
    assert told_of(alert) == ["mina"]


@pytest.mark.parametrize(("is_refused", "detail"), [(True, "it was refused"), (False, "it went out 30 minutes late")])
def test_a_release_that_is_refused_or_late_is_told(chief, is_refused, detail):
    story = make_story(*HARBOUR[:2], by=chief)
    sealing.seal(story, seen=story.desk_revision, by=chief, until=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(minutes=30, seconds=10)
    sealing.SealedEdition.objects.update(release_at=past, **({"content_digest": "x"} if is_refused else {}))
    sealing.release_due()
    sealing.release_due()
    alert = Alert.objects.get(kind=Kind.RELEASE)
    assert (alert.detail, alert.needs_answer) == (detail, is_refused)


def test_nobody_is_told_what_they_did_themselves_and_everybody_as_they_chose(live, chief):
    quiet, off = person("jo"), person("kim")
    for user, way in ((quiet, "digest"), (off, "off")):
        watching.watch(live, by=user)
        AlertChoice.objects.create(person=user, kind=Kind.PUBLIC, way=way)
    curating.change_story(live, seen=live.desk_revision, by=chief, kicker="Ports")
    live.refresh_from_db()
    publishing.publish(live, seen=live.desk_revision, by=chief)
    letters = Letter.objects.filter(alert__kind=Kind.PUBLIC)
    assert [(letter.person.username, letter.is_quiet) for letter in letters] == [("jo", True)]


def test_whoever_is_on_duty_is_told_at_once_whatever_they_chose(live, chief):
    editor = person("jo")
    on_duty(editor, chief)
    watching.watch(live, by=editor)
    AlertChoice.objects.create(person=editor, kind=Kind.SOURCE, way="digest")
    retract(live, chief)
    assert not Letter.objects.get(person=editor, alert__kind=Kind.SOURCE).is_quiet


def test_a_mention_is_told_to_whom_it_names_and_the_comment_to_the_others(live, chief):
    watcher, _ = person("kim"), person("jo")
    watching.watch(live, by=watcher)
    commenting.comment(live, text="Right, @jo?", by=chief)
    assert told_of(Alert.objects.get(kind=Kind.MENTION)) == ["jo"]
    assert told_of(Alert.objects.get(kind=Kind.COMMENT)) == ["kim"]


def test_what_nobody_answers_goes_on_along_the_rota_and_then_to_the_chiefs(live, chief):
    first, second, other = person("ann"), person("ben"), make_chief("zoe")
    other.email = "zoe@vell.example"
    other.save()
    on_duty(second, chief, turn=2)
    on_duty(first, chief, turn=1)
    retract(live, chief)
    alert = Alert.objects.get(kind=Kind.SOURCE)
    assert told_of(alert) == ["ann", "mina"]
    assert answering.escalate_due() == 0
    steps = []
    for _ in range(4):
        overdue(alert)
        answering.escalate_due()
        steps.append(told_of(alert))
    assert steps[0] == ["ann", "ben", "mina"]
    assert steps[1:] == [["ann", "ben", "mina", "zoe"]] * 3
    assert Alert.objects.get(pk=alert.pk).escalate_at is None


def test_an_answer_ends_it_and_the_second_one_is_told_so(live, chief):
    editor, stranger = person("jo"), person("rey", "change_story")
    retract(live, chief)
    alert = Alert.objects.get(kind=Kind.SOURCE)
    with pytest.raises(NotAllowed):
        answering.answer(alert, by=stranger)
    assert answering.answer(alert, by=editor)
    assert not answering.answer(alert, by=chief)
    overdue(alert)
    assert answering.escalate_due() == 0
    assert EditLog.objects.get(verb="answer_alert").person == editor


def test_whoever_acts_on_the_story_has_answered_and_watching_is_no_act(live, chief):
    editor = person("jo")
    retract(live, Command("test"))
    watching.watch(live, by=editor)
    assert answering.settle() == 0
    live.refresh_from_db()
    curating.change_story(live, seen=live.desk_revision, by=editor, kicker="Ports")
    assert answering.settle() == 1
    assert Alert.objects.get(kind=Kind.SOURCE).answered_by == editor


def test_many_that_nobody_looks_at_keep_none_that_somebody_acted_on_from_being_answered(live, chief, monkeypatch):
    monkeypatch.setattr(answering, "AT_ONCE", 1)
    editor, second = person("jo"), make_story(*HARBOUR[2:], by=chief, headline="Another")
    publishing.publish(second, seen=second.desk_revision, by=chief)
    for story in (live, second):
        retract(story, Command("test"))
    second.refresh_from_db()
    curating.change_story(second, seen=second.desk_revision, by=editor, kicker="Ports")
    assert answering.settle() == 1
    assert Alert.objects.get(answered_at__isnull=False).story == second


def test_what_ended_by_itself_waits_for_nobody(live):
    Story.objects.filter(pk=live.pk).update(attempts=2)
    live.refresh_from_db()
    dispatching.give_up_claim(live, error="The engine fell over.")
    assert answering.settle() == 0
    Story.objects.filter(pk=live.pk).update(needs_attention=False)
    assert answering.settle() == 1
    alert = Alert.objects.get(kind=Kind.FAILED)
    assert alert.answered_at
    assert alert.answered_by is None


def test_the_rota_takes_no_line_that_makes_no_sense(chief):
    editor, reporter, now = person("jo"), person("rey", "change_story"), timezone.now()
    hour = timedelta(hours=1)
    for starts, ends, turn, refusal in (
        (now + hour, now, 1, BadText),
        (now - 2 * hour, now - hour, 1, BadText),
        (now, now + timedelta(days=40), 1, BadText),
        (now + timedelta(days=400), now + timedelta(days=401), 1, BadText),
        (now, now + hour, 4, BadText),
    ):
        with pytest.raises(refusal):
            duty_rota.put_on(editor, starts_at=starts, ends_at=ends, turn=turn, by=chief)
    with pytest.raises(NotOnDuty):
        on_duty(reporter, chief)
    with pytest.raises(NotAllowed):
        on_duty(editor, editor)
    row = on_duty(editor, chief)
    with pytest.raises(NotOnDuty):
        on_duty(editor, chief, turn=2)
    duty_rota.take_off(row, by=chief)
    with pytest.raises(NotOnDuty):
        duty_rota.take_off(row, by=chief)
    assert not Duty.objects.at(now).exists()


def test_who_lost_their_address_on_duty_is_passed_over_and_nobody_without_one_is_put_on(live, chief):
    first, second = person("ann"), person("ben")
    for turn, user in enumerate((first, second), start=1):
        on_duty(user, chief, turn=turn)
    type(first).objects.filter(pk=first.pk).update(email="")
    retract(live, chief)
    alert = Alert.objects.get(kind=Kind.SOURCE)
    assert told_of(alert) == ["ben", "mina"]
    overdue(alert)
    answering.escalate_due()
    alert.refresh_from_db()
    assert (alert.escalations, alert.escalate_at) == (1, None)  # nobody else can be told but the chiefs
    with pytest.raises(NotOnDuty, match="no e-mail address"):
        on_duty(person("kim", mail=False), chief)


def test_a_story_sent_to_review_is_told_to_who_may_approve_it_and_is_near_it(chief):
    reporter = person("rey", "change_story", "add_article")
    near, far = (person(name, "edit_any_story", "change_story", "approve_story") for name in ("ann", "ben"))
    plain = person("jo")
    story = make_story(HARBOUR[0], by=reporter)
    on_duty(near, chief)
    watching.watch(story, by=plain)
    reviewing.send_to_review(story, by=reporter)
    alert = Alert.objects.get(kind=Kind.REVIEW)
    assert (told_of(alert), alert.needs_answer) == (["ann"], False)
    reviewing.send_back(story, by=far, note="The second source is missing.")
    Duty.objects.update(ended_at=timezone.now())
    reviewing.send_to_review(story, by=reporter)
    assert told_of(Alert.objects.filter(kind=Kind.REVIEW).latest("pk")) == ["ann", "ben", "mina"]
