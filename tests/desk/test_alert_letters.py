"""Letters about alerts: what they say and to whom, that each leaves once, and what happens where it does not."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from desk import alert_letters
from editions.models import ReportingRestriction
from stories import commenting, curating, embargoes, handing_over, posting, publishing, sealing, watching
from stories.models import Alert, AlertChoice, Letter, Story
from tests.desk.mail_server import a_mail_server
from tests.desk.making import make_person, make_story, summarise, text_of
from tests.wire.network import net

pytestmark = pytest.mark.django_db
SECRET = "Zanthoxylum"


@pytest.fixture
def people(chief, editor, reporter):
    """Everybody has an address."""
    for user in (chief, editor, reporter):
        user.email = f"{user.username}@vell.example"
        user.save()
    return chief, editor, reporter


def send_all():
    """Do what the clock and its workers do, until nothing is due."""
    while due := posting.claim_due():
        for pk in due:
            alert_letters.send(pk)


def test_a_mention_leaves_by_mail_with_the_headline_and_no_word_of_the_comment(people, login):
    chief, editor, _ = people
    story = make_story(chief)
    commenting.comment(story, text=f"{SECRET}, @editor", by=chief)
    send_all()
    (letter,) = mail.outbox
    assert letter.to == ["editor@vell.example"]
    assert letter.subject.endswith("Mina Park mentions you in a comment on “Port of Vell Reopens”.")
    assert SECRET not in letter.subject + letter.body
    assert re.search(r"\n[A-Z][a-z]{2} \d{1,2}, \d{4}, \d\d:\d\d \(UTC\)\n", letter.body)
    path = re.search(r"http://[^/]+(/admin/alerts/\S+)", letter.body)[1]
    answer = login(editor).get(path)
    assert (answer.status_code, "/team/?thread=" in answer["Location"]) == (302, True)


@pytest.mark.few(0)
@pytest.mark.parametrize("why", ["embargo", "restricted", "taken", pytest.param("sealed", marks=pytest.mark.deep)])
def test_a_letter_tells_no_headline_that_may_not_leave_the_house(people, why):
    chief, _, reporter = people
    story = summarise(make_story(reporter, headline=f"{SECRET} Reopens"))
    if why == "embargo":
        embargoes.embargo(story, until=None, reason="The palace's.", by=chief)
    if why == "sealed":
        sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
    if why == "restricted":
        ReportingRestriction.objects.create(name=SECRET, reason="An order.", set_by=chief)
    commenting.comment(story, text="@reporter" if why == "taken" else "@editor", by=chief)
    if why == "taken":
        Story.objects.filter(pk=story.pk).update(owner=chief)
    Letter.objects.filter(alert__kind="comment").delete()
    send_all()
    assert SECRET not in "".join(letter.subject + letter.body for letter in mail.outbox)
    assert len(mail.outbox) == (0 if why == "taken" else 1)


def test_a_name_of_two_lines_is_one_line_of_the_letter_and_no_header_of_its_own(people):
    chief, _, _ = people
    chief.first_name = "Mina\r\nBcc: all@vell.example"
    chief.save()
    commenting.comment(make_story(chief), text="@editor", by=chief)
    send_all()
    (letter,) = mail.outbox
    assert "Mina Bcc: all@vell.example Park mentions you" in letter.subject
    assert letter.recipients() == ["editor@vell.example"]


def test_a_letter_that_no_header_can_say_is_put_off_as_one_that_no_server_takes(people):
    chief, editor, _ = people
    commenting.comment(make_story(chief), text="@editor", by=chief)
    type(editor).objects.filter(pk=editor.pk).update(email="editor@vell.example\nBcc: all@vell.example")
    send_all()
    assert mail.outbox == []
    letter = Letter.objects.get()
    assert (letter.error, letter.next_attempt_at > timezone.now()) == ("BadHeaderError", True)


def test_a_letter_leaves_once_whatever_is_asked_again(people):
    chief, editor, _ = people
    handing_over.hand_over(make_story(chief), to=editor, by=chief)
    letter = Letter.objects.get()
    assert alert_letters.send(letter.pk)
    assert not alert_letters.send(letter.pk)
    send_all()
    assert len(mail.outbox) == 1


def test_a_worker_killed_before_it_wrote_down_that_a_letter_left_sends_it_under_the_same_id(people):
    chief, editor, _ = people
    handing_over.hand_over(make_story(chief), to=editor, by=chief)
    letter = posting.take(Letter.objects.get().pk)
    assert posting.take(letter.pk) is None
    assert posting.claim_due() == []
    Letter.objects.update(sending_until=timezone.now() - timedelta(seconds=1))
    send_all()
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{letter.uid}@localhost>"
    assert Letter.objects.get().attempts == 2


def test_a_server_that_takes_no_letter_is_asked_again_later_and_given_up_after_days(people, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    chief, editor, _ = people
    handing_over.hand_over(make_story(chief), to=editor, by=chief)
    send_all()
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.error) == (None, "ConnectionRefusedError")
    assert letter.next_attempt_at > timezone.now()
    assert not alert_letters.send(letter.pk)
    Letter.objects.update(next_attempt_at=None, handed_until=None, made_at=timezone.now() - timedelta(days=4))
    send_all()
    assert Letter.objects.get().given_up_at is not None


def test_the_chat_gets_one_line_without_a_headline_that_readers_do_not_know(people, settings, monkeypatch):
    settings.ALERT_WEBHOOK_URL = "http://chat.example/hooks/s3cret"
    chief, _, _ = people
    story = summarise(make_story(chief, headline=f"{SECRET} Reopens"))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    draft = make_story(chief, headline=f"{SECRET} Two")
    bodies = []

    def take(caller):
        bodies.append(caller.body)
        caller.answer(b"ok")

    curating.retract(story.story_articles.all()[0].article, by=chief, reason="Its publisher says so.")
    commenting.comment(draft, text="@editor", by=chief)
    with net(take, monkeypatch):
        send_all()
    sent = [json.loads(body) for body in bodies]
    told = " | ".join(row["text"] for row in sent)
    assert all(set(row) == {"text"} for row in sent)
    assert f"A source of “{SECRET} Reopens” is not what it was (withdrawn by its publisher)." in told
    assert "Mina Park mentions editor in a comment on a story." in told
    assert "Two" not in told


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        (
            "Ships & <!here> <@U1> <https://evil.example|Port>",
            "&lt;!here&gt; &lt;@\u200bU1&gt; &lt;https:/\u200b/evil.example|Port&gt;",
        ),
        (
            "@channel @all [Port](https://evil.example) #general",
            "@\u200bchannel @\u200ball [Port]\u200b(https:/\u200b/evil.example) #\u200bgeneral",
        ),
        (
            "&lt;!channel&gt; ![x](http://e.example/i.png)",
            "&amp;lt;!channel&amp;gt; ![x]\u200b(http:/\u200b/e.example/i.png)",
        ),
    ],
)
def test_a_headline_calls_nobody_in_the_chat_and_hides_no_address(people, settings, monkeypatch, headline, shown):
    settings.ALERT_WEBHOOK_URL = "http://chat.example/hooks/s3cret"
    chief = people[0]
    story = summarise(make_story(chief, headline=headline))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    bodies, keys = [], []

    def take(caller):
        bodies.append(json.loads(caller.body)["text"])
        keys.append(caller.header("idempotency-key"))
        caller.answer(b"ok")

    curating.retract(story.story_articles.all()[0].article, by=chief, reason="Its publisher says so.")
    with net(take, monkeypatch):
        send_all()
    (line,) = bodies
    assert shown in line
    assert line.count("://") == line.count(" http://localhost") == 1  # the alert's own address, and no other
    assert keys == [str(Letter.objects.get(channel="chat").uid)]


def test_a_mail_server_that_says_yes_and_then_goes_away_gets_the_letter_once(people, settings):
    chief, editor, _ = people
    handing_over.hand_over(make_story(chief), to=editor, by=chief)
    with a_mail_server(says_good_bye=False) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        settings.EMAIL_TIMEOUT, settings.EMAIL_HOST_USER = 2, ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        assert alert_letters.send(Letter.objects.get().pk)
        Letter.objects.update(next_attempt_at=None, handed_until=None, sending_until=None)
        send_all()
    assert len(server.taken) == 1
    assert f"Message-ID: <{Letter.objects.get().uid}@localhost>" in server.taken[0]


def test_a_chat_that_says_no_is_asked_again_and_its_address_is_told_nowhere(people, settings, monkeypatch, caplog):
    settings.ALERT_WEBHOOK_URL = "http://chat.example/hooks/s3cret"
    chief = people[0]
    commenting.comment(make_story(chief), text="@editor", by=chief)
    with net(lambda caller: caller.answer(b"no", status="404 Not Found"), monkeypatch):
        send_all()
    letter = Letter.objects.get(channel="chat")
    assert letter.error == "The chat answered 404."
    assert letter.next_attempt_at is not None
    assert "s3cret" not in caplog.text + letter.error


def test_what_can_wait_comes_once_a_day_as_one_letter(people, settings, monkeypatch):
    chief, editor, _ = people
    story = make_story(chief)
    watching.watch(story, by=editor)
    for text in ("One", "Two"):
        commenting.comment(story, text=text, by=chief)
    settings.ALERT_DIGEST_HOUR = 7
    at = datetime(2026, 2, 19, 6, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert posting.gather_digests() == 0
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=2))
    assert posting.gather_digests() == 1
    assert posting.gather_digests() == 0
    send_all()
    (letter,) = mail.outbox
    assert letter.body.count("Mina Park commented on “Port of Vell Reopens”.") == 2
    commenting.comment(story, text="Three", by=chief)
    assert posting.gather_digests() == 0
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(days=1, minutes=2))
    assert posting.gather_digests() == 1


def test_an_alert_is_answered_from_the_letter_by_who_is_logged_in_and_may_open_the_story(people, login, client):
    chief, editor, reporter = people
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    watching.watch(story, by=editor)
    curating.retract(story.story_articles.all()[0].article, by=chief, reason="Its publisher says so.")
    send_all()
    letter = next(one for one in mail.outbox if one.to == ["editor@vell.example"])
    path = re.search(r"http://[^/]+(/admin/alerts/\S+)", letter.body)[1]
    assert client.get(path)["Location"].startswith("/admin/login/")
    assert client.post(path, {"act": "answer"})["Location"].startswith("/admin/login/")
    assert login(reporter).get(path).status_code == 404
    assert login(editor).get(path[:-3] + "xx/").status_code == 404
    assert "I am on it" in text_of(login(editor).get(path))
    assert "Waiting for your answer" in text_of(login(editor).get("/admin/"))
    login(editor).post(path, {"act": "answer"})
    assert Alert.objects.get(kind="source").answered_by == editor
    assert "editor is on it" in text_of(login(chief).get(path))
    assert "Somebody answered this already" in text_of(login(chief).post(path, {"act": "answer"}, follow=True))


@pytest.mark.deep
def test_a_letter_about_what_was_answered_before_it_left_is_not_sent(people):
    chief, _, _ = people
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    watching.watch(story, by=make_person("zoe", "editor"))
    curating.retract(story.story_articles.all()[0].article, by=people[1], reason="Its publisher says so.")
    Alert.objects.filter(kind="source").update(answered_at=timezone.now())
    send_all()
    assert not [letter for letter in mail.outbox if "source" in letter.subject]
    assert Letter.objects.get(alert__kind="source", person=chief).error == "Somebody answered before it left."


def test_everybody_chooses_what_they_are_told_on_their_own_account(people, login):
    _, editor, _ = people
    client = login(editor)
    assert "What you are told" in text_of(client.get("/admin/account/"))
    client.post("/admin/account/told/", {"mention": "digest", "public": "off"})
    assert dict(AlertChoice.objects.values_list("kind", "way")) == {"mention": "digest", "public": "off"}
    assert client.post("/admin/account/told/", {"mention": "loud"}).status_code == 400
    page = text_of(client.get("/admin/account/told/"))
    assert re.search(r'name="mention" value="digest"[^>]* checked', page)


def test_the_rota_is_changed_by_chiefs_in_the_newsrooms_zone_and_read_by_who_writes(people, login, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    chief, editor, reporter = people
    year = timezone.localdate().year + 1
    gap = {2026: "03-29", 2027: "03-28", 2028: "03-26", 2029: "03-25"}[year]
    form = {"act": "put_on", "person": "editor", "turn": "1"}
    before = f"{timezone.localtime() + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    after = f"{timezone.localtime() + timedelta(hours=9):%Y-%m-%dT%H:%M}"
    refused = login(chief).post("/admin/duty/", {**form, "starts_at": before, "ends_at": f"{year}-{gap}T02:30"})
    assert refused.status_code == 400
    assert "never was" in text_of(refused)
    assert login(editor).post("/admin/duty/", {**form, "starts_at": before, "ends_at": after}).status_code == 403
    told = login(chief).post("/admin/duty/", {**form, "person": "reporter", "starts_at": before, "ends_at": after})
    assert "reporter may not edit every story" in text_of(told)
    login(chief).post("/admin/duty/", {**form, "starts_at": before, "ends_at": after})
    assert "told first" in text_of(login(reporter).get("/admin/duty/"))
    assert "Take off" not in text_of(login(reporter).get("/admin/duty/"))
    type(editor).objects.filter(pk=editor.pk).update(email="")
    assert "cannot be reached: no e-mail address" in text_of(login(reporter).get("/admin/duty/"))


def test_who_has_no_address_is_not_put_on_duty_and_the_page_says_that_no_mail_leaves(people, login, settings):
    settings.ALERT_WEBHOOK_URL = "http://chat.example/hooks/s3cret"
    chief, editor, _ = people
    type(editor).objects.filter(pk=editor.pk).update(email="")
    hours = {"starts_at": "2026-01-01T08:00", "ends_at": "2126-01-01T08:00"}
    refused = login(chief).post("/admin/duty/", {"act": "put_on", "person": "editor", "turn": "1", **hours})
    assert "has no e-mail address, so no alert would reach them" in text_of(refused)
    assert "No mail server is set" in text_of(refused)
    assert '<option value="editor">' not in text_of(refused)
