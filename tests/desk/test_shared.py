"""A link by which somebody outside reads one version of a story: what it shows, how long, and what closes it."""

from __future__ import annotations

import io
import logging
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from editions.models import PublishedStory
from foundation.digests import text_digest
from foundation.logs import ContextFilter, JsonFormatter
from foundation.models import EditLog
from stories import curating, embargoes, legal_holds, publishing, pulling, redacting, restricting, sealing, taking_back
from stories.models import SharedVersion, Story
from stories.splitting_stories import Parts, split
from tests.desk.making import address, make_person, make_story, summarise, text_of
from tests.leaks.doors import load_public_urls
from tests.leaks.world import make_picture

pytestmark = pytest.mark.django_db
NEVER = "/admin/shared/never-was/"


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


@pytest.fixture
def story(chief) -> Story:
    """A draft with a picture, ready to be published."""
    made = summarise(make_story(chief))
    curating.place_image(made, make_picture(1, by=chief), seen=made.desk_revision, by=chief)
    return fresh(made)


def make_link(browser: Client, story: Story, **typed: str) -> str:
    """Make a link at the desk and return its path, as the page shows it once."""
    typed = {"act": "share", "seen": str(fresh(story).desk_revision), "lasts": "1d", "is_for": "Counsel", **typed}
    page = text_of(browser.post(address(story, "share"), typed))
    return re.search(r'<code class="secret">https?://[^/]+(/[^<]+)</code>', page)[1]


