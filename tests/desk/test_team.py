"""The Team tab and the head of every tab: comments with mentions, watching, due times, handing over and taking over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.models import EditLog, User
from stories import commenting, handing_over, reviewing
from stories.models import Alert, Comment, Mention, Story, Watch
from tests.desk.making import address, make_person, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> \u202eevil\u202c 항만 파업 “{{ x }}” & @nobody"


def say(client, story, text, **fields):
    return client.post(address(story, "team"), {"act": "comment", "text": text, **fields}, follow=True)


def test_a_story_is_handed_over_with_a_note_by_one_field_and_one_press_on_any_tab(login, chief, editor):
    story = make_story(chief)
    page = text_of(login(chief).get(address(story, "summary")))
    form = re.search(r'<form method="post" action="([^"]+)">(?:(?!</form>).)*name="line"', page, re.S)
    answer = login(chief).post(form[1], {"act": "hand_over", "line": "@editor the ferry is still missing"}, follow=True)
    story.refresh_from_db()
    assert story.owner == editor
    assert "owns the story now" in text_of(answer)
    assert EditLog.objects.filter(verb="own").latest("pk").reason == "the ferry is still missing"
    assert chief in story.assigned.all()
    assert Alert.objects.get(told=editor).kind == Alert.Kind.HANDOVER


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("ada", ""),
        ("@ADA: the ferry is missing", "the ferry is missing"),
        ("ada@paper.example, the ferry is missing", "the ferry is missing"),
        ("Ada Lóvelin the ferry is missing", "the ferry is missing"),
        ("for @ada@paper.example", "for @ada@paper.example"),
    ],
)
def test_a_colleague_is_known_by_log_in_name_mail_address_or_full_name(chief, line, note):
    story = make_story(chief)
    ada = make_person("ada", "editor")
    User.objects.filter(pk=ada.pk).update(first_name="Ada", last_name="Lóvelin", email="Ada@paper.example")
    assert handing_over.hand_over_in_words(story, line=line, by=chief) == ada
    assert Story.objects.get(pk=story.pk).owner == ada
    assert EditLog.objects.filter(verb="own").latest("pk").reason == note


def test_a_name_that_several_have_is_refused_with_their_log_in_names(login, chief):
    story = make_story(chief)
    for name in ("ada", "bea"):
        User.objects.filter(pk=make_person(name, "editor").pk).update(first_name="Mo", last_name="Lee")
    for tab, act, field in (
        ("team", "hand_over", "line"),
        ("publish", "own", "person"),
        ("publish", "assign", "person"),
    ):
        answer = login(chief).post(address(story, tab), {"act": act, field: "mo  lee"})
        assert answer.status_code == 400
        assert "Several people are called “mo lee”: @ada, @bea. Write the log-in name." in text_of(answer)
    answer = login(chief).post(address(story, "publish"), {"act": "own", "person": "@BEA"})
    assert answer.status_code == 302
    assert Story.objects.get(pk=story.pk).owner == User.objects.get(username="bea")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("@nobodyhere take it", "Nobody here is called @nobodyhere"),
        pytest.param("please somebody", "Name the one colleague", marks=pytest.mark.deep),
        ("@editor or @chief", "Name the one colleague"),
        pytest.param("@administrator", "may write no story", marks=pytest.mark.deep),
        pytest.param("@chief", "owns this story already", marks=pytest.mark.deep),
    ],
)
def test_a_line_that_names_nobody_who_can_take_the_story_is_refused_in_words(
    login, chief, editor, administrator, line, told
):
    story = make_story(chief)
    answer = login(chief).post(address(story, "team"), {"act": "hand_over", "line": line})
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert line in text_of(answer)
    assert Story.objects.get(pk=story.pk).owner == chief


def test_one_press_takes_a_story_over_and_whoever_owned_it_is_told(login, editor, reporter):
    story = make_story(reporter)
    page = text_of(login(editor).get(address(story, "change")))
    assert "Take over" in page
    login(editor).post(address(story, "team"), {"act": "take_over"})
    story.refresh_from_db()
    assert story.owner == editor
    assert list(story.assigned.all()) == [reporter]
    assert Alert.objects.get(told=reporter).kind == Alert.Kind.TAKEN
    assert not Alert.objects.filter(told=editor).exclude(by=editor).exists()
    assert "Take over" not in text_of(login(editor).get(address(story, "change")))


def test_a_reporter_takes_over_nobodys_story_and_hands_over_their_own_alone(login, chief, reporter):
    given, own = make_story(chief), make_story(reporter)
    reviewing.assign(given, to=reporter, by=chief)
    client = login(reporter)
    assert "Take over" not in text_of(client.get(address(given, "change")))
    assert client.post(address(given, "team"), {"act": "take_over"}).status_code == 403
    assert client.post(address(own, "team"), {"act": "hand_over", "line": "@chief yours"}).status_code == 302
    assert Story.objects.get(pk=own.pk).owner == chief


def test_a_mention_waits_at_the_front_for_whoever_is_named_until_they_answer(login, chief, editor):
    story = make_story(chief)
    told = text_of(say(login(chief), story, "Is the figure right, @editor? And @nobodyatall?"))
    assert "Nobody here is called @nobodyatall" in told
    front = text_of(login(editor).get("/admin/"))
    assert "Mentions you" in front
    thread = Comment.objects.get()
    assert f"#c-{thread.uid}" in front
    assert "Mentions you" not in text_of(login(chief).get("/admin/"))
    login(editor).post(address(story, "team"), {"act": "reply", "row": str(thread.uid), "text": "Yes."})
    assert "Mentions you" not in text_of(login(editor).get("/admin/"))


def test_somebody_who_may_not_open_the_story_cannot_be_named_and_the_words_stay_typed(login, chief, reporter):
    story = make_story(chief)
    answer = login(chief).post(address(story, "team"), {"act": "comment", "text": "Look, @reporter."})
    assert answer.status_code == 400
    assert "@reporter may not open this story" in text_of(answer)
    assert "Look, @reporter." in text_of(answer)
    assert not Comment.objects.exists()
    reviewing.assign(story, to=reporter, by=chief)
    assert "Reporter" not in text_of(say(login(chief), story, "Look, @reporter."))
    assert Mention.objects.get().person == reporter


def test_colleagues_are_offered_by_name_and_only_those_who_may_open_the_story(login, chief, editor, reporter):
    make_person("kim", "reporter", first_name="Editha", last_name="Kim")
    story = make_story(chief)
    asked = login(chief).get(address(story, "people"), {"term": "edi"}).json()["results"]
    assert asked == [{"name": "editor", "text": "editor"}]
    owners = login(chief).get(address(story, "people"), {"term": "edi", "for": "owner"}).json()["results"]
    assert [row["name"] for row in owners] == ["editor", "kim"]
    assert login(reporter).get(address(story, "people"), {"term": "e"}).status_code == 404


@pytest.mark.deep
def test_a_comment_follows_its_sentence_and_stays_listed_when_it_was_taken_out(login, chief):
    story = summarise(make_story(chief))
    sentence = story.sentences.all()[0]
    client = login(chief)
    say(client, story, "Whose figure is this?", on="sentence", subject=str(sentence.uid))
    assert "1 comment<" in text_of(client.get(address(story, "summary")))
    seen = {"seen": story.desk_revision, "row": str(sentence.uid), "seen_text": sentence.text}
    client.post(address(story, "summary"), {"act": "delete", **seen})
    page = text_of(client.get(address(story, "team")))
    assert "Whose figure is this?" in page
    assert "taken out since" in page
    assert sentence.text[:40] in page


@pytest.mark.deep
def test_a_comment_goes_with_its_sentence_to_another_story(login, chief):
    story, other = summarise(make_story(chief)), make_story(chief, articles=0, headline="Other")
    sentence = story.sentences.all()[0]
    say(login(chief), story, "Follow me", on="sentence", subject=str(sentence.uid))
    story.sentences.filter(pk=sentence.pk).update(story=other)
    assert "Follow me" in text_of(login(chief).get(address(other, "team")))
    assert "Follow me" not in text_of(login(chief).get(address(story, "team")))


@pytest.mark.few(0)
@pytest.mark.parametrize("on", ["entry", "picture", "sentence"])
def test_a_comment_is_on_rows_of_this_story_alone(login, chief, on):
    story, other = make_story(chief), summarise(make_story(chief, headline="Other"))
    rows = other.timeline_entries if on == "entry" else other.sentences
    uid = str(rows.all()[0].uid)
    answer = login(chief).post(address(story, "team"), {"act": "comment", "text": "Hm", "on": on, "subject": uid})
    assert answer.status_code == 400
    assert "not in this story any more" in text_of(answer)
    assert not Comment.objects.exists()


def test_threads_of_other_stories_cannot_be_answered_or_resolved_from_here(login, chief, reporter):
    story, own = make_story(chief), make_story(reporter)
    say(login(chief), story, "Between us")
    thread = str(Comment.objects.get().uid)
    for act in ("reply", "resolve", "reopen", "heard"):
        form = {"act": act, "row": thread, "text": "Mine"}
        assert login(reporter).post(address(story, "team"), form).status_code == 404
        assert login(reporter).post(address(own, "team"), form).status_code == 400
        assert login(reporter).post(address(own, "team"), {**form, "row": "x"}).status_code == 400
    assert Comment.objects.get().resolved_at is None


def test_hostile_words_stand_as_they_were_typed_and_harm_nothing(login, chief):
    story = make_story(chief)
    say(login(chief), story, HOSTILE)
    assert Comment.objects.get().text == HOSTILE
    page = text_of(login(chief).get(address(story, "team")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \u202eevil\u202c 항만 파업" in page
    assert 'class="said" dir="auto"' in page


@pytest.mark.parametrize(
    "text",
    [
        "\u200b\u200b",
        "x" * 100_000,
        *(pytest.param(text, marks=pytest.mark.deep) for text in ("", " ", "x" * 4_001, "nul\x00")),
    ],
)
def test_words_that_cannot_stand_are_refused_in_words(login, chief, text):
    story = make_story(chief)
    answer = login(chief).post(address(story, "team"), {"act": "comment", "text": text})
    assert answer.status_code == 400
    assert "The comment" in text_of(answer)
    assert not Comment.objects.exists()


@pytest.mark.deep
def test_a_thread_is_resolved_opened_again_and_answered(login, chief, editor):
    story = make_story(chief)
    say(login(editor), story, "Check the ferry, @chief")
    thread = Comment.objects.get()
    form = {"row": str(thread.uid)}
    login(chief).post(address(story, "team"), {"act": "resolve", **form})
    assert not Mention.objects.waiting().exists()
    assert "Resolved by Mina Park" in text_of(login(editor).get(address(story, "team")))
    assert login(editor).post(address(story, "team"), {"act": "resolve", **form}).status_code == 409
    login(editor).post(address(story, "team"), {"act": "reply", "text": "Not yet.", **form})
    thread.refresh_from_db()
    assert thread.resolved_at is None
    assert [row.text for row in thread.replies.all()] == ["Not yet."]


def test_the_log_holds_no_word_of_a_comment(login, chief):
    say(login(chief), make_story(chief), "Zanthoxylum")
    row = EditLog.objects.get(verb="comment")
    assert "Zanthoxylum" not in f"{row.before}{row.after}{row.reason}"


@pytest.mark.deep
def test_a_due_time_is_typed_in_the_newsrooms_zone_and_what_clocks_skip_is_refused(login, chief, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    story = make_story(chief)
    client = login(chief)
    year = timezone.localdate().year + 1
    client.post(address(story, "team"), {"act": "due", "due_at": f"{year}-01-05T14:00"})
    story.refresh_from_db()
    assert f"{story.due_at:%H:%M %z}" == "13:00 +0000"
    gap = {2026: "03-29", 2027: "03-28", 2028: "03-26", 2029: "03-25"}[year]
    answer = client.post(address(story, "team"), {"act": "due", "due_at": f"{year}-{gap}T02:30"})
    assert answer.status_code == 400
    assert "never was" in text_of(answer)
    assert client.post(address(story, "team"), {"act": "due", "due_at": "2020-01-01T10:00"}).status_code == 400
    client.post(address(story, "team"), {"act": "due", "due_at": ""})
    assert Story.objects.get(pk=story.pk).due_at is None


@pytest.mark.deep
def test_what_is_due_soon_and_what_was_given_stands_at_the_front_of_whom_it_concerns(login, chief, reporter):
    story = make_story(chief)
    reviewing.assign(story, to=reporter, by=chief)
    Story.objects.filter(pk=story.pk).update(due_at=timezone.now() + timedelta(hours=1))
    front = text_of(login(reporter).get("/admin/"))
    assert "On you" in front
    assert "Due soon" in front
    assert "Given to you" in front
    assert "Given to you" not in text_of(login(chief).get("/admin/"))


@pytest.mark.deep
def test_watching_begins_and_ends_with_a_press(login, editor, chief):
    story = make_story(chief)
    login(editor).post(address(story, "team"), {"act": "watch"})
    login(editor).post(address(story, "team"), {"act": "watch"})
    assert Watch.objects.get().person == editor
    assert "Stop watching" in text_of(login(editor).get(address(story, "images")))
    login(editor).post(address(story, "team"), {"act": "unwatch"})
    assert not Watch.objects.exists()


def test_a_name_with_a_stop_behind_it_or_an_at_sign_in_it_is_found(login, chief):
    User.objects.filter(pk=chief.pk).update(username="mina@vell.example")
    other = make_person("jo.lee", "editor")
    story = make_story(other)
    say(login(other), story, "Ask @mina@vell.example, then @jo.lee. Write to desk@jo.lee or not")
    assert [row.person.pk for row in Mention.objects.all()] == [chief.pk]


@pytest.mark.parametrize(
    ("why", "told"),
    [("spiked", "is spiked. Take it off the spike first"), ("merged", "Go on there instead, or undo the merge")],
)
def test_what_was_dropped_or_merged_takes_no_comment_and_no_watcher_and_says_what_to_do(login, editor, why, told):
    story, other = make_story(editor), make_story(editor, headline="The Other")
    thread = commenting.comment(story, text="Where from?", by=editor)
    columns = {"editorial_state": "spiked"} if why == "spiked" else {"merged_into": other}
    Story.objects.filter(pk=story.pk).update(**columns)
    client = login(editor)
    page = text_of(client.get(address(story, "team")))
    assert told in page
    assert 'value="comment"' not in page
    assert 'value="watch"' not in page
    for act in (
        {"act": "comment", "text": "More."},
        {"act": "reply", "row": thread.uid, "text": "x"},
        {"act": "watch"},
    ):
        assert told in text_of(client.post(address(story, "team"), act))
    assert (Comment.objects.count(), Watch.objects.count()) == (1, 0)
    assert client.post(address(story, "team"), {"act": "unwatch"}).status_code == 302


def test_after_an_answer_in_an_old_thread_the_page_stays_at_it(login, editor):
    story = make_story(editor)
    thread = commenting.comment(story, text="Where from?", by=editor)
    later = [Comment(story=story, text=f"Later {n}.", by=editor, at=timezone.now()) for n in range(30)]
    Comment.objects.bulk_create(later)
    client, page = login(editor), address(story, "team")
    assert str(thread.uid) not in text_of(client.get(page))
    for asked in (f"?thread={thread.uid}", f"?before={later[0].pk + 1}"):
        told = client.post(f"{page}{asked}", {"act": "reply", "row": thread.uid, "text": f"From the port. {asked}"})
        where, anchor = told.url.split("#")
        answer = Comment.objects.latest("pk")
        assert anchor == f"c-{answer.uid}"
        assert f'id="{anchor}"' in text_of(client.get(where))
        assert f"From the port. {asked}" in text_of(client.get(where))
    told = client.post(f"{page}?thread={thread.uid}", {"act": "resolve", "row": thread.uid})
    where, anchor = told.url.split("#")
    assert f'id="{anchor}"' in text_of(client.get(where))


def test_a_long_thread_shows_its_newest_answers_and_each_older_one_has_an_address(login, editor, monkeypatch):
    story = make_story(editor)
    thread = commenting.comment(story, text="Where from?", by=editor)
    rows = [Comment(story=story, parent=thread, text=f"Answer {n}.", by=editor, at=timezone.now()) for n in range(120)]
    Comment.objects.bulk_create(rows)
    client = login(editor)
    page = text_of(client.get(address(story, "team")))
    assert "115 earlier answers" in page
    assert [f"Answer {n}." in page for n in (114, 115, 119)] == [False, True, True]
    third = Comment.objects.get(text="Answer 3.")
    page = text_of(client.get(f"{address(story, 'team')}?thread={third.uid}"))
    assert [f"Answer {n}." in page for n in (3, 49, 50)] == [True, True, False]
    assert "page 1 of 3" in page
    assert "Answer 119." in text_of(client.get(f"{address(story, 'team')}?thread={thread.uid}"))
    monkeypatch.setattr(commenting, "MOST_REPLIES", 120)
    monkeypatch.setattr(commenting, "MOST_OPEN", 1)
    full = client.post(address(story, "team"), {"act": "reply", "row": thread.uid, "text": "One more."})
    assert "has 120 answers already. Begin a new thread" in text_of(full)
    assert "has 1 open threads already. Resolve some" in text_of(say(client, story, "Another."))
    assert Comment.objects.count() == 121
