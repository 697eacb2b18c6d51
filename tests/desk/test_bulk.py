"""Acts on many stories at once: what is done, what is refused and why, story by story."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from foundation.models import EditLog
from reference.models import Topic
from stories import deleting, legal_holds, publishing, reviewing
from stories.models import Story
from tests.desk.making import make_person, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
LIST, BULK = "/admin/stories/story/", "/admin/stories/story/bulk/"


def drafts(by, *headlines: str) -> list[Story]:
    return [Story.objects.create(headline=headline, owner=by) for headline in headlines]


def do(client, bulk: str, stories, **given: str):
    return client.post(BULK, {"bulk": bulk, "story": [story.pk for story in stories], **given})


def counts(response) -> tuple[int, int]:
    """How many were done, and how many refused."""
    found = re.search(r"Done: (\d+)\. Refused: (\d+)\.", text_of(response))
    assert found, text_of(response)
    return int(found[1]), int(found[2])


def test_ticked_stories_are_shown_once_more_before_anything_is_done(login, chief):
    one, other, _ = drafts(chief, "One", "Other", "Third")
    response = login(chief).post(LIST, {"action": "spike", "_selected_action": [one.pk, other.pk]})
    page = text_of(response)
    assert "Spike: 2 stories" in page
    assert "Other" in page
    assert "Third" not in page
    assert not Story.objects.filter(editorial_state="spiked").exists()


def test_what_can_be_done_is_done_and_the_rest_is_told_with_the_verbs_own_sentence(login, chief, editor):
    free, spiked, live = *drafts(editor, "Free one", "Spiked one"), summarise(make_story(chief))
    reviewing.spike(spiked, reason="No story.", by=editor)
    publishing.publish(live, seen=live.desk_revision, by=chief)
    response = do(login(editor), "spike", [spiked, live, free], reason="Overtaken.")
    assert counts(response) == (1, 2)
    page = text_of(response)
    assert "This story is spiked: it cannot be spiked now. Nothing was done." in page
    assert "This story is live: it cannot be spiked now. Nothing was done." in page
    assert Story.objects.get(pk=free.pk).editorial_state == "spiked"
    assert Story.objects.get(pk=live.pk).editorial_state == "approved"
    row = EditLog.objects.get(verb="spike", subject_uid=free.uid)
    assert (row.person, row.reason) == (editor, "Overtaken.")


def test_a_story_that_is_not_ones_own_is_not_found_and_does_not_stop_the_others(login, reporter, chief):
    own, foreign, deleted = *drafts(reporter, "Own"), *drafts(chief, "Foreign secret"), *drafts(reporter, "Gone")
    deleting.delete(deleted, by=reporter)
    response = do(login(reporter), "spike", [foreign, deleted, own], reason="Overtaken.")
    page = text_of(response)
    assert counts(response) == (1, 0)
    assert "Not found among the stories that you may open: 2." in page
    assert "Foreign secret" not in page
    assert Story.objects.get(pk=foreign.pk).editorial_state == "draft"


def test_a_story_under_legal_hold_is_not_deleted_with_others(login, chief):
    held, free = drafts(chief, "Held one", "Free one")
    legal_holds.hold(held, reason="A court asked.", by=chief)
    response = do(login(chief), "delete", [held, free], reason="Clean up.")
    assert counts(response) == (1, 1)
    assert "legal hold" in text_of(response)
    assert list(Story.objects.at_the_desk()) == [held]


@pytest.mark.few(0, 3, 5)
@pytest.mark.parametrize(
    ("bulk", "given", "told"),
    [
        ("assign", {"person": "ada"}, "works on this story already"),
        ("own", {"person": "Ada Wren"}, "owns this story already"),
        ("policy", {"policy": "hold"}, "stands so already"),
        ("phase", {"phase": "running"}, "stands so already"),
        ("add-topics", {"topics": "Trade, ports"}, "stand so already"),
        ("send-to-review", {"note": "Look at the figures."}, "in review"),
    ],
)
def test_each_act_is_done_once_and_refused_the_second_time(login, editor, bulk, given, told):
    make_person("ada", "reporter", first_name="Ada", last_name="Wren")
    Topic.objects.create(name="Trade", slug="trade")
    Topic.objects.create(name="Ports", slug="ports")
    stories, client = drafts(editor, "One", "Other"), login(editor)
    assert counts(do(client, bulk, stories, **given)) == (2, 0)
    for story in Story.objects.all():
        what = {
            "assign": [row.username for row in story.assigned.all()],
            "own": story.owner.username,
            "policy": story.summary_policy,
            "phase": story.phase,
            "add-topics": sorted(row.name for row in story.topics.all()),
            "send-to-review": story.editorial_state,
        }
        expected = {"assign": ["ada"], "own": "ada", "policy": "hold", "phase": "running"}
        expected |= {"add-topics": ["Ports", "Trade"], "send-to-review": "in_review"}
        assert what[bulk] == expected[bulk]
    again = do(client, bulk, stories, **given)
    assert counts(again) == (0, 2)
    assert told in text_of(again)


def test_stories_are_taken_off_the_spike_off_a_topic_and_out_of_readers_sight(login, chief):
    trade = Topic.objects.create(name="Trade", slug="trade")
    story, client = summarise(make_story(chief)), login(chief)
    story.topics.add(trade)
    assert counts(do(client, "take-topics", [story], topics="trade")) == (1, 0)
    assert not story.topics.exists()
    (draft,) = drafts(chief, "A draft")
    refused = do(client, "withhold", [story, draft], reason="Wrong.")
    assert counts(refused) == (0, 2)
    assert "has not run" in text_of(refused)
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    assert counts(do(client, "withhold", [story, draft], reason="Wrong.")) == (1, 1)
    assert client.get("/stories/port-of-vell-reopens/").status_code == 404
    reviewing.spike(draft, reason="No.", by=chief)
    assert counts(do(client, "unspike", [draft])) == (1, 0)


@pytest.mark.parametrize(
    ("bulk", "given", "told"),
    [
        ("spike", {}, "This field is required"),
        ("assign", {"person": "nobody at all"}, "Nobody here is called “nobody at all”"),
        ("assign", {"person": "Ada Wren"}, "Several people are called “Ada Wren”"),
        ("add-topics", {"topics": "Zebras"}, "no topic called “Zebras”"),
        ("policy", {"policy": "whatever"}, "not one of the available choices"),
        ("spike", {"reason": "x" * 20_000}, "at most"),
        ("spike", {"reason": "nul\x00nul"}, "Null characters are not allowed"),
    ],
)
def test_a_form_that_says_too_little_comes_back_and_nothing_is_done(login, editor, bulk, given, told):
    for name in ("ada", "ada2"):
        make_person(name, "reporter", first_name="Ada", last_name="Wren")
    (story,) = drafts(editor, "One")
    rows = EditLog.objects.count()
    response = do(login(editor), bulk, [story], **given)
    assert response.status_code == 400
    assert told in text_of(response)
    assert EditLog.objects.count() == rows


def test_at_most_two_hundred_are_done_at_once(login, chief):
    stories, client = drafts(chief, *(f"Story {n}" for n in range(201))), login(chief)
    response = do(client, "spike", stories, reason="All of them.")
    assert response.status_code == 400
    assert "At most 200" in text_of(response)
    assert not Story.objects.filter(editorial_state="spiked").exists()
    across = {"action": "spike", "_selected_action": stories[0].pk, "select_across": "1"}
    assert "At most 200" in text_of(client.post(LIST, across))


def test_a_role_is_offered_the_acts_it_may_do_and_no_other(login, reporter, editor, administrator):
    drafts(reporter, "One")
    (story,) = drafts(editor, "Two")
    page = text_of(login(reporter).get(LIST))
    assert 'value="spike"' in page
    assert 'value="assign"' not in page
    assert 'value="withhold"' not in page
    assert do(login(reporter), "assign", [story], person="editor").status_code == 404
    assert do(login(editor), "withhold", [story], reason="No.").status_code == 404
    assert do(login(editor), "explode", [story]).status_code == 404
    assert do(login(administrator), "spike", [story], reason="No.").status_code == 403
    assert login(editor).get(BULK).status_code == 405


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 30, "1 or 1=1", "\x00"])
def test_what_is_no_number_names_no_story(login, chief, pk):
    drafts(chief, "One")
    response = login(chief).post(reverse("admin:stories_story_bulk"), {"bulk": "unspike", "story": [pk]})
    assert (response.status_code, "No story was ticked" in text_of(response)) == (400, True)


def test_whom_suggests_colleagues_who_may_write_and_no_other_act_does(login, chief, reporter):
    one = drafts(chief, "One")[0]
    browser = login(chief)
    for act in ("assign", "own"):
        page = text_of(browser.post(LIST, {"action": act, "_selected_action": [one.pk]}))
        assert 'list="colleagues"' in page
        assert f'<option value="{reporter.username}">{reporter.display_name()}</option>' in page
    assert "colleagues" not in text_of(browser.post(LIST, {"action": "spike", "_selected_action": [one.pk]}))


def test_where_nothing_is_ticked_or_named_nothing_is_done_and_the_page_says_so(login, chief):
    (one,) = drafts(chief, "One")
    response = do(login(chief), "spike", [], reason="Overtaken.")
    assert (response.status_code, "No story was ticked, so nothing was done." in text_of(response)) == (400, True)
    response = do(login(chief), "take-topics", [one], topics=" , ")
    assert (response.status_code, "Name at least one topic." in text_of(response)) == (400, True)


def test_the_way_back_leads_to_the_list_as_it_was_filtered(login, chief):
    (one,) = drafts(chief, "One")
    page = login(chief).post(f"{LIST}?whose=mine&q=One", {"action": "unspike", "_selected_action": [one.pk]})
    assert f'href="{LIST}?whose=mine&amp;q=One"' in text_of(page)
    report = do(login(chief), "unspike", [one], list='whose=mine&q="><script>')
    assert f'href="{LIST}?whose=mine&amp;q=&quot;&gt;&lt;script&gt;"' in text_of(report)


def test_a_refusal_shows_a_headline_letter_by_letter_as_it_is(login, chief):
    (one,) = drafts(chief, "Maravell\u2019s \u201cHarbour\u201d of 5\u202f000 m")
    legal_holds.hold(one, reason="Court.", by=chief)
    page = text_of(do(login(chief), "delete", [one], reason="Typed twice."))
    assert "\u201cMaravell\u2019s \u201cHarbour\u201d of 5\u202f000 m\u201d is under legal hold." in page


def test_an_act_that_hides_many_stories_says_beforehand_what_it_touches(login, chief):
    live = [summarise(make_story(chief)), summarise(make_story(chief, headline="Tarn Dam Opens"))]
    for story in live:
        publishing.publish(story, seen=story.desk_revision, by=chief)
    chosen = [*(story.pk for story in live), drafts(chief, "One")[0].pk]
    page = text_of(login(chief).post(LIST, {"action": "withhold", "_selected_action": chosen}))
    assert re.search(r"<dt>Public stories</dt><dd>2<ul", page)
    assert "<dt>Versions</dt><dd>2</dd>" in page
    assert "Partners who may hold it" in page
    assert "tarn-dam-opens" in page
    assert "What it touches now" not in text_of(
        login(chief).post(LIST, {"action": "unspike", "_selected_action": chosen})
    )