def told(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Everything a stranger is told at a path."""
    response = Client().get(path, **headers)
    return response.status_code, dict(response.headers), response.getvalue()


def is_closed(path: str) -> bool:
    """Whether a path answers byte for byte as one that never was."""
    return told(path) == told(NEVER) and told(path)[0] == 404


def test_a_link_shows_one_version_to_a_stranger_and_nothing_of_later_edits(login, chief, story):
    path = make_link(login(chief), story)
    before = told(path)
    assert before[0] == 200
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Another Headline Altogether")
    after = told(path)
    assert after == before
    page = unescape(after[2].decode())
    assert "Port of Vell Reopens" in page
    assert "A draft of Newsroom, shown to you in confidence until" in page
    assert "[1]" in re.sub(r"<[^>]+>", "", page)


@pytest.mark.deep
def test_nothing_finds_it_keeps_it_or_is_told_where_it_was_read(login, chief, story):
    path = make_link(login(chief), story)
    token = path.split("/")[3]
    _, headers, body = told(path)
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    page = body.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page
    left = re.sub(rf'(?:src|srcset|href)="[^"]*/admin/shared/{re.escape(token)}/[0-9a-f-]{{36}}/[^"]*"', "", page)
    assert token not in left


def test_its_pictures_show_by_the_link_alone(login, chief, story):
    path = make_link(login(chief), story)
    pictures = re.findall(r'src="([^"]+\.jpeg)"', told(path)[2].decode())
    assert pictures[0].startswith(path)
    status, headers, body = told(pictures[0])
    assert status == 200
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert body.startswith(b"\xff\xd8")
    assert Client().get(pictures[0].replace(path, "/pictures/")).status_code == 404
    other = make_picture(2, by=chief)
    assert is_closed(f"{path}{other.uid}/1/400.jpeg")
    assert is_closed(pictures[0].replace(path, NEVER))


def test_a_made_up_or_tampered_word_answers_as_one_that_never_was(login, chief, story):
    path = make_link(login(chief), story)
    word = path.split("/")[3]
    first = "B" if word[0] == "A" else "A"
    secret, _, signature = word.partition(".")
    row = SharedVersion.objects.get()
    for wrong in (first + word[1:], word[:-2], secret, f"{secret}.{signature[::-1]}", row.uid, row.token_hash, "%00"):
        assert is_closed(f"/admin/shared/{wrong}/"), wrong
    assert told(path)[0] == told(path.rstrip("/"))[0] == 200  # copied without its end it asks nobody to log in


@pytest.mark.deep
def test_the_word_itself_is_kept_nowhere(login, chief, story):
    browser = login(chief)
    word = make_link(browser, story).split("/")[3]
    row = SharedVersion.objects.get()
    assert row.token_hash == text_digest(word)
    kept = [str(value) for value in SharedVersion.objects.values_list().get()]
    kept += [f"{log.before} {log.after} {log.reason}" for log in EditLog.objects.all()]
    assert not [value for value in kept if word in value or word.split(".")[0] in value]
    assert word not in text_of(browser.get(address(story, "share")))


@pytest.mark.deep
def test_it_ends_in_the_second_it_was_given_for(login, chief, story):
    path = make_link(login(chief), story, lasts="1h")
    row = SharedVersion.objects.get()
    assert timedelta(minutes=59) < row.expires_at - timezone.now() <= timedelta(hours=1)
    SharedVersion.objects.update(expires_at=timezone.now() + timedelta(seconds=5))
    assert told(path)[0] == 200
    SharedVersion.objects.update(expires_at=timezone.now())
    assert is_closed(path)
    assert "ran out" in text_of(login(chief).get(address(story, "share")))


@pytest.mark.deep
def test_it_is_taken_back_at_the_desk_once_and_told_in_the_log(login, chief, story):
    browser = login(chief)
    path = make_link(browser, story)
    row = {"act": "revoke", "row": str(SharedVersion.objects.get().uid)}
    assert browser.post(address(story, "share"), row).status_code == 302
    assert is_closed(path)
    assert "closed by Mina Park" in text_of(browser.get(address(story, "share")))
    assert "ran out before" in text_of(browser.post(address(story, "share"), row))
    verbs = list(EditLog.objects.filter(subject_uid=story.uid).values_list("verb", flat=True).order_by("pk"))
    assert verbs[-2:] == ["share_version", "revoke_shared"]
    assert "Counsel" not in str(list(EditLog.objects.values_list("after", "before")))


@pytest.mark.deep
def test_the_desk_sees_who_made_it_and_how_often_it_was_opened(login, chief, story):
    browser = login(chief)
    path = make_link(browser, story)
    assert "never opened" in text_of(browser.get(address(story, "share")))
    for _ in range(3):
        told(path)
    Client().head(path)
    page = text_of(browser.get(address(story, "share")))
    assert "Made by Mina Park" in page
    assert "opened 3 times, last on" in page
    assert "Counsel" in page


CLOSING = {
    "held": lambda story, chief: legal_holds.hold(story, reason="A letter of counsel.", by=chief),
    "deleted": lambda story, chief: Story.objects.filter(pk=story.pk).update(deleted_at=timezone.now()),
    "hidden": lambda story, chief: taking_back.withhold(published(story, chief), reason="Wrong.", by=chief),
    "killed": lambda story, chief: taking_back.kill(published(story, chief), reason="Wrong.", by=chief),
    "retracted": lambda story, chief: curating.retract(
        story.story_articles.get(number=1).article if story.published else story.story_articles.all()[0].article,
        by=chief,
        reason="They took it back.",
    ),
}


def published(story: Story, chief) -> PublishedStory:
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief)
    return PublishedStory.objects.get(uid=story.uid)


@pytest.mark.parametrize(
    "how", ["held", *(pytest.param(how, marks=pytest.mark.deep) for how in CLOSING if how != "held")]
)
def test_what_becomes_of_the_story_closes_it_and_no_new_one_opens(login, chief, story, how):
    browser = login(chief)
    path = make_link(browser, story)
    CLOSING[how](story, chief)
    assert is_closed(path)
    if how == "deleted":
        return
    assert "opens nothing now" in text_of(browser.get(address(story, "share")))
    if how == "retracted":
        return  # what stands now rests on other words
    again = {"act": "share", "seen": str(fresh(story).desk_revision), "lasts": "1d"}
    assert browser.post(address(story, "share"), again).status_code == 400
    assert SharedVersion.objects.count() == 1


@pytest.mark.deep
def test_a_name_that_must_not_be_published_closes_it_while_it_stands(login, chief, story):
    browser = login(chief)
    path = make_link(browser, story)
    row = restricting.restrict(restricting.Terms(name="Vell", reason="Order 7."), by=chief)
    assert is_closed(path)
    again = {"act": "share", "seen": str(fresh(story).desk_revision), "lasts": "1d"}
    answer = browser.post(address(story, "share"), again)
    assert answer.status_code == 400
    assert "must not be published" in text_of(answer)
    restricting.lift(row, reason="Over.", by=chief)
    assert told(path)[0] == 200


def test_what_is_redacted_or_pulled_later_leaves_it(login, chief, story):
    published(story, chief)
    browser = login(chief)
    path = make_link(browser, story)
    edition = fresh(story).published.current_edition.content
    sentence = edition["machine"]["sentences"][1]
    assert sentence["text"] in unescape(re.sub(r"<[^>]+>", "", told(path)[2].decode()))
    redacting.redact(fresh(story), "sentence", sentence["uid"], reason="A court.", by=chief)
    page = unescape(told(path)[2].decode())
    assert sentence["text"] not in re.sub(r"<[^>]+>", "", page)
    assert 'class="removed"' in page
    picture = re.findall(r'src="([^"]+\.jpeg)"', page)[0]
    assert told(picture)[0] == 200
    pulling.pull(story.placements.get().image, reason="No leave.", by=chief)
    assert is_closed(picture)
    assert str(story.placements.get().image.uid) not in told(path)[2].decode()


def test_only_an_editor_shares_and_only_a_chief_what_is_sealed(login, chief, editor, reporter, story):
    mine = summarise(make_story(reporter, headline="Mine"))
    typed = {"act": "share", "seen": str(mine.desk_revision), "lasts": "1d"}
    assert login(reporter).post(address(mine, "share"), typed).status_code == 403
    assert login(reporter).get(address(story, "share")).status_code == 404
    assert login(reporter).post(address(story, "share"), typed).status_code == 404
    sealing.seal(story, seen=story.desk_revision, by=chief, until=None)
    sealed = {"act": "share", "seen": str(story.desk_revision), "lasts": "1d"}
    assert login(editor).post(address(story, "share"), sealed).status_code == 403
    assert not SharedVersion.objects.exists()
    assert told(make_link(login(editor), story, of="desk"))[0] == 200
    assert told(make_link(login(chief), story))[0] == 200
    assert sorted(SharedVersion.objects.values_list("is_sealed", flat=True)) == [False, True]


def test_an_embargo_closes_what_was_shared_before_it_and_only_a_chief_shares_under_it(login, chief, editor, story):
    earlier = make_link(login(editor), story)
    embargoes.embargo(fresh(story), until=None, reason="The ministry's.", by=chief)
    assert is_closed(earlier)
    typed = {"act": "share", "seen": str(fresh(story).desk_revision), "lasts": "1d"}
    assert login(editor).post(address(story, "share"), typed).status_code == 403
    under_it = make_link(login(chief), story)
    assert told(under_it)[0] == 200
    page = text_of(login(chief).get(address(story, "share")))
    assert page.count("opens nothing now: It was made before the embargo") == 1
    embargoes.lift_embargo(fresh(story), reason="Over.", by=chief)
    assert told(earlier)[0] == told(under_it)[0] == 200


def test_what_was_redacted_where_it_went_by_a_split_leaves_the_link_too(login, chief, story):
    path = make_link(login(chief), story)
    going = story.sentences.filter(removed_at=None)[1]
    assert going.text in unescape(re.sub(r"<[^>]+>", "", told(path)[2].decode()))
    away = split(story, Parts(sentences=[going.uid]), headline="Split Off", by=chief).target
    published(away, chief)
    redacting.redact(fresh(away), "sentence", str(going.uid), reason="A court.", by=chief)
    page = unescape(re.sub(r"<[^>]+>", "", told(path)[2].decode()))
    assert going.text not in page
    assert "[Removed," in page


@pytest.mark.deep
def test_a_link_of_another_story_is_not_taken_back_here_and_a_stale_page_makes_none(login, chief, editor, story):
    browser = login(chief)
    path = make_link(browser, story)
    other = make_story(chief, headline="Other", articles=1)
    row = {"act": "revoke", "row": str(SharedVersion.objects.get().uid)}
    assert browser.post(address(other, "share"), row).status_code == 400
    assert told(path)[0] == 200
    typed = {"act": "share", "lasts": "1d", "seen": str(story.desk_revision - 1)}
    assert browser.post(address(story, "share"), typed).status_code == 409
    for wrong in ({"lasts": "99y"}, {"lasts": ""}, {"is_for": "x" * 201}, {"seen": "x"}):
        typed = {"act": "share", "lasts": "1d", "seen": str(story.desk_revision), **wrong}
        assert browser.post(address(story, "share"), typed).status_code == 400
    assert browser.post(address(story, "share"), {"act": "explode"}).status_code == 400
    assert SharedVersion.objects.count() == 1


@pytest.mark.deep
def test_the_public_door_knows_no_such_address(login, chief, story, settings):
    path = make_link(login(chief), story)
    settings.ROOT_URLCONF = load_public_urls()
    assert told(path)[0] == 404
    assert SharedVersion.objects.get().opened_count == 0


def test_the_word_is_not_written_into_the_log_of_requests(login, chief, story, settings, caplog):
    settings.LOG_REQUESTS = True
    path = make_link(login(chief), story)
    word = path.split("/")[3]
    with caplog.at_level("INFO"):
        told(path)
        SharedVersion.objects.update(revoked_at=timezone.now())
        told(path)
    lines = [record.getMessage() + str(record.__dict__) for record in caplog.records]
    assert [line for line in lines if "/admin/shared/.../" in line]
    assert not [line for line in lines if word in line]


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PROPFIND", "GET"])
def test_the_word_is_in_no_line_about_a_request_that_is_refused(login, chief, story, settings, method):
    settings.LOG_REQUESTS = True
    path = make_link(login(chief), story)
    into = io.StringIO()
    handler = logging.StreamHandler(into)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(ContextFilter())
    logging.getLogger().addHandler(handler)
    try:
        for asked in (path, path.rstrip("/"), f"{path}nothing/"):
            assert Client(enforce_csrf_checks=True).generic(method, asked).status_code != 500
    finally:
        logging.getLogger().removeHandler(handler)
    assert "/admin/shared/..." in into.getvalue()
    assert path.split("/")[3] not in into.getvalue()


@pytest.mark.deep
def test_the_page_of_links_takes_as_many_queries_for_many_as_for_one(
    login, chief, story, django_assert_max_num_queries
):
    browser = login(chief)
    for n in range(3):
        make_link(browser, story, is_for=f"Reader {n} <b>")
    make_person("last")
    with django_assert_max_num_queries(40):
        page = text_of(browser.get(address(story, "share")))
    assert page.count("Close the link</button>") == 3
    assert "<b>" not in page
