"""A chief forbids a name at the desk: looks at what it touches, sets it, is stopped by it, lifts it."""

from __future__ import annotations

import re

import pytest

from editions.models import ReportingRestriction
from reference.models import Topic
from stories import curating, publishing
from stories.models import Story
from tests.desk.making import address, make_story, summarise, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/editions/reportingrestriction/"
TERMS = {
    "name": "Ada Wren",
    "other_forms": "Wren, Ada\n\n에이다 렌",
    "reason": "Vell District Court, 12/26.",
    "until": "",
}


@pytest.fixture
def story(chief) -> Story:
    made = summarise(make_story(chief))
    publishing.publish(made, seen=made.desk_revision, by=chief)
    return Story.objects.get(pk=made.pk)


def test_a_chief_walks_from_the_look_to_the_lifting(login, chief, story, client):
    browser = login(chief)
    public = story.published.get_absolute_url()
    assert "Ada Wren" in text_of(client.get(public))
    look = text_of(browser.post(f"{LIST}add/", {**TERMS, "act": "look"}))
    assert "A version without the name goes out at once" in look
    assert story.headline in look
    assert "Ada Wren" in text_of(client.get(public))
    assert not ReportingRestriction.objects.exists()

    done = browser.post(f"{LIST}add/", {**TERMS, "act": "set"})
    row = ReportingRestriction.objects.get()
    assert (row.other_forms, row.set_by) == (["Wren, Ada", "에이다 렌"], chief)
    assert "Ada Wren" not in text_of(client.get(public))
    assert "It stands" in text_of(browser.get(done["Location"]))

    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Ada Wren Speaks")
    page = text_of(browser.get(address(story, "publish")))
    assert "carries a name that must not be published" in page
    assert "Vell District Court, 12/26." in page
    story.refresh_from_db()
    refused = browser.post(address(story, "publish"), {"act": "publish", "seen": story.desk_revision})
    assert refused.status_code == 400

    browser.post(done["Location"], {"act": "lift", "why": "Quashed."})
    assert "lifted" in text_of(browser.get(LIST))
    published = browser.post(address(story, "publish"), {"act": "publish", "seen": story.desk_revision})
    assert published.status_code == 302
    assert "Ada Wren Speaks" in text_of(client.get(public, follow=True))


def test_a_story_that_it_hides_is_named_there_and_told_on_its_own_tab(login, chief, story):
    curating.change_story(story, seen=story.desk_revision, by=chief, headline="Ada Wren Speaks")
    story.refresh_from_db()
    publishing.publish(story, seen=story.desk_revision, by=chief)
    browser = login(chief)
    look = text_of(browser.post(f"{LIST}add/", {**TERMS, "act": "look"}))
    assert "Leaves the site until people have changed it" in look
    done = browser.post(f"{LIST}add/", {**TERMS, "act": "set"})
    assert "Ada Wren Speaks" in text_of(browser.get(done["Location"]))
    page = text_of(browser.get(address(story, "publish")))
    assert "hidden by a reporting restriction" in page.lower()
    assert "Readers do not see this story." in page
    assert "act/restore/" in page
    refused = browser.post(address(story, "act/restore"), {"reason": "I want to."})
    assert refused.status_code == 400
    assert "Vell District Court, 12/26." in text_of(refused)
    browser.post(done["Location"], {"act": "lift", "why": "Quashed."})
    assert browser.post(address(story, "act/restore"), {"reason": "Quashed."}).status_code == 302


def test_a_change_says_who_was_first_and_keeps_what_was_typed(login, chief):
    browser = login(chief)
    page = browser.post(f"{LIST}add/", {**TERMS, "act": "set"})["Location"]
    seen = re.search(r'name="seen" value="(\d+)"', text_of(browser.get(page)))[1]
    assert browser.post(page, {**TERMS, "name": "Ada M. Wren", "act": "set", "seen": seen}).status_code == 302
    stale = browser.post(page, {**TERMS, "name": "Typed late", "act": "set", "seen": seen})
    assert stale.status_code == 409
    assert "Typed late" in text_of(stale)
    assert ReportingRestriction.objects.get().name == "Ada M. Wren"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reason": ""}, "This field is required"),
        ({"until": "2020-01-01T09:00"}, "has passed"),
        ({"until": "2099-03-29T02:30"}, "never was in Europe/Berlin"),
        ({"until": "2099-10-25T02:30"}, "came twice in Europe/Berlin"),
        ({"other_forms": "..."}, "has no letter"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words(login, chief, settings, typed, told):
    settings.TIME_ZONE = "Europe/Berlin"
    response = login(chief).post(f"{LIST}add/", {**TERMS, **typed, "act": "set"})
    assert response.status_code == 400
    assert told in text_of(response)
    assert "Ada Wren" in text_of(response)
    assert not ReportingRestriction.objects.exists()


def test_the_end_is_a_time_of_the_newsrooms_zone(login, chief, settings):
    settings.TIME_ZONE = "Asia/Seoul"
    login(chief).post(f"{LIST}add/", {**TERMS, "until": "2099-12-01T09:00", "act": "set"})
    assert f"{ReportingRestriction.objects.get().until:%Y-%m-%d %H:%M %Z}" == "2099-12-01 00:00 UTC"


def test_an_editor_reads_them_and_sets_none_a_reporter_sees_none(login, chief, editor, reporter):
    page = login(chief).post(f"{LIST}add/", {**TERMS, "act": "set"})["Location"]
    browser = login(editor)
    assert "Ada Wren" in text_of(browser.get(page))
    assert "Set the restriction" not in text_of(browser.get(page))
    for act in ("look", "set", "lift", "bring_back"):
        assert browser.post(page, {**TERMS, "act": act, "seen": 0, "why": "No."}).status_code == 403
    assert browser.get(f"{LIST}add/").status_code == 403
    assert login(reporter).get(page).status_code == 403
    assert login(reporter).get(LIST).status_code == 403


def test_a_topic_is_not_named_so_while_it_stands(login, chief):
    browser = login(chief)
    browser.post(f"{LIST}add/", {**TERMS, "act": "set"})
    named = {"name": "Ada Wren", "slug": "wren", "description": "", "position": 1}
    assert "must not be published" in text_of(browser.post("/admin/reference/topic/add/", named))
    assert not Topic.objects.exists()
