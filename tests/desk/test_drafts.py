"""What somebody typed and did not save: kept while they type, given back to them alone, ended with its form."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk import drafts
from desk.models import Draft
from editions.models import Edition
from foundation.models import EditLog, User
from newsroom import clock
from stories import curating, publishing
from stories.meanwhile import shown
from stories.models import Sentence, Story
from tests.desk.making import address, make_story, save_all, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    return summarise(make_story(chief))


def keep(client: Client, story: Story, by: User, *, uid: str = "", **sent):
    """What a page sends while somebody types; answers with the response."""
    body = {"uid": uid or str(uuid.uuid4()), "person": str(by.uid), "tab": "story", "act": "save", "row": ""}
    body |= {"values": {"headline": ["Half a headl"]}, "words": "Half a headl", **sent}
    where = f"/admin/stories/story/{story.pk}/typed/"
    return client.post(where, json.dumps(body), content_type="application/json", headers={"Sec-Fetch-Mode": "cors"})


def form_of(story: Story, **typed: str) -> dict[str, list[str]]:
    """The fields of the Story tab as its page has them, with what was typed over."""
    standing = save_all(story, **typed)
    standing.pop("act")
    return {name: [value] for name, value in standing.items()} | {"saw": [json.dumps(shown(story))]}


def test_what_is_typed_is_offered_where_it_was_typed_and_restored_into_its_form(login, chief, story):
    client = login(chief)
    assert keep(client, story, chief, values=form_of(story, headline="Half a headl")).status_code == 200
    page = text_of(login(chief).get(address(story, "change")))
    assert "and did not save it" in page
    assert "Half a headl" in page
    draft = Draft.objects.get()
    restored = text_of(client.get(address(story, "change"), {"draft": str(draft.uid)}))
    assert 'value="Half a headl"' in restored
    assert "It is not in the story yet" in restored
    assert "You typed this in Story" in text_of(client.get(address(story, "timeline")))
    assert Story.objects.get(pk=story.pk).headline == story.headline


def test_saving_the_form_ends_its_draft_and_no_other(login, chief, story):
    client, mine, other = login(chief), str(uuid.uuid4()), str(uuid.uuid4())
    keep(client, story, chief, uid=mine)
    keep(client, story, chief, uid=other, tab="timeline", act="add", values={"text": ["Half an entry"]})
    saved = client.post(address(story, "change"), {**save_all(story, headline="Whole"), "draft": mine})
    assert saved.status_code == 302
    assert list(Draft.objects.values_list("act", flat=True)) == ["add"]
    refused = client.post(
        address(story, "timeline"), {"act": "add", "date": "x", "text": "y", "draft": other, "seen": 2}
    )
    assert refused.status_code == 400
    assert f'name="draft" value="{other}"' in text_of(refused)
    assert Draft.objects.count() == 1


def test_another_button_of_the_same_form_does_not_end_what_was_typed(login, chief, story):
    client, uid, row = login(chief), str(uuid.uuid4()), story.sentences.filter(removed_at=None)[0]
    typed = {"text": ["Half a wording"], "row": [str(row.uid)], "seen_text": [row.text]}
    keep(client, story, chief, uid=uid, tab="summary", act="edit", row=str(row.uid), values=typed)
    act = {
        "row": str(row.uid),
        "seen": story.desk_revision,
        "seen_text": row.text,
        "draft": uid,
        "text": "Half a wording",
    }
    assert client.post(address(story, "summary"), {"act": "keep", **act}).status_code == 302
    assert Draft.objects.count() == 1
    act["seen"] = story.desk_revision + 1
    assert client.post(address(story, "summary"), {"act": "delete", **act}).status_code == 302
    assert not Draft.objects.exists()


def test_thrown_away_it_is_gone_and_the_story_is_as_it_was(login, chief, story):
    client, uid = login(chief), str(uuid.uuid4())
    keep(client, story, chief, uid=uid)
    assert client.post(address(story, "change"), {"act": "drop", "draft": uid}).status_code == 302
    assert not Draft.objects.exists()
    assert "did not save it" not in text_of(client.get(address(story, "change")))
    assert Story.objects.get(pk=story.pk).desk_revision == story.desk_revision


def test_a_form_that_is_as_it_was_leaves_no_draft(login, chief, story):
    client, uid = login(chief), str(uuid.uuid4())
    keep(client, story, chief, uid=uid)
    keep(client, story, chief, uid=uid, values={})
    assert not Draft.objects.exists()


def test_two_windows_of_one_person_never_write_over_each_other(login, chief, story):
    client = login(chief)
    keep(client, story, chief, words="The first window")
    keep(client, story, chief, words="The second window")
    page = text_of(client.get(address(story, "change")))
    assert "The first window" in page
    assert "The second window" in page


def test_of_many_drafts_two_stand_open_and_the_others_are_folded(login, chief, story):
    client = login(chief)
    for number in range(4):
        keep(client, story, chief, values=form_of(story, headline=f"Half {number}"), words=f"Half {number}")
    page = text_of(client.get(address(story, "timeline")))
    assert page.count("and did not save it") == 4
    assert "<summary>2 more that you typed and did not save</summary>" in page


def test_nobody_but_its_writer_sees_or_touches_it(login, chief, editor, story):
    uid = str(uuid.uuid4())
    keep(login(chief), story, chief, uid=uid)
    other = login(editor)
    for tab in ("change", "summary", "history", "publish"):
        assert "Half a headl" not in text_of(other.get(address(story, tab)))
    assert other.get(address(story, "change"), {"draft": uid}).status_code == 302
    assert keep(other, story, editor, uid=uid, words="Mine now").status_code == 400
    other.post(address(story, "change"), {"act": "drop", "draft": uid})
    assert Draft.objects.get().words == "Half a headl"


def test_whoever_may_not_open_the_story_keeps_nothing_in_it(login, client, chief, reporter, administrator, story):
    assert keep(login(reporter), story, reporter).status_code == 404
    assert keep(login(administrator), story, administrator).status_code == 404
    assert keep(client, story, chief).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    assert keep(strict, story, chief).status_code == 403
    assert not Draft.objects.exists()


def test_words_of_one_person_are_not_kept_for_another_who_logged_in_meanwhile(login, chief, editor, story):
    answer = keep(login(editor), story, chief)
    assert answer.status_code == 409
    assert "Somebody else is logged in" in answer.json()["told"]
    assert not Draft.objects.exists()


@pytest.mark.few(0, 3)
@pytest.mark.parametrize(
    "sent",
    [
        {"values": {"text": ["x" * drafts.MOST_BYTES]}},
        {"values": "no form"},
        {"uid": "no uid"},
        {"act": "../x"},
        {"tab": "<b>"},
        {"row": "r" * 60},
    ],
)
def test_what_no_page_sends_is_refused_in_words(login, chief, story, sent):
    answer = keep(login(chief), story, chief, **sent)
    assert answer.status_code == 400
    assert answer.json()["told"]
    assert not Draft.objects.exists()


def test_what_no_database_stores_is_kept_all_the_same(login, chief, story):
    answer = keep(login(chief), story, chief, values={"headline": ["a\x00b\ud800c"]}, words="a\x00b")
    assert answer.status_code == 200
    assert Draft.objects.get().values == {"headline": ["a\ufffdb?c"]}


def test_there_is_a_limit_and_it_is_told(login, chief, story, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    client, uid = login(chief), str(uuid.uuid4())
    keep(client, story, chief, uid=uid)
    keep(client, story, chief)
    refused = keep(client, story, chief)
    assert "unsaved forms already" in refused.json()["told"]
    assert keep(client, story, chief, uid=uid).status_code == 200


def test_keeping_takes_six_queries_and_changes_nothing_of_the_story(login, chief, story):
    client, uid = login(chief), str(uuid.uuid4())
    before, rows = Story.objects.values().get(pk=story.pk), EditLog.objects.count()
    for words in ("first", "second"):
        with CaptureQueriesContext(connection) as queries:
            assert keep(client, story, chief, uid=uid, words=words).status_code == 200
        assert len(queries) <= 6
    assert Story.objects.values().get(pk=story.pk) == before
    assert EditLog.objects.count() == rows
    assert Draft.objects.get().words == "second"


def test_publishing_and_the_public_page_know_nothing_of_it(login, client, chief, story):
    keep(login(chief), story, chief, values=form_of(story, headline="Half a headl"))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    edition = Edition.objects.get()
    assert "Half a headl" not in json.dumps(edition.content)
    assert "Half a headl" not in text_of(client.get(edition.story.get_absolute_url()))


def test_a_draft_restored_onto_what_others_saved_shows_both_and_keeps_theirs_elsewhere(login, chief, editor, story):
    client, uid = login(editor), str(uuid.uuid4())
    typed = form_of(story, headline="The editor's", desk_note="Call Ada.")
    keep(client, story, editor, uid=uid, values=typed)
    seen = story.desk_revision
    curating.change_story(story, seen=seen, by=chief, headline="The chief's", kicker="Ports")
    response = client.get(address(story, "change"), {"draft": uid})
    page = text_of(response)
    assert "<del>chief</del>" in page
    assert "<ins>editor</ins>" in page
    assert 'value="Ports"' in page
    form = response.context["form"]
    back = {name: form[name].value() or "" for name in typed if name in form.fields}
    back |= {"seen": response.context["seen"], "saw": response.context["saw"], "act": "save", "draft": uid}
    assert client.post(address(story, "change"), back).status_code == 302
    now = Story.objects.get(pk=story.pk)
    assert (now.headline, now.kicker, now.desk_note) == ("The editor's", "Ports", "Call Ada.")
    assert not Draft.objects.exists()


def test_a_draft_of_a_sentence_that_was_taken_out_is_still_given_back(login, chief, editor, story):
    client, uid, row = login(editor), str(uuid.uuid4()), story.sentences.filter(removed_at=None)[0]
    typed = {"text": ["The editor's wording."], "row": [str(row.uid)], "seen_text": [row.text], "seen": ["0"]}
    keep(client, story, editor, uid=uid, tab="summary", act="edit", row=str(row.uid), values=typed)
    Sentence.objects.filter(pk=row.pk).update(removed_at=timezone.now())
    page = text_of(client.get(address(story, "summary"), {"draft": uid}))
    assert ">The editor&#x27;s wording.</textarea>" in page
    assert "This sentence was taken out" in page


@pytest.mark.few(0, 3, 6)
@pytest.mark.parametrize(
    ("tab", "act", "values", "told"),
    [
        ("timeline", "add", {"date": ["Aug 2025"], "text": ["Talks begin."]}, ">Talks begin.</textarea>"),
        ("images", "upload", {"credit_line": ["Reuters"]}, 'value="Reuters"'),
        ("articles", "paste", {"headline": ["Half pasted"], "text": ["Text"]}, 'value="Half pasted"'),
        ("articles", "ask", {"urls": ["https://a.example/1"]}, ">https://a.example/1</textarea>"),
        ("publish", "publish", {"note": ["Night shift."]}, ">Night shift.</textarea>"),
        ("figures", "add", {"label": ["Dead"], "value": ["40"]}, 'value="Dead"'),
        ("summary", "add_section", {"heading": ["Half a heading"]}, 'value="Half a heading"'),
    ],
)
def test_every_tab_gives_back_what_was_typed_in_it(login, chief, story, tab, act, values, told):
    client, uid = login(chief), str(uuid.uuid4())
    assert keep(client, story, chief, uid=uid, tab=tab, act=act, values=values).status_code == 200
    response = client.get(address(story, tab), {"draft": uid})
    assert response.status_code == 200
    assert told in text_of(response)
    assert f'name="draft" value="{uid}"' in text_of(response)


def test_after_a_month_the_clock_throws_it_away(login, chief, story, monkeypatch):
    keep(login(chief), story, chief)
    monkeypatch.setattr(clock, "_tidied_at", None)
    clock.tick()
    assert Draft.objects.exists()
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=31))
    assert "did not save it" not in text_of(login(chief).get(address(story, "change")))
    monkeypatch.setattr(clock, "_tidied_at", None)
    clock.tick()
    assert not Draft.objects.exists()


def test_a_persons_own_file_holds_it_and_erasing_the_person_ends_it(login, administrator, editor, story):
    client = login(editor)
    keep(client, story, editor)
    own = json.loads(b"".join(client.get("/admin/account/data/").streaming_content))
    assert own["typed_and_not_saved"][0]["values"] == {"headline": ["Half a headl"]}
    page = f"/admin/foundation/user/{editor.pk}/erase/"
    assert login(administrator).post(page, {"username": "editor"}).status_code == 302
    assert not Draft.objects.exists()
