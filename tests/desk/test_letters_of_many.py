"""Letters about acts on many stories: one for each person, which names what was done and nothing that was refused."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from desk import alert_letters
from stories import embargoes, posting, reviewing, watching
from stories.models import AlertChoice, Letter, Story
from tests.desk.making import make_person
from tests.wire.network import net

pytestmark = pytest.mark.django_db
BULK = "/admin/stories/story/bulk/"


@pytest.fixture
def people(chief, editor, reporter):
    """Everybody has an address."""
    for user in (chief, editor, reporter):
        user.email = f"{user.username}@vell.example"
        user.save()
    return chief, editor, reporter


def make_drafts(owner, count):
    return [Story.objects.create(headline=f"Vell Port {number:02}", owner=owner) for number in range(1, count + 1)]


def send_all():
    """Do what the clock and its workers do, until nothing is due."""
    while due := posting.claim_due():
        for pk in due:
            alert_letters.send(pk)


def named(letter):
    """The headlines that stand in the letter, in order."""
    return [line[1:-1] for line in letter.body.splitlines() if line.startswith("“")]


def test_forty_stories_given_in_one_act_are_told_in_one_letter_and_what_was_refused_is_not(people, login):
    chief, _, reporter = people
    stories = make_drafts(chief, 42)
    reviewing.assign(stories[0], to=reporter, by=chief)
    reviewing.spike(stories[1], reason="Overtaken.", by=chief)
    Letter.objects.all().delete()
    given = {"bulk": "assign", "story": [story.pk for story in stories], "person": "reporter"}
    login(chief).post(BULK, given)
    send_all()
    (letter,) = mail.outbox
    assert letter.to == ["reporter@vell.example"]
    assert letter.subject.endswith(": Mina Park gave 40 stories to you to work on.")
    assert named(letter) == [f"Vell Port {number:02}" for number in range(3, 23)]
    assert letter.body.count("/admin/alerts/") == 20
    assert "and 20 more: http" in letter.body
    address = letter.body.partition("and 20 more: ")[2].split()[0].partition("/admin/")[2]
    page = login(reporter).get(f"/admin/{address}").content.decode()
    assert ["Vell Port 42" in page, "Vell Port 03" in page, "Vell Port 02" in page] == [True, True, False]


def test_a_change_of_owner_writes_one_letter_to_the_new_owner_and_one_to_each_before(people, login):
    chief, editor, reporter = people
    stories = [*make_drafts(reporter, 3), *make_drafts(editor, 1), *make_drafts(chief, 2)]
    embargoes.embargo(stories[1], until=timezone.now() + timedelta(days=1), reason="Asked for.", by=chief)
    zoe = make_person("zoe", "editor")
    type(zoe).objects.filter(pk=zoe.pk).update(email="zoe@vell.example")
    login(chief).post(BULK, {"bulk": "own", "story": [story.pk for story in stories], "person": "zoe"})
    send_all()
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert (len(mail.outbox), set(told)) == (3, {f"{name}@vell.example" for name in ("zoe", "reporter", "editor")})
    assert told["zoe@vell.example"].subject.endswith(": Mina Park handed 6 stories over to you.")
    assert "gave 3 stories, owned by you so far, to another owner." in told["reporter@vell.example"].subject
    assert "gave “Vell Port 01”, owned by you so far, to another owner." in told["editor@vell.example"].subject
    assert named(told["reporter@vell.example"]) == ["Vell Port 01", "Vell Port 03"]
    assert told["reporter@vell.example"].body.count("/admin/alerts/") == 3


def test_one_story_given_by_itself_and_one_in_an_act_on_many_are_told_at_once_each_in_a_letter_of_its_own(
    people, login
):
    chief, _, reporter = people
    one, other = make_drafts(chief, 2)
    login(chief).post(BULK, {"bulk": "assign", "story": [one.pk], "person": "reporter"})
    reviewing.assign(other, to=reporter, by=chief)
    send_all()
    subjects = [letter.subject.partition(": ")[2] for letter in mail.outbox]
    assert subjects == [f"Mina Park gave “Vell Port {n}” to you to work on." for n in ("01", "02")]


def test_the_chat_has_one_line_of_an_act_on_many_stories_and_a_daily_letter_its_lines(
    people, login, settings, monkeypatch
):
    chief, editor, reporter = people
    settings.ALERT_WEBHOOK_URL = "http://chat.example/hooks/s3cret"
    AlertChoice.objects.create(person=editor, kind="assign", way="digest")
    stories = [story.pk for story in make_drafts(chief, 3)]
    for whom in ("reporter", "editor"):
        login(chief).post(BULK, {"bulk": "assign", "story": stories, "person": whom})
    said = []

    def take(caller):
        said.append(json.loads(caller.body)["text"])
        caller.answer(b"ok")

    with net(take, monkeypatch):
        send_all()
    assert len(said) == 1
    assert said[0].startswith(f"Mina Park gave 3 stories to {reporter.display_name()} to work on. http")
    assert [letter.to for letter in mail.outbox] == [["reporter@vell.example"]]
    assert Letter.objects.to_gather().filter(person=editor).count() == 3


def test_stories_sent_to_review_in_one_act_are_told_in_one_letter_that_lists_those_that_still_wait(people, login):
    chief, editor, reporter = people
    stories = [Story.objects.create(headline=f"Vell Port {name}", owner=reporter) for name in ("One", "Two", "Three")]
    for story in stories:
        watching.watch(story, by=editor)
    given = {"bulk": "send-to-review", "story": [story.pk for story in stories], "note": "Look."}
    login(reporter).post("/admin/stories/story/bulk/", given)
    reviewing.send_back(Story.objects.get(pk=stories[1].pk), by=chief, note="Which port?")
    send_all()
    (letter,) = mail.outbox
    assert letter.to == ["editor@vell.example"]
    assert letter.subject.endswith(": 2 stories wait for your approval")
    assert ["One" in letter.body, "Two" in letter.body, "Three" in letter.body] == [True, False, True]
    assert letter.body.count("/admin/alerts/") == 2
    posting.gather_digests()
    send_all()
    assert len(mail.outbox) == 1


def test_one_story_in_an_act_on_many_is_told_as_by_itself_and_letters_whose_act_was_killed_leave_alone(people, login):
    _, editor, reporter = people
    one, other = (Story.objects.create(headline=f"Vell Port {name}", owner=reporter) for name in ("One", "Two"))
    for story in (one, other):
        watching.watch(story, by=editor)
    login(reporter).post("/admin/stories/story/bulk/", {"bulk": "send-to-review", "story": [one.pk], "note": ""})
    reviewing.send_to_review(other, by=reporter, is_one_of_many=True)  # and nobody comes to join its letters
    send_all()
    assert [letter.subject.rpartition(": ")[2] for letter in mail.outbox] == ["it waits for your approval."]
    Letter.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    send_all()
    assert len(mail.outbox) == 2
